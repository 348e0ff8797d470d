"""Nothing in the tree depends on the machine it was written on."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "site", "dist", "build", "__pycache__", ".cache"}
# Written in pieces, so that this file does not find itself.
HOMES = ("home", "root", "Users", "work", "workspace", "mnt", "srv", "private")
ABSOLUTE = re.compile(r"(?<![\w.~/:\-}<*])/(?:" + "|".join(HOMES) + r")/\w[\w.\-]*|\b[A-Z]:\\Users\\")


def files():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(f for f in folders if f not in NOT_OURS and not f.endswith(("_cache", ".egg-info")))
        folders[:] = [f for f in folders if f != ".hypothesis"]
        yield from (Path(folder, name) for name in sorted(names))


def test_no_file_holds_an_absolute_path_of_a_machine():
    found = {}
    seen = 0
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        seen += 1
        if match := ABSOLUTE.search(text):
            found[path.relative_to(ROOT).as_posix()] = match[0]
    assert seen > 100
    assert found == {}


def test_the_pattern_finds_what_it_should():
    assert ABSOLUTE.search("see " + "/home/" + "somebody/rawi")
    assert ABSOLUTE.search('"' + "/Users/" + 'somebody"')
    assert ABSOLUTE.search("C:" + "\\Users\\" + "somebody")
    assert not ABSOLUTE.search("https://site.example/home/news")
    assert not ABSOLUTE.search("../work/page.html")
