// Workbooks made at the same time share nothing.
#include <ctime>
#include <thread>
#include <vector>

#include <unistd.h>
#include <xlsxwriter.h>

#include "catch.h"
#include "exporters/xlsx.h"
#include "xlsx_parts.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Bytes workbook_of(int year) {
    Sheet sheet = sample_sheet();
    sheet.year = year;
    const xlsx::OfficeFonts fonts = {"宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"};
    return xlsx::write_workbook(sheet, fonts, "/dev/shm").value_or("");
}

}  // namespace

TEST_CASE("workbooks of different years made at once are those made one by one") {
    const std::vector<int> years = {1999, 2007, 2015, 2024};
    std::vector<Bytes> alone, together(years.size());
    for (const int year : years) alone.push_back(workbook_of(year));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < years.size(); ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 8; ++round) together[i] = workbook_of(years[i]);
        });
    for (std::thread& thread : threads) thread.join();
    CHECK((together == alone));
    CHECK((alone[0] != alone[1]));  // the year is in the workbook's date
}

TEST_CASE("a part of a workbook is a file that only memory holds") {
    char folder[] = "/nowhere";
    std::FILE* part = lxw_tmpfile(folder);
    REQUIRE(part);
    CHECK(::fileno(part) < 0);
    std::fputs("十个字节以上的内容", part);
    std::rewind(part);
    char back[64] = {};
    CHECK(std::fread(back, 1, sizeof back, part) == 27);
    CHECK(std::string(back) == "十个字节以上的内容");
    CHECK(std::fseek(part, -3, SEEK_END) == 0);
    CHECK(std::ftell(part) == 24);
    std::fclose(part);
}

TEST_CASE("a date has one answer a thread, and the right one") {
    const auto tells = [](std::time_t seconds, int year, int month, int day, int hour, int minute, int second, int weekday, int of_year) {
        const std::tm* date = std::gmtime(&seconds);
        REQUIRE(date);
        CHECK(date->tm_year + 1900 == year);
        CHECK(date->tm_mon + 1 == month);
        CHECK(date->tm_mday == day);
        CHECK(date->tm_hour == hour);
        CHECK(date->tm_min == minute);
        CHECK(date->tm_sec == second);
        CHECK(date->tm_wday == weekday);
        CHECK(date->tm_yday == of_year);
    };
    tells(0, 1970, 1, 1, 0, 0, 0, 4, 0);
    tells(1'709'164'799, 2024, 2, 28, 23, 59, 59, 3, 58);
    tells(1'709'251'199, 2024, 2, 29, 23, 59, 59, 4, 59);
    tells(-1, 1969, 12, 31, 23, 59, 59, 3, 364);
    const std::time_t now = 0;
    const std::tm* here = std::gmtime(&now);
    const std::tm* there = nullptr;
    std::thread([&] { there = std::gmtime(&now); }).join();
    CHECK(here != there);
}
