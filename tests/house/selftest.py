"""Each house rule must pass a clean tree and name every planted violation."""

import pathlib
import tempfile
import unittest

import house

TABLE = """# A house
## Include table
| folder | may include | third party |
|---|---|---|
| `base` | — | fmt |
| `text` | everything above | ICU fmt |
| `grid` | base | — |
| `importers` | base text grid | — |
| `convert` | everything above | — |
| `cli` | everything above | CLI11 |
## Next
| not | a | row |
"""
VOCABULARY = """<vocabulary><terms><term id="fund_total" label="资金总额"><spelling>收入合计</spelling></term></terms>
<qualitative><word label="健全"/></qualitative></vocabulary>"""


class House(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("docs/architecture.md", TABLE)
        self.write("templates/vocabulary.xml", VOCABULARY)
        self.write("tests/unit/base/a.cc", "")
        self.write("src/base/a.h", '#include <string>\n#include <fmt/format.h>\n')
        self.write("src/text/a.cc", '#include <unicode/uchar.h>\n#include "base/a.h"\n')
        self.write("src/cli/main.cc", '#include "convert.h"\n#include <CLI/CLI.hpp>\nint main() { getenv("A"); }\n')
        self.write("src/convert.h", '#include "importers/a.h"\n// 资金总额 is a label\nauto a = "核对资金总额是否正确";\n')
        self.write("src/importers/a.h", '#include "grid/a.h"\n')
        self.write("src/grid/a.h", "constexpr int kMax = 1'048'576; char c = '\"'; auto d = \"健全\";\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def broken(self, rule):
        return list(house.RULES[rule](self.root))

    def expect(self, rule, *places):
        broken = self.broken(rule)
        self.assertEqual(len(broken), len(places), broken)
        for line, place in zip(broken, places):
            self.assertIn(place, line)

    def test_clean_tree(self):
        for rule in house.RULES:
            self.assertEqual(self.broken(rule), [], rule)

    def test_includes(self):
        self.write("src/base/b.cc", '#include "text/a.h"\n')
        self.write("src/grid/b.cc", '\n#  include "text/a.h"\n#include "cli/run.h"\n#include "grid/a.h"\n')
        self.write("src/importers/b.cc", '#include "a.h"\n')
        self.write("src/other/b.cc", "")
        self.expect("includes", "src/base/b.cc:1", "src/grid/b.cc:2", "src/grid/b.cc:3", "src/importers/b.cc:1",
                    "src/other/b.cc")

    def test_includes_through_other_headers(self):
        self.write("src/text/b.h", '#include "base/a.h"\n')
        self.write("src/text/c.h", '#include "text/d.h"\n')
        self.write("src/text/d.h", '#include "text/c.h"\n#include "grid/a.h"\n')
        self.write("docs/architecture.md", TABLE.replace("| `importers`", "| `model` | base text | — |\n| `importers`"))
        self.write("src/model/a.cc", '#include "text/b.h"\n#include "text/c.h"\n')
        broken = [line for line in self.broken("includes") if line.startswith("src/model")]
        self.assertEqual(broken, ["src/model/a.cc:2: model may not include text/c.h > text/d.h > grid/a.h"])

    def test_third_party(self):
        self.write("src/base/b.cc", "#include <unicode/uchar.h>\n#include <unistd.h>\n#include <vector>\n")
        self.write("src/convert.cc", "#include <podofo/podofo.h>\n#include <hb.h>\n#include FT_FREETYPE_H\n")
        self.expect("third_party", "src/base/b.cc:1", "src/base/b.cc:2", "src/convert.cc:1", "src/convert.cc:2",
                    "src/convert.cc:3")

    def test_labels(self):
        self.write("src/grid/b.cc", 'auto a = "资金总额";\nauto b = u8"资金" /* split */\n "总额";\nauto c = R"(收入合计)";\n'
                                    'auto d = "// no comment"; // "资金总额"\n'
                                    'f("资金", /* and */ "总额");\n')
        self.expect("labels", "src/grid/b.cc:1", "src/grid/b.cc:2", "src/grid/b.cc:4")

    def test_leftovers(self):
        self.write("src/grid/b.cc", "// TO" "DO later\nauto a = std::getenv(name);\nstd::cout << 1;\n// std::cout\n")
        self.write("scripts/x", "cd /ho" "me/someone\nurl=https://example.org/home/x\n")
        self.expect("leftovers", "src/grid/b.cc:1", "scripts/x:1", "src/grid/b.cc:2", "src/grid/b.cc:3")

    def test_top(self):
        self.write("--help/seed.txt", "")
        self.write(".ci/run", "")
        self.expect("top", "--help")

    def test_length(self):
        self.write("src/grid/b.cc", "\n" * (house.SOURCE_LINES + 1))
        self.write("src/grid/c.cc", "\n" * house.SOURCE_LINES)
        self.expect("length", "src/grid/b.cc")

    def test_cases(self):
        self.write("tests/unit/nowhere/a.cc", "")
        self.write("tests/cli/deep/a.case", "")
        self.expect("cases", "tests/unit/nowhere/a.cc", "tests/cli/deep/a.case")

    def test_names(self):
        self.write("src/grid/b.h", "#pragma once\n#define X {\nnamespace jixiao {\nstruct Field : A {\n  struct Inner {};\n};\n"
                                   "namespace x { struct Row {}; }\nstruct Row;\n}\n")
        self.write("src/grid/c.cc", "namespace jixiao {\nnamespace {\nstruct Field {};\n}\nenum class Inner { A };\n}\n")
        self.write("src/text/d.h", "namespace jixiao {\nclass Row {};\nvoid f(struct Row* row) {}\n}\n")
        self.expect("names")
        self.write("src/text/e.cc", "namespace jixiao {\nstruct Field {};\n}\nnamespace jixiao::x {\nenum Row { A };\n}\n")
        self.expect("names", "src/text/e.cc:2", "src/text/e.cc:5")

    def test_table_must_be_in_order(self):
        self.write("docs/architecture.md", TABLE.replace("| `grid` | base |", "| `grid` | importers |"))
        with self.assertRaises(ValueError):
            self.broken("includes")


if __name__ == "__main__":
    unittest.main()
