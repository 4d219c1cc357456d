#include "catch.h"
#include "grid/grid.h"

using namespace jixiao;

TEST_CASE("a grid prints one object a cell, row by row, keys in the order of the contract") {
    Grid grid;
    grid.part = "Sheet1";
    Cell value;
    value.at = {2, 1};
    value.extent = {1, 6};
    value.kind = CellKind::Number;
    value.raw = "0.95";
    value.shown = "95%";
    value.formula = "1-B2";
    Cell label;
    label.at = {0, 0};
    label.raw = "<b>甲\"</b>";
    label.shown = "甲\"\n乙";
    label.hidden = true;
    Cell blank;
    blank.at = {1, 0};
    REQUIRE(grid.place(value));
    REQUIRE(grid.place(label));
    REQUIRE(grid.place(blank));
    CHECK(dump_grid(grid) ==
          "{\"part\":\"Sheet1\",\"ref\":\"A1\",\"rows\":1,\"cols\":1,\"kind\":\"text\",\"raw\":\"<b>甲\\\"</"
          "b>\",\"shown\":\"甲\\\"\\n乙\","
          "\"formula\":null,\"hidden\":true}\n"
          "{\"part\":\"Sheet1\",\"ref\":\"B3\",\"rows\":1,\"cols\":6,\"kind\":\"number\",\"raw\":\"0.95\",\"shown\":"
          "\"95%\","
          "\"formula\":\"1-B2\",\"hidden\":false}\n");
}

TEST_CASE("a text has no part; a hidden sheet hides its cells; bytes that are no UTF-8 do not throw") {
    Grid grid;
    Cell cell;
    cell.at = {0, 27};
    cell.raw = "\xFF";
    cell.shown = "x";
    REQUIRE(grid.place(cell));
    grid.hidden = true;
    CHECK(dump_grid(grid) ==
          "{\"part\":null,\"ref\":\"AB1\",\"rows\":1,\"cols\":1,\"kind\":\"text\",\"raw\":\"\uFFFD\",\"shown\":\"x\","
          "\"formula\":null,\"hidden\":true}\n");
    CHECK(dump_grid(Grid()).empty());
}
