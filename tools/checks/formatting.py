"""The format of src/ is clang-format's."""

import re
import shutil
import subprocess

from checks.project import Finding

CLANG_FORMAT = "clang-format-19"
COMPLAINT = re.compile(r"^(.+?):(\d+):\d+: error: ", re.M)


def check_format(project):
    if shutil.which(CLANG_FORMAT) is None:
        return [Finding("tools/check", 1, f"{CLANG_FORMAT} is missing, install it")]
    paths = [file.path for file in project.cpp_files]
    if not paths:
        return []
    run = subprocess.run([CLANG_FORMAT, "--dry-run", "-Werror", *paths], cwd=project.root,
                         capture_output=True, text=True, check=False)
    first_lines = {}
    for path, line in COMPLAINT.findall(run.stderr):
        first_lines.setdefault(path, int(line))
    return [Finding(path, line, f"not formatted from here on, use {CLANG_FORMAT} -i {path}")
            for path, line in first_lines.items()]
