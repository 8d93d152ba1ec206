"""The files of the project as the checks see them."""

import re
import subprocess
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

# Comments, strings and character literals; a ' between digits separates thousands.
CPP_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\((?P<raw_text>.*?)\)(?P=mark)")
      | (?P<string>"(?P<string_text>(?:\\.|[^"\\\n])*)")
      | (?P<character>(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+')""",
    re.S | re.X,
)


class Finding(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: error: {self.message}"


class Piece(NamedTuple):
    """A comment or the inside of a string, with the line it begins on."""

    line: int
    text: str


class SourceFile:
    """One text file, by its path from the root of the project."""

    def __init__(self, path, text):
        self.path = path
        self.text = text

    @property
    def level(self):
        """`dues` of src/dues/…, empty outside src."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "src" and len(parts) > 2 else ""

    @property
    def folder(self):
        return self.path.rpartition("/")[0]

    @property
    def is_cpp(self):
        return self.level != "" and self.path.endswith((".h", ".cpp"))

    @property
    def is_test(self):
        return self.path.endswith("_test.cpp")

    @property
    def is_for_tests(self):
        """A test, or a header of fixtures that only tests include."""
        return self.is_test or "/test_" in self.path

    @property
    def is_benchmark(self):
        return self.path.endswith("_bench.cpp")

    @cached_property
    def lines(self):
        return self.text.splitlines()

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def code(self):
        """The C++ text with comments and literals blanked out, line for line."""
        return CPP_TOKEN.sub(lambda token: re.sub(r"[^\n]", " ", token[0]), self.text)

    @cached_property
    def strings(self):
        return [
            Piece(self.line_at(token.start()), token["raw_text"] or token["string_text"] or "")
            for token in CPP_TOKEN.finditer(self.text)
            if token["raw"] or token["string"]
        ]

    @cached_property
    def comments(self):
        return [
            Piece(self.line_at(token.start()), token[0])
            for token in CPP_TOKEN.finditer(self.text)
            if token["comment"]
        ]

    def find_in_code(self, pattern):
        """Line and match of each place in the code."""
        return [(self.line_at(m.start()), m) for m in re.finditer(pattern, self.code)]

    def finding(self, line, message):
        return Finding(self.path, line, message)


class Project:
    def __init__(self, files, root=Path("."), committed=frozenset()):
        self.root = root
        self.committed = committed
        self.files = [SourceFile(path, text) for path, text in files.items()]

    @classmethod
    def read(cls, root):
        """Every text file that git tracks or would add."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, check=True, capture_output=True,
        ).stdout.decode()
        files = {path: read_text(root / path) for path in sorted(set(listed.split("\0"))) if path}
        committed = subprocess.run(
            ["git", "ls-tree", "-r", "-z", "--name-only", "HEAD"],
            cwd=root, check=False, capture_output=True,
        ).stdout.decode()
        return cls({path: text for path, text in files.items() if text is not None}, root,
                   frozenset(committed.split("\0")))

    @property
    def cpp_files(self):
        return [file for file in self.files if file.is_cpp]

    def files_in(self, folder, ending):
        return [f for f in self.files if f.folder == folder and f.path.endswith(ending)]


def read_text(path):
    """None for what is no text or was deleted without telling git."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
