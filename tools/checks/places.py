"""No file names the machine it was written on, or the host its packages came from."""

import re

PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home)/")
REGISTRY = re.compile(
    r"//(?:registry\.[\w.-]+|[\w.-]*npmmirror\.com|pypi\.org|files\.pythonhosted\.org|"
    r"[\w.-]*(?:artifactory|nexus)[\w.-]*)|\"resolved\":\s*\"https?:")


def check_places(project):
    for file in project.files:
        for number, line in enumerate(file.lines, 1):
            path = PATH.search(line)
            if path:
                yield file.finding(number, f"{path[0]} is a path of one machine, "
                                           "use a path from the root of the project")
            registry = REGISTRY.search(line)
            if registry:
                yield file.finding(number, "the host of a package registry is pinned, remove it "
                                           "(npm: omit-lockfile-registry-resolved)")
