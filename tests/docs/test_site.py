"""The documentation builds with warnings as errors, loads nothing from elsewhere, and its links lead somewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("zensical", reason="the extra 'docs' is not installed")
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_every_page_is_in_the_site(site):
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix("")
        built = site / name.parent / "index.html" if name.name == "index" else site / name / "index.html"
        assert built.is_file(), page


def test_site_loads_nothing_from_elsewhere(site):
    loaded = re.compile(
        r"<(?:script|img|iframe)[^>]+src=[\"']?(https?:)?//|<link[^>]+rel=[\"']?stylesheet[^>]+href=[\"']?(https?:)?//"
    )
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    assert [page for page in pages if loaded.search(page.read_text(encoding="utf-8"))] == []


def test_arabic_quickstart_runs_from_right_to_left(site):
    html = (site / "quickstart.ar" / "index.html").read_text(encoding="utf-8")
    words = re.sub(r"(?s)<(?!div dir)[^>]+>", "", html)
    assert re.search(r'<div dir="rtl" lang="ar">.*make demo', words, re.S)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_files_at_the_top_lead_somewhere(name):
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    missing = [link for link in links if not link.startswith("http") and not (ROOT / link.partition("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("name", ["index.md", "quickstart.md", "quickstart.ar.md"])
def test_commands_of_the_quickstart_are_targets_of_make(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8") + (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)", text))
    assert "demo" in named
    assert named <= targets
