"""``rawi explain`` as a user runs it."""

from __future__ import annotations

import json

import pytest

import rawi
from rawi.reading.confidence import level

STRIKE = "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة بريف دير الزور أمس، ما أدى إلى مقتل خمسة مدنيين."
MEETING = "التقى وزير الخارجية المصري نظيره السوداني في القاهرة يوم الثلاثاء."


@pytest.fixture
def files(tmp_path):
    (tmp_path / "one.txt").write_text(STRIKE, "utf-8")
    rows = [{"id": "a:1", "text": MEETING}, {"id": "b#2", "text": STRIKE, "published": "2019-01-17"}]
    (tmp_path / "two.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n{", "utf-8")
    return tmp_path


def _plain(text: str) -> list[list[str]]:
    return [line.split() for line in text.replace("\u2068", "").replace("\u2069", "").splitlines()]


def test_every_line_of_the_trace_is_told_with_its_weight(files, command):
    done = command("explain", files / "two.jsonl:b#2", 1)
    assert (done.returncode, done.stderr) == (0, "")
    lines = _plain(done.stdout)
    (reading,) = [
        row
        for line in command("read", files / "two.jsonl", "--format", "jsonl").stdout.splitlines()
        if "claims" in (row := json.loads(line)) and row["article"]["id"] == "b#2"
    ]
    claim = reading["claims"][0]
    assert {trace["field"] for trace in claim["trace"]} >= {"event", "place", "source", "status"}
    told = " ".join(word for line in lines for word in line)
    for trace in claim["trace"]:
        assert " ".join(trace["rule"].split()) in told, trace
        if trace["entry"]:
            assert " ".join(trace["entry"].split()) in told, trace
        if trace["weight"] is not None:
            assert f"{trace['weight']:.3f}" in told, trace
    assert f"id {claim['id']}, article b#2" in told
    assert f"confidence event {level(claim['confidence'])} ({claim['confidence']:.0%})" in told
    for field, share in claim["confidences"].items():
        assert f"{field} {level(share)} ({share:.0%})" in told


def test_the_event_tells_its_entry_and_what_weighed_most(files, command):
    article = rawi.Article(id="one", text=STRIKE)
    claim = rawi.Reader(explain=True).read(article).claims[0]
    entry, *features = [trace for trace in claim.trace if trace.field == "event"]
    assert entry.entry == "airstrike: قصف"
    assert 0 < entry.weight < 1
    assert len(features) >= 3
    # What weighed most comes first, for the event or against it.
    sizes = [abs(feature.weight) for feature in features]
    assert sizes == sorted(sizes, reverse=True)

    lines = _plain(command("explain", files / "one.txt", claim.id).stdout)
    at = next(number for number, line in enumerate(lines) if line[:1] == ["event"])
    assert lines[at] == ["event", *f"{entry.rule}: {entry.entry} {entry.weight:.3f}".split()]
    told = [f"{feature.rule} {feature.weight:+.3f}".split() for feature in features]
    assert lines[at + 1 : at + 1 + len(told)] == told
    assert lines[at + 1 + len(told)][0] == "actor"


def test_every_field_of_a_claim_has_its_rule(files, command):
    row = json.loads(command("read", files / "one.txt", "--format", "jsonl").stdout)
    assert all(row["claims"][0][name] for name in ("actors", "targets", "places", "times", "quantities", "sources"))
    lines = _plain(command("explain", files / "one.txt", 1).stdout)
    start = next(number for number, line in enumerate(lines) if line[:1] == ["event"])
    end = next(number for number, line in enumerate(lines) if line[:1] == ["gazetteer"])
    named = {line[0] for line in lines[start:end] if len(line) > 1}
    assert {"event", "actor", "target", "place", "time", "quantity", "source", "status", "commitment"} <= named


def test_the_words_are_shown_in_their_place(files, command):
    lines = _plain(command("explain", files / "one.txt", 1).stdout)
    start = STRIKE.index("قصف")
    assert f"letters {start} to {start + 3} of the article".split() in lines
    assert any("[قصف]" in line for line in lines)


def test_candidates_of_a_place(files, command):
    out = " ".join(command("explain", files / "one.txt", 1).stdout.split())
    assert "gazetteer" in out
    assert "score" in out


def test_a_claim_by_its_id(files, command):
    row = json.loads(command("read", files / "one.txt", "--format", "jsonl").stdout)
    by_id = command("explain", files / "one.txt", row["claims"][0]["id"])
    assert by_id.stdout == command("explain", files / "one.txt", "1").stdout != ""


@pytest.mark.parametrize("mark", [":", "#"])
def test_one_of_several_articles(files, command, mark):
    done = command("explain", f"{files / 'two.jsonl'}{mark}a:1", 1)
    assert done.returncode == 0
    assert "meeting" in done.stdout


@pytest.mark.parametrize(
    ("article", "claim", "said"),
    [
        ("two.jsonl", "1", "it holds several articles; name one, such as {}/two.jsonl:a:1"),
        ("two.jsonl:nobody", "1", "there is no article 'nobody' in it; the first one there is 'a:1'"),
        ("none.txt", "1", "there is no such file; check the path"),
        ("none.jsonl:a", "1", "there is no such file; check the path"),
    ],
)
def test_an_article_that_is_not_there(files, command, article, claim, said):
    done = command("explain", f"{files}/{article}", claim)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"rawi: {files}/")
    assert done.stderr.endswith(f": {said.format(files)}\n")


@pytest.mark.parametrize("claim", ["0", "99", "-3", "first", "٩٩"])
def test_a_claim_that_is_not_there(files, command, claim):
    done = command("explain", files / "one.txt", "--", claim)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"rawi: one: there is no claim {claim!r} in it; give a number from 1 to ")
