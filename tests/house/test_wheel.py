"""The wheel holds all that reading needs: it is built, unpacked apart from the source, and reads a page."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "demo" / "pages" / "mosul-madiq.html"
READ = """
import pathlib, sys, rawi
article = rawi.page(pathlib.Path(sys.argv[1]).read_bytes())
print(pathlib.Path(rawi.__file__).parent.parent)
print(*(claim.id for claim in rawi.read(article).claims))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    [path] = folder.glob("*.whl")
    return path


def test_wheel_holds_code_data_and_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name for name in names if name.startswith("rawi/")}
    source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "rawi").rglob("*")
        if path.is_file() and "_cache" not in str(path) and path.suffix != ".pyc"
    }
    assert inside == source
    assert {"rawi/py.typed", "rawi/lexicon/compiled/lexicon.msgpack", "rawi/export/assets/report.css"} <= inside
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_wheel_reads_a_page_as_the_source_does(wheel, tmp_path):
    installed = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(installed)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True, text=True)
    told = {}
    for where in (installed, ROOT / "src"):
        env = os.environ | {"PYTHONPATH": str(where), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", READ, str(PAGE)], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
        )
        folder, ids = done.stdout.splitlines()
        assert Path(folder) == where
        told[where] = ids
    assert told[installed] == told[ROOT / "src"]
    assert len(told[installed].split()) >= 2
