"""House rules that no compiler knows. Usage: tidy_test.py SOURCE_DIR; prints each offence and exits with 1."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
FOLDERS = ("graph", "extract", "store", "query", "proto", "tools", "tests")
# What each folder may include of ours. tools and tests may include everything.
ARROWS = {
    "graph": {"graph"},
    "extract": {"extract", "graph"},
    "store": {"store", "graph", "proto"},
    "query": {"query", "graph"},
}
# Libraries that stay in one room.
ROOMS = {
    "rocksdb/": {"store"},
    "boost/graph/": {"graph"},
    "gumbo": {"extract"},
    "libxml/": {"query"},
    "cxxopts": {"tools"},
}
offences = []


def offend(path, line, why):
    offences.append(f"{path.relative_to(root)}:{line}: {why}")


for folder in FOLDERS:
    for path in sorted((root / folder).rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        if path.suffix == ".h" and not text.startswith("#pragma once\n"):
            offend(path, 1, "a header begins with #pragma once")
        for number, line in enumerate(lines, 1):
            if len(line) > 120:
                offend(path, number, "longer than 120 columns")
            if line != line.rstrip() or "\t" in line:
                offend(path, number, "trailing white space or a tab")
            if re.search(r"\busing namespace std\b", line):
                offend(path, number, "using namespace std")
            if re.search(r"DISABLED_|GTEST_SKIP", line):
                offend(path, number, "a test that is switched off")
            include = re.match(r'#include ([<"])([^>"]+)[>"]', line)
            if not include:
                continue
            kind, name = include.groups()
            if "../" in name or name.startswith("./"):
                offend(path, number, "relative include: folders are reached through their include roots only")
            first = name.split("/")[0]
            if kind == '"' and folder in ARROWS and first in FOLDERS and first not in ARROWS[folder]:
                offend(path, number, f"{folder}/ may not include {first}/")
            if "/internal/" in name and first in FOLDERS and folder not in (first, "tests"):
                offend(path, number, f"{first}/internal/ is not for neighbours")
            for library, rooms in ROOMS.items():
                if name.startswith(library) and folder not in rooms | {"tests"}:
                    offend(path, number, f"<{library}> stays in {', '.join(sorted(rooms))}/")

for path in sorted((root / "tests").rglob("*_test.cpp")):
    if path.parent.name not in ("graph", "extract", "store", "query", "tools"):
        offend(path, 1, "belongs to no test program")

print("\n".join(offences) if offences else "no offence")
sys.exit(1 if offences else 0)
