#!/usr/bin/env python3
"""The house rules as tests: `house.py RULE ROOT`. Each rule is a function from a tree to the places that break it."""

import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree

SOURCE_LINES, HEADER_LINES = 450, 200
TOP = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "CHANGELOG.md", "src", "templates", "fonts", "fixtures", "tests",
       "docs", "scripts", "bench"}
ANYWHERE = "everything above"

# Whose header it is, by how an include begins. A header that no row names is the standard library's.
LIBRARIES = (
    ("ICU", r"unicode/"), ("HarfBuzz", r"hb(-|\.h)"), ("FreeType", r"(ft2build\.h|freetype|FT_)"),
    ("libxlsxwriter", r"xlsxwriter"), ("PoDoFo", r"podofo"), ("libzip", r"zip(conf)?\.h"), ("zlib", r"(zlib|zconf)\.h"),
    ("gumbo", r"gumbo"), ("pugixml", r"pugi"), ("nlohmann-json", r"nlohmann/"), ("CLI11", r"CLI/"),
    ("oneTBB", r"(tbb|oneapi)/"), ("libdeflate", r"libdeflate"), ("OpenSSL", r"openssl/"), ("fmt", r"fmt/"),
    ("expat", r"expat"), ("xxHash", r"xxh"), ("mimalloc", r"mimalloc"), ("SQLite", r"sqlite3"),
    ("valijson", r"valijson/"), ("Catch2", r"catch"),
    ("Boost", r"boost/"), ("POSIX", r"(sys/|unistd\.h|fcntl\.h|poll\.h|signal\.h|pthread|dirent\.h|termios\.h|netinet/"
                                    r"|arpa/|sched\.h|spawn\.h|dlfcn\.h|malloc\.h|linux/|execinfo\.h)"),
)

# What only the program may do: the library is given clock, language, folders and streams as arguments.
WORLD = (
    (r"\bgetenv\s*\(", "reads the environment"), (r"\bsetlocale\s*\(|\blocale::global\b", "changes the locale"),
    (r"\b(system_clock|localtime|gmtime|localtime_r|gmtime_r)\b|\bstd::time\s*\(", "reads the clock"),
    (r"\bstd::(cout|cerr|clog)\b|\bfmt::print\b|\b(f?printf|puts|fputs)\s*\(", "prints"),
    (r"\bcurrent_path\s*\(", "depends on the working directory"),
)
WORLD_FREE = {"cli"}
CLOCK_FREE = {"cli", "batch"}


