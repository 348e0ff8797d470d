"""Generated files are what their programs give now."""

import pytest

from scripts.generated import TARGETS, committed, made


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.path} {target.mark}".strip())
def test_generated_text_does_not_differ(target):
    assert committed(target) == made(target), "run make generated and commit the result"


def test_every_mark_belongs_to_a_program():
    import re

    from scripts.generated import ROOT

    marks = {
        (path.relative_to(ROOT).as_posix(), mark)
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for mark in re.findall(r"<!-- generated: (\w+) -->", path.read_text(encoding="utf-8"))
    }
    # The benchmarks are measured, so they differ from run to run.
    measured = {("docs/benchmarks.md", "benchmarks"), ("docs/benchmarks-store.md", "benchmarks")}
    assert marks - measured == {(t.path, t.mark) for t in TARGETS if t.mark}
