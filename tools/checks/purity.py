"""SQL only in stores, the time only from the clock, whole numbers for money and points."""

import re

SQL = re.compile(r"\bSELECT\s|\bINSERT\s+INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b")
SELECT_STAR = re.compile(r"\bSELECT\s+(?:DISTINCT\s+)?(?:\w+\.)?\*")
SQL_CLOCK = re.compile(r"\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|'now'|\bnow\(\)", re.I)
QUERY = r"\bQuery\s*(?:\w+\s*)?\{"
CLOCK = (r"\bsystem_clock\b|\bhigh_resolution_clock\b|\bstd::time\b|(?<![\w.>:])time\s*\(|"
         r"\b(?:gettimeofday|clock_gettime|localtime|localtime_r|gmtime|gmtime_r)\b")


def may_hold_sql(file):
    return (file.path.endswith(("_store.cpp", "_store.h")) or file.level == "database"
            or file.path.startswith("src/kernel/journal/"))


def check_sql(project):
    for file in project.cpp_files:
        yield from check_sql_place(file)
        for piece in file.strings:
            yield from check_sql_text(file, piece.line, piece.text)
    for file in project.files_in("migrations", ".sql"):
        yield from check_sql_text(file, 1, re.sub(r"--[^\n]*", "", file.text))


def check_sql_place(file):
    if may_hold_sql(file):
        return
    lines = [line for line, _ in file.find_in_code(QUERY)]
    lines += [piece.line for piece in file.strings if SQL.search(piece.text)]
    for line in sorted(set(lines)):
        yield file.finding(line, "SQL outside a store, move it to the feature's *_store.cpp")


def check_sql_text(file, first_line, text):
    for match in SELECT_STAR.finditer(text):
        line = first_line + text.count("\n", 0, match.start())
        yield file.finding(line, "SELECT *, name the columns")
    if not SQL.search(text) and file.is_cpp:
        return
    for match in SQL_CLOCK.finditer(text):
        line = first_line + text.count("\n", 0, match.start())
        yield file.finding(line, f"SQL asks {match[0]} for the time, "
                                 "pass the time of the transaction's clock")


def check_clock(project):
    for file in project.cpp_files:
        if file.path == "src/foundation/clock.cpp":
            continue
        for line, match in file.find_in_code(CLOCK):
            yield file.finding(line, f"{match[0].strip(' (')} asks the machine for the time, "
                                     "use the clock of the transaction")
        if file.level in ("http", "database", "application", "testing") or file.is_benchmark:
            continue
        for line, _ in file.find_in_code(r"\bsteady_clock\b"):
            yield file.finding(line, "steady_clock is for http, database, application, testing "
                                     "and *_bench.cpp, use the clock of the transaction")


def check_floating_point(project):
    for file in project.cpp_files:
        if file.level == "documents" or file.is_benchmark:
            continue
        if file.path.startswith("src/foundation/json"):
            continue
        for line, match in file.find_in_code(r"\b(?:double|float)\b"):
            yield file.finding(line, f"{match[0]} rounds, use Fen, Points or whole numbers "
                                     "multiplied crosswise")


def check_namespaces(project):
    for file in project.cpp_files:
        for line, _ in file.find_in_code(r"\busing\s+namespace\b"):
            yield file.finding(line, "using namespace, use the qualified name or one `using`")
