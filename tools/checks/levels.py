"""An #include goes down a level, or sideways only as listed; libraries stay behind their level."""

import re

BASE = {"foundation"}
PLUMBING = BASE | {"database", "http", "documents"}
KERNEL = PLUMBING | {"kernel"}
SHARED = KERNEL | {"organisation"}
CHAPTERS = {"premises", "practice", "duty"}

MAY_INCLUDE = {
    "foundation": set(),
    "database": BASE,
    "http": BASE,
    "documents": BASE,
    "kernel": PLUMBING,
    "organisation": KERNEL,
    "premises": SHARED,
    "practice": SHARED,
    "duty": SHARED,
    "testing": SHARED,
    "application": SHARED | CHAPTERS,
}

HOME_OF_LIBRARY = [
    (re.compile(r"soci/|soci\.h|libpq|postgresql/|pg_config|postgres_ext|sqlite3"), "database"),
    (re.compile(r"restinio/"), "http"),
    (re.compile(r"pango|cairo|zip\.h|zipconf\.h|xlsxwriter|expat"), "documents"),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)


def includes_of(file):
    """Line, bracket and path of each #include."""
    return [(file.line_at(m.start()), m[1], m[2]) for m in INCLUDE.finditer(file.text)]


def fault_of_include(file, target):
    """What is wrong with including `target` of our own, or None."""
    level = target.split("/")[0]
    if "/" not in target or level not in MAY_INCLUDE:
        return f'"{target}" names no level, write the path from src/: "{file.level}/…"'
    if file.level not in MAY_INCLUDE:
        return f"src/{file.level} is no level, move the file to one of the listed levels"
    if level == file.level:
        return None
    if level == "testing":
        return None if file.is_for_tests else f'"{target}" is for tests only, move what you need down'
    if level not in MAY_INCLUDE[file.level]:
        return (f"{file.level} must not include {level}, "
                "use facts or a type of a lower level, or move the code up")
    return None


def check_includes(project):
    for file in project.cpp_files:
        for line, bracket, target in includes_of(file):
            fault = fault_of_include(file, target) if bracket == '"' else None
            if fault:
                yield file.finding(line, fault)


def check_libraries(project):
    for file in project.cpp_files:
        for line, _, target in includes_of(file):
            for pattern, home in HOME_OF_LIBRARY:
                if pattern.match(target) and file.level != home:
                    yield file.finding(line, f"{target} belongs to src/{home}, "
                                             f"use the headers of {home} instead")
