// An input of any kind, all the way to its outputs, which are read back: what does not prove ends the program.
#include "fuzz.h"

JIXIAO_FUZZ_ENTRY(convert) {
    using jixiao::OutputFormat;
    jixiao::ConvertOptions options;
    options.limits = jixiao::fuzz::limits();
    options.to = {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf, OutputFormat::Html};
    const auto documents = jixiao::convert({"a.txt", std::string(bytes)}, jixiao::fuzz::engine(), options);
    if (documents) return;
    jixiao::fuzz::must(documents.error().at.input == "a.txt", "a refusal names the input");
    // Wrote what does not read back, or lost a character of the sheet between pages.
    jixiao::fuzz::must(documents.error().remedy.en.find("defect of the program") == std::string::npos, documents.error().str(jixiao::Lang::En).c_str());
}
