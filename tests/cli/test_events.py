"""``rawi events`` and ``rawi event`` as a user runs them."""

from __future__ import annotations

import json

import pytest

TEXT = "قال الدفاع المدني السوري إن الجيش السوري قصف بلدة كفر نوران فجر الخميس، ما أدى إلى مقتل {} مدنيين."
OTHER = "التقى وزير الخارجية التركي نظيره الروسي في أنقرة الأربعاء."


@pytest.fixture
def articles(tmp_path):
    rows = [
        {"id": "a", "text": TEXT.format("خمسة"), "outlet": "صحيفة العرض", "published": "2021-03-04"},
        {"id": "b", "text": TEXT.format("ثلاثة"), "outlet": "شبكة المثال", "published": "2021-03-05"},
        {"id": "c", "text": OTHER, "outlet": "موقع التجربة", "published": "2021-03-04"},
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def decoded(text):
    return [json.loads(line) for line in text.splitlines()]


def test_events_as_jsonl_have_what_was_promised(command, articles):
    done = command("events", articles, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    event = next(item for item in decoded(done.stdout) if item["articles"] == ["a", "b"])
    promised = "id articles claims type actors place time quantities origins copies contradictions history"
    assert set(promised.split()) <= event.keys()
    assert event["type"] == "shell"
    assert (event["origins"]["min"], event["origins"]["max"]) == (1, 1)
    assert event["origins"]["reasons"][0]["rule"] == "same_source"
    assert [item["kind"] for item in event["contradictions"]] == ["number"]
    (toll,) = event["quantities"]
    assert (toll["low"], toll["high"]) == (3, 5)


def test_table_tells_an_event_in_a_line_or_two(command, articles):
    done = command("events", articles, "--reports", "2")
    assert done.returncode == 0
    plain = " ".join(done.stdout.split())
    assert "shelling" in plain
    assert "killed 3–5 (5, 3)" in plain
    assert "independent origins 1 of 2 reports" in plain
    assert "disputed: number" in plain
    assert "seen 2021-03-04 to 2021-03-05" in plain
    assert "meeting" not in plain


def test_readings_give_the_same_events_as_their_articles(command, articles, tmp_path):
    readings = tmp_path / "readings.jsonl"
    assert command("read", articles, "--out", readings).returncode == 0
    direct, again = (command("events", path, "--format", "jsonl") for path in (articles, readings))
    assert again.stdout == direct.stdout != ""


def test_a_bad_line_of_readings_is_told_and_the_rest_goes_on(command, articles, tmp_path):
    readings = tmp_path / "readings.jsonl"
    command("read", articles, "--out", readings)
    lines = readings.read_text(encoding="utf-8").splitlines()
    lines.insert(1, '{"article": 3, "claims": []}')
    lines.insert(2, "no JSON at all")
    readings.write_text("\n".join(lines), encoding="utf-8")
    done = command("events", readings, "--format", "jsonl")
    assert done.returncode == 1
    assert f"{readings}:2" in done.stderr
    assert f"{readings}:3" in done.stderr
    assert "Traceback" not in done.stderr
    assert any(item["articles"] == ["a", "b"] for item in decoded(done.stdout))


def test_readings_twice_count_once_and_another_article_of_the_same_id_is_told(command, articles, tmp_path):
    readings, other = tmp_path / "readings.jsonl", tmp_path / "other.jsonl"
    command("read", articles, "--out", readings)
    twice = command("events", readings, readings, "--format", "jsonl")
    assert twice.returncode == 0
    assert twice.stdout == command("events", readings, "--format", "jsonl").stdout
    other.write_text(json.dumps({"id": "a", "text": OTHER}, ensure_ascii=False) + "\n", encoding="utf-8")
    done = command("events", readings, other)
    assert done.returncode == 1
    assert "rawi: a: two articles have this id" in done.stderr


def test_dossier_in_all_formats(command, articles, tmp_path):
    events = decoded(command("events", articles, "--format", "jsonl").stdout)
    name = next(item["id"] for item in events if item["articles"] == ["a", "b"])
    table = command("event", name, articles)
    assert table.returncode == 0
    for part in ("صحيفة العرض", "شبكة المثال", "counted as one origin", "contradictions", "history"):
        assert part in table.stdout
    found = json.loads(command("event", name[:9], articles, "--format", "json").stdout)
    assert found["event"]["id"] == name
    assert [row["article"] for row in found["rows"]] == ["a", "b"]
    assert "".join(found["rows"][0]["cells"]["quantity"][0]["quote"]["text"].split()) == "خمسةمدنيين"
    out = tmp_path / "dossier.html"
    assert command("event", name, articles, "--out", out).returncode == 0
    page = out.read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_an_unknown_or_ambiguous_id_is_told(command, articles):
    none = command("event", "ev-nothing", articles)
    assert (none.returncode, none.stdout) == (1, "")
    assert "there is no event of this id" in none.stderr
    several = command("event", "ev-", articles)
    assert several.returncode == 1
    assert "have ids that begin so" in several.stderr


def test_a_file_that_is_not_there_is_told(command, tmp_path):
    done = command("events", tmp_path / "none.jsonl")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
