#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;

TEST_CASE("what is no such table is refused, naming the input") {
    const std::pair<const char*, std::string> inputs[] = {
        {"empty.txt", ""},
        {"letter.txt", "各单位：\n现将有关事项通知如下。\n"},
        {"other.txt", "姓名\t年龄\n张三\t30\n李四\t41\n"},
        {"broken.xlsx", "PK\x03\x04 broken"},
        {"report.pdf", "%PDF-1.7\n"},
        {"zeros.bin", std::string(4096, '\0')},
        {"form.json", "{\"schema\": \"jixiao.form/1\"}"},
        {"other.json", "[1, 2, 3]"},
    };
    for (const auto& [name, bytes] : inputs) {
        INFO(name);
        const auto documents = convert({name, bytes}, engine(), {});
        REQUIRE_FALSE(documents);
        CHECK(documents.error().at.input == name);
        CHECK_FALSE(documents.error().message.zh.empty());
        CHECK_FALSE(documents.error().message.en.empty());
    }
}
