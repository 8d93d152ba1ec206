"""Migrations are numbered without gaps; once committed they are listed in migrations/FROZEN and never change again.

A line of FROZEN is what `sha256sum` prints in migrations/: the digest, two spaces, the file name.
`tools/check --frozen` prints the lines of all: what FROZEN is to hold.
"""

import hashlib
import re

from checks.project import Finding

FROZEN = "migrations/FROZEN"


def check_numbers(project):
    expected = 1
    for file in project.files_in("migrations", ".sql"):
        name = file.path.split("/")[1]
        match = re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", name)
        if not match:
            yield file.finding(1, f"{name} is no migration's name, use 0007_what_it_does.sql")
            continue
        if int(match[1]) != expected:
            yield file.finding(1, f"number {match[1]} where {expected:04} comes next, renumber it")
        expected = int(match[1]) + 1


def check_frozen(project):
    texts = {file.path.split("/")[1]: file.text for file in project.files_in("migrations", ".sql")}
    frozen = [file for file in project.files if file.path == FROZEN]
    for number, line in enumerate(frozen[0].lines if frozen else [], 1):
        digest, _, name = line.partition("  ")
        if not name:
            yield Finding(FROZEN, number, "no digest and name, write lines as sha256sum prints them")
        elif name not in texts:
            yield Finding(FROZEN, number, f"{name} is frozen and gone, restore it")
        elif hashlib.sha256(texts[name].encode()).hexdigest() != digest:
            yield Finding(f"migrations/{name}", 1,
                          "a frozen migration was changed, restore it and write a new one")


def check_committed(project):
    """A list that is there lists everything that is committed: what others may have run already."""
    frozen = [file for file in project.files if file.path == FROZEN]
    if not frozen:
        return
    listed = {line.partition("  ")[2] for line in frozen[0].lines}
    for file in project.files_in("migrations", ".sql"):
        name = file.path.split("/")[1]
        if file.path in project.committed and name not in listed:
            yield file.finding(1, f"{name} is committed and not frozen, add its line (tools/check --frozen)")


def frozen_lines(project):
    for file in project.files_in("migrations", ".sql"):
        yield f"{hashlib.sha256(file.text.encode()).hexdigest()}  {file.path.split('/')[1]}"
