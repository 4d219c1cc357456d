// Strict reading of our own XML files: every element and attribute is known, and every error has its line.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

// A parsed file and its errors. Readers go on after an error and give up at the end, so that they stay plain.
class XmlReader {
public:
    explicit XmlReader(const Input& input);

    pugi::xml_node root() const { return document_.document_element(); }

    // Records an error at the node, with what to do about it.
    void error(pugi::xml_node node, Message message, Message hint = {});

    // Complains of attributes other than those named, and of children other than those named.
    void expect(pugi::xml_node node, std::initializer_list<std::string_view> attributes,
                std::initializer_list<std::string_view> children);

    std::string text(pugi::xml_node node, const char* attribute, bool required = false);
    std::vector<std::string> words(pugi::xml_node node, const char* attribute);     // separated by blanks
    int whole(pugi::xml_node node, const char* attribute, int otherwise, int least, int most);
    double number(pugi::xml_node node, const char* attribute, double otherwise, double least, double most);
    bool yes(pugi::xml_node node, const char* attribute, bool otherwise = false);
    std::size_t one_of(pugi::xml_node node, const char* attribute, std::size_t otherwise,
                       std::initializer_list<std::string_view> choices);

    bool good() const { return failures_.empty(); }
    const std::vector<Failure>& failures() const { return failures_; }

private:
    Place place_of(std::ptrdiff_t offset) const;

    const Input& input_;
    pugi::xml_document document_;
    std::vector<Failure> failures_;
};

// "did you mean …": the one of `known` that is nearest to a misspelt word; empty where none is near.
Message nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace jixiao
