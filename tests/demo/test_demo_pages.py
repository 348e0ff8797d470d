"""The demonstration pages: that they are what their README says, and that the page reader finds what they hold."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

DEMO = Path(__file__).parents[2] / "demo"
PAGES = DEMO / "pages"
EXPECTED: list[dict[str, Any]] = [
    json.loads(line) for line in (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
FILES = [row["file"] for row in EXPECTED]
BASES = {"json-ld", "meta", "time-element", "url", "dateline-text"}
GENERATOR = '<meta name="generator" content="Rawi demo: invented outlet">'
FOOTER = "موقع متخيل لأغراض العرض"
WEEKDAYS = {"الإثنين": 0, "الاثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6}
BEFORE = {"اليوم": 0, "أمس": 1, "أول أمس": 2}

each_page = pytest.mark.parametrize("row", EXPECTED, ids=FILES)


def source(row: dict[str, Any]) -> str:
    raw: bytes = (PAGES / row["file"]).read_bytes()
    return raw.decode(str(row["encoding"]))


def visible(row: dict[str, Any]) -> str:
    """All visible text of a page, furniture included."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", source(row), flags=re.DOTALL | re.IGNORECASE)
    return " ".join(html.unescape(bare).split())


def without_vowel_marks(text: str) -> str:
    return re.sub("[\u064b-\u0652\u0640]", "", text)


def test_every_page_is_listed_once() -> None:
    assert sorted(FILES) == sorted(path.name for path in PAGES.glob("*.html"))
    assert len(set(FILES)) == len(FILES) >= 24


def test_many_outlets_tell_each_of_many_events() -> None:
    outlets: dict[str, set[str]] = {}
    for row in EXPECTED:
        outlets.setdefault(row["event"], set()).add(row["outlet"])
    assert len(set().union(*outlets.values())) >= 8
    assert sum(len(names) >= 3 for names in outlets.values()) >= 6


def test_every_place_of_a_date_occurs() -> None:
    assert {row["published_basis"] for row in EXPECTED} == BASES


@each_page
def test_page_says_that_its_outlet_is_invented(row: dict[str, Any]) -> None:
    assert GENERATOR in source(row)
    assert FOOTER in without_vowel_marks(visible(row))[-400:]


@each_page
def test_addresses_are_reserved_ones(row: dict[str, Any]) -> None:
    host = urlsplit(row["url"]).hostname or ""
    assert host.endswith((".example", ".example.org"))
    assert f'"{html.escape(row["url"])}"' in source(row).replace("'", '"')


@each_page
def test_expected_words_stand_in_the_page(row: dict[str, Any]) -> None:
    """What must be kept and what must go are both there, so that neither check is empty."""
    text = visible(row)
    assert len(row["must_contain"]) == len(row["must_not_contain"]) == 2
    for words in (*row["must_contain"], *row["must_not_contain"], *filter(None, [row["title"]])):
        assert words in text


@each_page
def test_weekdays_agree_with_the_calendar(row: dict[str, Any]) -> None:
    published = dt.date.fromisoformat(row["published"])
    text = without_vowel_marks(visible(row))
    found = re.findall(rf"(?<!\w)(أول أمس|أمس|اليوم) ({'|'.join(WEEKDAYS)})(?!\w)", text)
    for when, weekday in found:
        day = published - dt.timedelta(days=BEFORE[when])
        assert day.weekday() == WEEKDAYS[weekday], f"{when} {weekday}"


def test_pages_speak_of_yesterday_and_today() -> None:
    texts = " ".join(without_vowel_marks(visible(row)) for row in EXPECTED)
    for when in BEFORE:
        assert re.search(rf"(?<!\w){when} (?:{'|'.join(WEEKDAYS)})(?!\w)", texts), when


def test_one_page_is_honest_about_windows_1256_and_one_is_not() -> None:
    declared = {}
    for row in EXPECTED:
        raw = (PAGES / row["file"]).read_bytes()
        if row["encoding"] == "utf-8":
            raw.decode("utf-8")
            continue
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")
        said = re.search(rb"charset=([\w-]+)", raw)
        assert said is not None
        declared[row["file"]] = (row["encoding"], said[1].decode())
    assert sorted(declared.values()) == [("windows-1256", "utf-8"), ("windows-1256", "windows-1256")]


def test_outlets_copy_passages_word_for_word() -> None:
    """In most events, two outlets share a run of fifteen words of their stories."""

    def runs(row: dict[str, Any]) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", visible(row))
        return {tuple(words[i : i + 15]) for i in range(len(words) - 14)}

    copied = set()
    for row in EXPECTED:
        for other in EXPECTED:
            if row["event"] == other["event"] and row["outlet"] < other["outlet"] and runs(row) & runs(other):
                copied.add(row["event"])
    assert {"manbij-bombing", "task-force", "silo", "khartoum", "yemen-truce", "mosul"} <= copied


@each_page
def test_page_reader_finds_what_the_page_holds(row: dict[str, Any]) -> None:
    intake = pytest.importorskip("rawi.intake.page")
    article = intake.page((PAGES / row["file"]).read_bytes(), url=None)
    kept = article.text
    for span in reversed(article.boilerplate):
        kept = kept[: span.start] + kept[span.end :]

    assert [words for words in row["must_contain"] if words not in kept] == []
    assert [words for words in row["must_not_contain"] if words in kept] == []
    assert row["title"] in (None, article.title)
    assert (article.outlet, article.url) == (row["outlet"], row["url"])
    assert ((article.published or "")[:10], article.published_basis) == (row["published"], row["published_basis"])
    assert article.language == row["language"]
