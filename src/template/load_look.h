// How a form looks: paper, margins, styles.
#pragma once

#include <vector>

#include "template/template.h"
#include "template/xml_reader.h"

namespace jixiao {

PageSpec read_page(XmlReader& xml, pugi::xml_node node);

// The usual styles with those of the node, which may be missing, in their places.
std::vector<StyleSpec> read_styles(XmlReader& xml, pugi::xml_node node);

}  // namespace jixiao
