#include "template/load_look.h"

#include <algorithm>

namespace jixiao {
namespace {

// What a form looks like that says nothing of it: 五号 is 10.5 pt, 小五 9 pt; sizes between suit seven columns on A4.
std::vector<StyleSpec> usual_styles() {
    const auto style = [](const char* name, FontRole font, double size, double min_size, double line_height, Align align) {
        StyleSpec out;
        out.name = name;
        out.font = font;
        out.size = size;
        out.min_size = min_size;
        out.line_height = line_height;
        out.align = align;
        return out;
    };
    std::vector<StyleSpec> out = {style("title", FontRole::Hei, 16, 12, 1.4, Align::Center),
                                  style("subtitle", FontRole::Song, 11, 9, 1.4, Align::Center),
                                  style("unit", FontRole::Song, 10, 9, 1.4, Align::Right),
                                  style("label", FontRole::Hei, 10, 8, 1.35, Align::Center),
                                  style("header", FontRole::Hei, 10, 8, 1.35, Align::Center),
                                  style("group", FontRole::Song, 10, 8, 1.35, Align::Center),
                                  style("text", FontRole::Song, 10, 8, 1.4, Align::Left),
                                  style("long", FontRole::Song, 10, 10, 1.5, Align::Left),
                                  style("amount", FontRole::Song, 10, 8, 1.35, Align::Right),
                                  style("value", FontRole::Song, 10, 8, 1.35, Align::Center)};
    out[0].bold = true;
    out[3].shade = out[4].shade = true;
    out[6].padding_x = out[7].padding_x = out[7].padding_y = 5;
    out[8].padding_x = 8;
    return out;
}

}  // namespace

PageSpec read_page(XmlReader& xml, pugi::xml_node node) {
    xml.expect(node, {"paper", "orientation", "top", "right", "bottom", "left", "border-outer", "border-inner",
                       "min-row", "footer", "running-head", "continued"}, {});
    PageSpec page;
    static constexpr const char* kPapers[] = {"A4", "A3"};
    page.paper = kPapers[xml.one_of(node, "paper", 0, {"A4", "A3"})];
    page.landscape = xml.one_of(node, "orientation", 0, {"portrait", "landscape"}) == 1;
    page.top = xml.number(node, "top", page.top, 0, 100);
    page.right = xml.number(node, "right", page.right, 0, 100);
    page.bottom = xml.number(node, "bottom", page.bottom, 0, 100);
    page.left = xml.number(node, "left", page.left, 0, 100);
    page.border_outer = xml.number(node, "border-outer", page.border_outer, 0, 5);
    page.border_inner = xml.number(node, "border-inner", page.border_inner, 0, 5);
    page.min_row = xml.number(node, "min-row", page.min_row, 5, 200);
    if (node.attribute("footer")) page.footer = xml.text(node, "footer");
    if (node.attribute("running-head")) page.running_head = xml.text(node, "running-head");
    if (node.attribute("continued")) page.continued = xml.text(node, "continued");
    return page;
}

std::vector<StyleSpec> read_styles(XmlReader& xml, pugi::xml_node node) {
    std::vector<StyleSpec> out = usual_styles();
    if (node) xml.expect(node, {}, {"style"});
    for (const auto entry : node.children("style")) {
        xml.expect(entry, {"name", "font", "bold", "size", "min-size", "line-height", "padding-x", "padding-y", "align",
                            "shade"}, {});
        const std::string name = xml.text(entry, "name", true);
        auto known = std::ranges::find(out, name, &StyleSpec::name);
        if (known == out.end()) known = out.insert(known, StyleSpec());
        StyleSpec style;
        style.name = name;
        const std::string font = xml.text(entry, "font");
        if (const auto role = find_font_role(font.empty() ? "song" : font))
            style.font = *role;
        else
            xml.error(entry, message("没有字体角色 {}", "there is no font role {}", font));
        style.bold = xml.yes(entry, "bold");
        style.size = xml.number(entry, "size", style.size, 4, 72);
        style.min_size = xml.number(entry, "min-size", std::min(style.min_size, style.size), 4, style.size);
        style.line_height = xml.number(entry, "line-height", style.line_height, 1, 3);
        style.padding_x = xml.number(entry, "padding-x", style.padding_x, 1.5, 30);
        style.padding_y = xml.number(entry, "padding-y", style.padding_y, 1.5, 30);
        style.align = static_cast<Align>(xml.one_of(entry, "align", 0, {"left", "center", "right"}));
        style.shade = xml.yes(entry, "shade");
        *known = std::move(style);
    }
    return out;
}

}  // namespace jixiao
