"""Each refusal is tested; each `Source:` names a rule that exists."""

import re

REFUSALS = r"\benum\s+(?:class\s+)?(\w*Refusal)\b[^{;]*\{([^}]*)\}"
SOURCE = re.compile(r"\bSource:[ \t]*([^\s,]+(?:,[ \t]*[^\s,]+)*)")
RULE_ID = re.compile(r"^\s*(?:-\s+)?id:\s*[\"']?([^\s\"'#]+)", re.M)


def names_refusal(test, folder, enum, enumerator):
    """True when the test names it: beside the enum, together with the enum, or by its code."""
    if not re.search(rf"\b{enumerator}\b", test.text):
        return False
    if test.folder == folder or re.search(rf"\b{enum}\b", test.text):
        return True
    return re.search(rf'"\w+(?:\.\w+)*\.{enumerator}"', test.text) is not None


def check_refusals_are_tested(project):
    tests = [file for file in project.cpp_files if file.is_test]
    for file in project.cpp_files:
        if file.is_test:
            continue
        for line, match in file.find_in_code(REFUSALS):
            for part in re.finditer(r"(\w+)[^,]*", match[2]):
                if any(names_refusal(test, file.folder, match[1], part[1]) for test in tests):
                    continue
                at = line + match[0][:match.start(2) - match.start() + part.start()].count("\n")
                yield file.finding(at, f"{match[1]}::{part[1]} is named in no test, "
                                       "write one in which it is refused")


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
