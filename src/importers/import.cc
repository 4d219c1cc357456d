#include "importers/import.h"

#include <exception>

namespace jixiao {
namespace {

// `name` as one word of a shell command.
std::string quoted(const std::string& name) {
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./+";
    if (!name.empty() && name.front() != '-' && name.find_first_not_of(kPlain) == name.npos) return name;
    std::string out = name.starts_with('-') ? "'./" : "'";
    for (const char c : name) {
        if (c == '\'')
            out += "'\\''";
        else
            out.push_back(c);
    }
    return out + "'";
}

// A remedy for the file at hand: FILE in its command becomes the name.
std::string with_name(std::string text, const std::string& name) {
    const std::string word = quoted(name);
    for (std::size_t at = text.find("FILE"); at != text.npos; at = text.find("FILE", at + word.size()))
        text.replace(at, 4, word);
    return text;
}

Result<Imported> dispatch(const Input& input, const ImportOptions& options) {
    const Detected found = detect(input.bytes);
    switch (found.format) {
        case Format::Text: return import_text(input, options);
        case Format::Xlsx: return import_xlsx(input, options);
        case Format::Json:
            return fail({input.name, "", {}},
                        message("这是规范 JSON，不是表格", "this is canonical JSON, not a table"),
                        message("用 jixiao convert 直接转换即可", "jixiao convert takes it as it is"));
        case Format::Unknown: break;
    }
    const Message refusal = message("无法读取：{0}", "cannot read this: {1}", found.what.zh, found.what.en);
    Message remedy{with_name(found.remedy.zh, input.name), with_name(found.remedy.en, input.name)};
    if (found.workbook) {
        remedy.zh += "，或加 --via-libreoffice 一并转换";
        remedy.en += ", or add --via-libreoffice";
    }
    return fail({input.name, "", {}}, refusal, std::move(remedy));
}

}  // namespace

Result<Imported> import(const Input& input, const ImportOptions& options) {
    // The one wall against what libraries throw: std::bad_alloc above all.
    try {
        return dispatch(input, options);
    } catch (const std::exception& error) {
        const std::string why = error.what();
        return fail({input.name, "", {}},
                    message("读取时内存不足或出错：{}", "out of memory or an error while reading: {}", why));
    }
}

}  // namespace jixiao