def lex(text):
    """(code without comments and literals, string literals) of a C++ source; adjacent literals are one. Lines keep
    their numbers."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^()\s\\]*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'', re.S)
    code, literals, end, gap = [], [], 0, ""
    for match in token.finditer(text):
        between = text[end:match.start()]
        if match.group(0)[0] == "'" and re.search(r"[0-9a-fA-F]$", between):
            continue  # 1'048'576
        code.append(between)
        gap += between
        whole, end = match.group(0), match.end()
        code.append("\n" * whole.count("\n"))
        if whole.startswith("/"):
            continue
        literal = match.group(2) if match.group(2) is not None else match.group(3)
        if literal is None:
            continue
        line = text.count("\n", 0, match.start()) + 1
        if literals and re.fullmatch(r"\s*(u8|[uUL])?", gap):
            line, literal = literals[-1][0], literals.pop()[1] + literal
        literals.append((line, literal))
        gap = ""
        code.append('""')
    code.append(text[end:])
    return "".join(code), literals


def sources(root, suffixes=(".h", ".cc", ".def")):
    return sorted(path for path in (root / "src").rglob("*") if path.suffix in suffixes)


def folder_of(root, path):
    """The folder a source belongs to; a source at the top of src (convert.cc) is its own."""
    return path.relative_to(root / "src").parts[0].split(".")[0]


def read(path):
    return path.read_text(encoding="utf-8")


def include_table(root):
    """{folder: (folders it may include, libraries it may include)} as docs/architecture.md has it."""
    section = read(root / "docs/architecture.md").split("## Include table")[1].split("\n## ")[0]
    table = {}
    for row in re.findall(r"^\|(.*)\|\s*$", section, re.M)[2:]:
        name, may, third = (cell.replace("`", "").strip() for cell in row.split("|"))
        words = [word for word in re.split(r"[,，、\s]+", may) if word not in ("", "—")]
        folders = set(table) if may == ANYWHERE else set(words)
        libraries = {word for word in re.split(r"[,，、\s]+", third) if word not in ("", "—")}
        unknown = libraries - {library for library, _ in LIBRARIES}
        if folders - set(table) or unknown:
            raise ValueError(f"include table, {name}: not above it, or not known: {folders - set(table) | unknown}")
        table[name] = (folders | {name}, libraries)
    return table


def includes_of(path):
    for number, line in enumerate(read(path).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(["<]?)([^">\s]+)', line)
        if match:
            yield number, match.group(1), match.group(2)


def reached(root, name, seen):
    """{header: how it is reached} of all headers of src that an include brings with it."""
    seen = {**seen, name: seen.get(name, name)}
    path = root / "src" / name
    for _, quote, inner in includes_of(path) if path.is_file() else ():
        if quote == '"' and inner not in seen:
            seen = reached(root, inner, {**seen, inner: f"{seen[name]} > {inner}"})
    return seen


def check_includes(root):
    table = include_table(root)
    for path in sources(root, (".h", ".cc", ".def", ".inc")):
        place, folder = path.relative_to(root), folder_of(root, path)
        if folder not in table:
            yield f"{place}: folder {folder} is not in the include table"
            continue
        for number, quote, name in includes_of(path):
            if quote != '"':
                continue
            if name.split("/")[0].split(".")[0] not in table:
                yield f'{place}:{number}: "{name}" begins with no folder of src'
                continue
            for header, way in reached(root, name, {}).items():
                target = header.split("/")[0].split(".")[0]
                if target in table and target not in table[folder][0]:
                    yield f"{place}:{number}: {folder} may not include {way}"
                    break


def check_third_party(root):
    table = include_table(root)
    for path in sources(root, (".h", ".cc", ".def", ".inc")):
        place, folder = path.relative_to(root), folder_of(root, path)
        for number, quote, name in includes_of(path):
            if quote == '"':
                continue
            for library, pattern in LIBRARIES:
                if re.match(pattern, name) and library not in table.get(folder, (set(), set()))[1]:
                    yield f"{place}:{number}: {folder} may not include <{name}> ({library})"


DATE_WORDS = {"年度"}  # the grammar of dates, though tables use it as a label, too


def labels(root):
    """Every label and spelling of the templates' terms and indicators, of two characters and more."""
    found = set()
    for path in sorted((root / "templates").rglob("*.xml")):
        for section in xml.etree.ElementTree.parse(path).getroot().iter():
            if section.tag in ("qualitative", "units", "confusions", "typos"):
                for child in list(section):
                    section.remove(child)  # words of values, not labels
            for name in ("label", "print"):
                found.add(section.get(name, ""))
            if section.tag in ("spelling", "title", "title-spelling"):
                found.add((section.text or "").strip())
    found -= DATE_WORDS
    return {label for label in found if len(re.findall(r"[\u3400-\u9fff]", label)) >= 2}


def check_labels(root):
    known = labels(root)
    if not known:
        yield "templates: no label found"
    for path in sources(root, (".h", ".cc")):  # findings.def shows excerpts of documents
        for number, literal in lex(read(path))[1]:
            if literal.strip() in known:
                yield f"{path.relative_to(root)}:{number}: the label {literal.strip()} belongs into a template"


def texts(root):
    """Every text file that is ours: not inputs, not what was built."""
    for name in ("CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md", "src", "templates", "fonts", "tests",
                 "docs", "scripts", "bench", ".ci"):
        top = root / name
        for path in sorted(top.rglob("*") if top.is_dir() else [top] if top.exists() else []):
            if path.is_file() and path.suffix not in (".png", ".pdf", ".xlsx", ".pyc", ".zip") \
                    and "house" not in path.parts:
                yield path


