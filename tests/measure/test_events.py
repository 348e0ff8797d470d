"""Pairs of articles against coded incidents, and the floors that were agreed on."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest
from tests.events.making import shelling

from rawi.events.fold import fold
from rawi.measure.events import agreement, baselines, event_pairs, gold_pairs
from rawi.model.article import Article

ROWS = [{"id": name, "incidents": incidents} for name, incidents in (("a", [1]), ("b", [1, 2]), ("c", [2]), ("d", [3]))]


def test_pairs_are_those_that_share_an_incident():
    assert gold_pairs(ROWS) == {("a", "b"), ("b", "c")}


def test_agreement_counts_pairs():
    events = fold([shelling("a"), shelling("b"), shelling("c", at="القصر"), shelling("d", at="القصر")])
    found = agreement("x", gold_pairs(ROWS), event_pairs(events))
    assert (found.gold, found.found, found.right) == (2, 2, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    nothing = agreement("x", set(), set())
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_baselines_compare_titles_of_a_day_and_shared_text():
    words = "قصفت القوات بلدة الكسرة فجر الخميس وقتلت ثلاثة أشخاص من عائلة واحدة"
    texts = [
        Article(id="a", text=words, title="قصف الكسرة", published="2021-03-05"),
        Article(id="b", text=words + " أمس", title="قصف بلدة الكسرة", published="2021-03-05"),
        Article(id="c", text="خبر آخر تماما عن اجتماع في العاصمة", title="قصف الكسرة", published="2021-04-05"),
    ]
    day, text = baselines(texts, {("a", "b")})
    assert (day.f1, text.f1) == (1.0, 1.0)


def test_command_prints_a_table_and_writes_events(tmp_path):
    rows = [
        {"id": n, "text": "قصف الجيش السوري بلدة كفر نوران فجر الخميس وقتل ثلاثة مدنيين.", "title": "قصف",
         "published": "2021-03-04", "outlet": f"{n}.example", "incidents": ["x"]} for n in "ab"
    ]  # fmt: skip
    texts, out = tmp_path / "texts.jsonl", tmp_path / "events.jsonl"
    texts.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    done = subprocess.run(
        [sys.executable, "-m", "rawi.measure.events", texts, "--out", out], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[1].split() == ["events", "1.000", "1.000", "1.000", "1", "1", "1"]
    assert any(msgspec.json.decode(line)["articles"] == ["a", "b"] for line in out.read_bytes().splitlines())
    failed = subprocess.run(
        [sys.executable, "-m", "rawi.measure.events", tmp_path / "none.jsonl"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Traceback" not in failed.stderr


def test_incidents_coded_by_hand(shared):
    """Precision 0.75 and F1 0.60 were asked for; both are exceeded."""
    from rawi.events.copies import find_copies
    from rawi.intake.files import articles
    from rawi.reading.reader import Reader

    path = shared / "data" / "airwars" / "texts.jsonl"
    texts = [item for item in articles([str(path)]) if isinstance(item, Article)]
    reader = Reader()
    events = fold(map(reader.read, texts), find_copies(texts))
    rows = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    found = agreement("events", gold_pairs(rows), event_pairs(events))
    assert found.precision >= 0.75
    assert found.f1 >= 0.60
    assert found.f1 == pytest.approx(0.68, abs=0.05)
