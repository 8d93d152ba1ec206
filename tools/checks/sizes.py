"""How long a file, a line and a function may be."""

import re

FUNCTION_LINES = 70
COLUMNS = 100
SCOPE = re.compile(
    r"^\s*(?:template\s*<.*>\s*)?(?:inline\s+)?(?:namespace|class|struct|union|enum|extern)\b", re.S)
NOT_A_HEADER = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*|\b(?:public|protected|private)\s*:", re.M)


def most_lines(file):
    """The hard limit of a file, or None when it has none."""
    if file.is_cpp:
        return 600 if file.is_test else 500 if file.path.endswith(".cpp") else 250
    if file.path.startswith("web/") and file.path.endswith((".vue", ".ts")):
        return 500
    return None


def check_files(project):
    for file in project.files:
        most = most_lines(file)
        if most and len(file.lines) > most:
            yield file.finding(most + 1, f"{len(file.lines)} lines, {most} are allowed, "
                                         "split it by what the parts are for")


def check_columns(project):
    for file in project.cpp_files:
        for number, line in enumerate(file.lines, 1):
            if len(line) > COLUMNS:
                yield file.finding(number, f"{len(line)} columns, {COLUMNS} are allowed, "
                                           "break the line")


def check_functions(project):
    for file in project.cpp_files:
        for first, last in function_lines(file):
            length = last - first + 1
            if length > FUNCTION_LINES:
                yield file.finding(first, f"a function of {length} lines, {FUNCTION_LINES} are "
                                          "allowed, give its parts names")


def function_lines(file):
    """First and last line of each function, its head included; lambdas belong to it.

    Braces are followed through the code. Those of a namespace, class or enum are gone into; any
    other pair is a function unless it initialises something.
    """
    code = NOT_A_HEADER.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), file.code)
    functions = {}  # last line by first: a constructor's list ends before its body does
    stack = []  # one entry for each open brace: "scope" or (first line, is a function)
    head = 0  # where the declaration in hand begins
    parentheses = 0
    for match in re.finditer(r"[{}();]", code):
        mark, at = match[0], match.start()
        outside = all(entry == "scope" for entry in stack)
        if mark == "(":
            parentheses += 1
        elif mark == ")":
            parentheses -= 1
        elif mark == ";":
            head = at + 1 if outside and parentheses == 0 else head
        elif mark == "{":
            text = code[head:at]
            if outside and parentheses == 0 and SCOPE.match(text):
                stack.append("scope")
                head = at + 1
            else:
                start = head + len(text) - len(text.lstrip())
                stack.append((file.line_at(start), outside and is_function_head(text)))
        elif mark == "}" and stack:
            entry = stack.pop()
            if entry != "scope" and entry[1]:
                functions[entry[0]] = file.line_at(at)
            if entry == "scope" or (parentheses == 0 and ends_declaration(code, at, stack)):
                head = at + 1
    return sorted(functions.items())


def is_function_head(text):
    """Has parentheses, and no = outside them (which would begin a table)."""
    if "(" not in text:
        return False
    while re.search(r"\([^()]*\)", text):
        text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"operator\s*[=<>!+*/%&|^-]+", "operator", text)
    return "(" not in text and not re.search(r"(?<![=<>!])=(?!=)", text)


def ends_declaration(code, at, stack):
    """False after the braces of one member in a constructor's list: the body is still to come."""
    following = code[at + 1:].lstrip()
    return all(entry == "scope" for entry in stack) and not following.startswith((",", "{"))