def check_leftovers(root):
    """Work left undone, paths of somebody's machine, and what a library must not do."""
    for path in texts(root):
        place = path.relative_to(root)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|HACK|XXX)\b", line):
                yield f"{place}:{number}: left to do: {line.strip()}"
            if re.search(r"(?<![\w.}])/(work|root|home|Users|farm)/\w", line):
                yield f"{place}:{number}: path of a machine: {line.strip()}"
    for path in sources(root):
        folder = folder_of(root, path)
        if folder in WORLD_FREE:
            continue
        for number, line in enumerate(lex(read(path))[0].splitlines(), 1):
            for pattern, what in WORLD:
                if re.search(pattern, line) and not (what == "reads the clock" and folder in CLOCK_FREE):
                    yield f"{path.relative_to(root)}:{number}: the library {what}: {line.strip()}"


def check_top(root):
    """Nothing stands at the top but what the plan names: a folder that a program left there by mistake is none of the project's."""
    if (root / ".git").exists():
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
        names = {name.partition("/")[0] for name in listed.split("\0") if name}
    else:
        names = {path.name for path in root.iterdir()}
    for name in sorted(names):
        if name not in TOP and not name.startswith("."):
            yield f"{name}: the plan of the house has no such place"


def check_length(root):
    for path in sources(root, (".h", ".cc")):
        lines, limit = len(read(path).splitlines()), HEADER_LINES if path.suffix == ".h" else SOURCE_LINES
        if lines > limit:
            yield f"{path.relative_to(root)}: {lines} lines; is it still one concept? (limit {limit})"


def check_cases(root):
    """Every source a test program or a case could be is picked up: no file lies where no glob looks."""
    known = {path.name for path in (root / "src").iterdir() if path.is_dir()} | {"convert"}
    for path in sorted((root / "tests/unit").rglob("*.cc")):
        inside = path.relative_to(root / "tests/unit").parts
        if len(inside) > 2 or (len(inside) == 2 and inside[0] not in known):
            yield f"{path.relative_to(root)}: no test program takes this file"
    for path in sorted((root / "tests/cli").rglob("*.case")):
        if path.parent != root / "tests/cli":
            yield f"{path.relative_to(root)}: cases lie in tests/cli itself"


def types(code):
    """(line, qualified name) of the types a source defines at namespace level, those of anonymous namespaces left out."""
    scopes = []  # name of each open brace: of a namespace, else None
    token = re.compile(r"\bnamespace\s+([\w:]*)\s*\{|\b(?:struct|class|enum\s+class|enum|union)\s+([\w:]+\w)[^;{}()=]*\{"
                       r"|\bnamespace\s*\{|\{|\}")
    for match in token.finditer(code):
        whole = match.group(0)
        if whole == "}":
            del scopes[-1:]
        elif whole.startswith("namespace"):
            scopes.append(match.group(1) or "(anonymous)")
        else:
            if match.group(2) and None not in scopes and "(anonymous)" not in scopes:
                yield code.count("\n", 0, match.start()) + 1, "::".join([*scopes, match.group(2)])
            scopes.append(None)


def check_names(root):
    """Two types of one name, in whatever sources, are one type to the linker, and the program breaks without a word."""
    first = {}
    for path in sources(root, (".h", ".cc")):
        place = path.relative_to(root)
        code = re.sub(r"^\s*#.*$", "", lex(read(path))[0], flags=re.M)
        for number, name in types(code):
            if name in first:
                yield f"{place}:{number}: {name} is defined in {first[name]}, too"
            first.setdefault(name, place)


RULES = {"top": check_top, "names": check_names, "includes": check_includes, "third_party": check_third_party, "labels": check_labels,
         "leftovers": check_leftovers, "length": check_length, "cases": check_cases}


def main(rule, root):
    if rule == "selftest":
        import selftest
        suite = unittest.defaultTestLoader.loadTestsFromModule(selftest)
        return 0 if unittest.TextTestRunner().run(suite).wasSuccessful() else 1
    broken = list(RULES[rule](pathlib.Path(root).resolve()))
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
