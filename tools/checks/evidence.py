"""Each refusal is tested; each `Source:` names a rule that exists."""

import re

REFUSALS = r"\benum\s+(?:class\s+)?(\w*Refusal)\b[^{;]*\{([^}]*)\}"
PREFIX = re.compile(r'\brefusal_prefix<(?:\w+::)*(\w+)>\s*=\s*"([\w.]+)"')
SOURCE = re.compile(r"\bSource:[ \t]*([^\s,]+(?:,[ \t]*[^\s,]+)*)")
RULE_ID = re.compile(r"^\s*(?:-\s+)?id:\s*[\"']?([^\s\"'#]+)", re.M)


def names_refusal(test, folder, enum, prefix, enumerator):
    """True when the test's code names it with its enum, or a string is its code."""
    spaces = r"\w+" if test.folder == folder else enum
    if re.search(rf"\b{spaces}::{enumerator}\b", test.code):
        return True
    if re.search(rf"\busing enum (?:\w+::)*{enum};", test.code):
        return re.search(rf"\b{enumerator}\b", test.code) is not None
    return any(piece.text == f"{prefix}.{enumerator}" for piece in test.strings)


def check_refusals_are_tested(project):
    tests = [file for file in project.cpp_files if file.is_test]
    prefixes = {m[1]: m[2] for file in project.cpp_files for m in PREFIX.finditer(file.text)}
    for file in project.cpp_files:
        if file.is_test:
            continue
        for line, match in file.find_in_code(REFUSALS):
            for part in re.finditer(r"(\w+)[^,]*", match[2]):
                names = (file.folder, match[1], prefixes.get(match[1]), part[1])
                if any(names_refusal(test, *names) for test in tests):
                    continue
                at = line + match[0][:match.start(2) - match.start() + part.start()].count("\n")
                yield file.finding(at, f"{match[1]}::{part[1]} is named in no test, "
                                       "write one in which it is refused")


def check_tests_do_not_sleep(project):
    for file in project.cpp_files:
        if not file.is_for_tests:
            continue
        for line, match in file.find_in_code(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b"):
            yield file.finding(line, f"{match[0]} in a test, wait for what it is about")


def check_sources_exist(project):
    rules = [file for file in project.files_in("rules", ".yaml")]
    known = {rule for file in rules for rule in RULE_ID.findall(file.text)}
    for file in project.cpp_files:
        for piece in file.comments:
            for match in SOURCE.finditer(piece.text):
                line = piece.line + piece.text.count("\n", 0, match.start())
                for name in re.split(r",\s*", match[1]):
                    name = name.rstrip(".;")
                    if name and name not in known:
                        yield file.finding(line, f"no rule {name} in rules/*.yaml, "
                                                 "correct the id or add the rule with its article")
