"""Every example in the documentation is a file that runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
PAGES = sorted(DOCS.rglob("*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
_SNIPPET = re.compile(r'--8<-- "([^"]+)"')


@pytest.fixture
def checkout(tmp_path):
    """A place to run in that looks like the top of the repository, so that nothing is written into it."""
    for name in ("demo/pages", "docs/examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(command, folder):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = os.environ | {"PATH": path, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_python_example_runs(path, checkout):
    done = run([sys.executable, "-W", "error", str(path)], checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.sh")), ids=lambda path: path.name)
def test_shell_example_runs(path, checkout):
    done = run(["sh", "-eu", str(path)], checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    for name in re.findall(r"--out (\S+)", path.read_text(encoding="utf-8")):
        assert (checkout / name).stat().st_size > 1000


def test_own_places_are_found_only_with_their_layer(checkout):
    done = run([sys.executable, str(EXAMPLES / "own_places.py")], checkout)
    without, with_layer = done.stdout.splitlines()
    assert without.endswith("None None")
    assert with_layer.endswith("36.41 37.88")


def test_every_example_stands_in_a_page():
    used = {name for page in PAGES for name in _SNIPPET.findall(page.read_text(encoding="utf-8"))}
    assert used == {path.name for path in EXAMPLES.iterdir() if path.is_file()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_python_in_a_page_comes_from_an_example(page):
    blocks = [text for kind, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if kind == "python"]
    assert [text for text in blocks if not _SNIPPET.fullmatch(text.strip())] == []


def test_python_of_the_readme_runs(checkout):
    blocks = [
        text for kind, text in _BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if kind == "python"
    ]
    assert len(blocks) == 1
    shutil.copy(checkout / "demo/pages/silo-madiq.html", checkout / "page.html")
    done = run([sys.executable, "-c", blocks[0]], checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
