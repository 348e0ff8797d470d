"""What a release is made of agrees with itself."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

import rawi

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_changelog_opens_with_the_version_of_the_project():
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == PROJECT["version"]
    assert len(set(versions)) == len(versions)


@pytest.mark.parametrize("source", ["GeoNames", "Natural Earth", "CLDR", "mazini", "SIL Open Font License"])
def test_notice_and_readme_name_every_source(source):
    assert source in (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert source in (ROOT / "README.md").read_text(encoding="utf-8")


def test_version_is_that_of_the_distribution():
    assert rawi.__version__ == importlib.metadata.version("rawi") == PROJECT["version"]


def test_every_dependency_says_why_it_is_bound():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    runtime = lines[start + 1 : lines.index("]", start)]
    assert len(runtime) == len(PROJECT["dependencies"])
    assert [line for line in runtime if not re.search(r'",\s+# \w', line)] == []


def test_exact_builders_are_the_ones_the_gazetteer_asks_for():
    wanted = pytest.importorskip("rawi.lexicon.build_gazetteer").PINNED

    pinned = dict(line.split("==") for line in PROJECT["optional-dependencies"]["build"])
    assert {name: pinned[name] for name in wanted} == wanted


def test_runtime_imports_only_what_is_declared():
    """Every third-party package is a declared dependency; one of an extra is imported only where it is used."""
    declared, extra = _names(PROJECT["dependencies"]), set()
    for name in ("plots", "postgresql", "tables"):
        extra |= _names(PROJECT["optional-dependencies"][name])
    build_only = {"build_gazetteer.py", "build_sides.py", "geonames_towns.py", "compiler.py", "builder.py", "verbs.py"}
    undeclared = set()
    for path in (ROOT / "src" / "rawi").rglob("*.py"):
        if path.name in build_only or path.parent.name == "training":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _imported(node):
                package = _PACKAGE_OF.get(name, name)
                known = name in sys.stdlib_module_names or name == "rawi" or package in declared
                if not known and not (node.col_offset and package in extra):
                    undeclared.add((name, path.name))
    assert undeclared == set()


_PACKAGE_OF = {"PIL": "pillow", "yaml": "pyyaml"}


def _imported(node: ast.AST) -> list[str]:
    """The packages that a node imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [str(node.module).partition(".")[0]]
    return []


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[<>=!\[ ]", line)[0].lower() for line in lines}
