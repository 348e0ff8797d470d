"""The Arabic cases of Duckling (dates, spans and numbers in writing) and those of dateparser and Recognizers-Text.

What is left out, and how the readings of a voice assistant are brought to those of news, is told in docs/time.md;
the rules stand here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rawi.model.article import Article
from rawi.model.time import Interval, TimeMention
from rawi.reading.document import Document
from rawi.reading.mentions.numerals import read_number
from rawi.reading.mentions.times import find_times
from rawi.text.folding import fold_word
from rawi.text.tokens import tokenize

# Duckling reads its Arabic cases at this moment: Tuesday, 12 February 2013.
SPOKEN = dt.date(2013, 2, 12)
DAY = dt.timedelta(days=1)
# Kinds of expression that are left out, the first that fits; each is a pattern over the words as they are written.
LEFT_OUT = {
    "the clock": re.compile(r"الساعة|\d:\d\d|^(عند )?(الثالثة|الثامنة) "),
    "this very moment": re.compile(r"^(حالا|الان|في هذه اللحظة)$"),
    "feasts": re.compile(r"عيد |كريسماس|رأس السنة"),
    "everyday speech": re.compile(r"بكر[ةا]|امبارح|الجاي|\bنص |القبل |^من اسبوع$"),
}
# Duckling takes a weekday, or a date without a year, to be the next; news tells what has been. Such a case is read as
# on the day it names, and must be placed on that day and no other of its kind.
LOOKS_AHEAD = re.compile(
    r"^(في )?(هذا )?(يوم )?(الاثنين|الثلاثا|الاربعاء|الخميس|الجمع[ةه]|السبت|الاحد|الأحد)|شهر|\d"
    r"|شباط|اذار|نيسان|تموز|ايلول|تشرين|مارس|ابريل|يوليو|اغسطس|سبتمبر|اكتوبر"
)
TELLS_WHICH = re.compile(
    r"20\d\d|هذا الشهر|الشهر (القادم|الماض|التالي)|السنة|الاسبوع|(الاثنين|الثلاثاء|الاحد) (القادم|الماضي|السابق)"
)
# A sign, or a ratio with a stroke: counts of news have none, and "11/10" is a date there.
SIGN_OR_RATIO = re.compile(r"^-|/")
NO_COUNT = re.compile(r"^ *-|دزين|دست|\^|[eE]|[جس]زء|خمس(ة|ه)? *خمس|خمس$|على|أخماس|اخماس|[٠-٩\d] [٠-٩\d]|،")
RECOGNIZED = 63
LEADING = re.compile(r"^(في|قرابة|من)? ?")


def cases(shared: Path, path: str) -> list[dict[str, Any]]:
    lines = (shared / "data" / "peer_suites" / path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def kind_left_out(text: str) -> str | None:
    return next((kind for kind, pattern in LEFT_OUT.items() if pattern.search(text)), None)


def wanted(case: dict[str, Any]) -> tuple[dt.date, dt.date]:
    """The days of a case, both included. Duckling's spans end before the instant they name, and ours with a day."""
    if "from" in case:
        first = dt.date.fromisoformat(case["from"][:10])
        end = dt.datetime.fromisoformat(case["to_exclusive"])
        return first, (end - dt.timedelta(seconds=1)).date()
    if "value" not in case:  # Ramadan of a year, told as an expression alone
        numbers = [int(n) for n in re.findall(r"\d+", case["value_expr"])]
        return dt.date(*numbers[:3]), dt.date(*numbers[6:9]) - DAY
    first = dt.date.fromisoformat(case["value"][:10])
    if case["grain"] == "week":  # from Monday there, from Saturday here
        return first - 2 * DAY, first + 4 * DAY
    if case["grain"] == "month":
        return first, (first.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    if case["grain"] == "year":
        return first, first.replace(month=12, day=31)
    return first, first


def times(text: str, published: dt.date) -> list[TimeMention]:
    return [found.mention for found in find_times(Document(Article(text=text, published=published.isoformat())))]


def reading(case: dict[str, Any]) -> tuple[dt.date, dt.date] | None:
    """The days Rawi gives, if it takes the whole text as one phrase."""
    text = case["text"]
    ahead = LOOKS_AHEAD.search(text) and not TELLS_WHICH.search(text)
    found = times(text, max(SPOKEN, wanted(case)[1]) if ahead else SPOKEN)
    if len(found) != 1 or found[0].interval is None or found[0].quote.end < len(text):
        return None
    if LEADING.sub("", found[0].quote.text) != LEADING.sub("", text):
        return None
    return found[0].interval.first, found[0].interval.last


def test_duckling_times(shared: Path) -> None:
    told = [case for case in cases(shared, "duckling_ar/Time.ar.jsonl") if case["value_expr"] != "NEGATIVE"]
    left_out = Counter(kind_left_out(case["text"]) for case in told)
    assert left_out == {None: 110, "the clock": 46, "feasts": 10, "everyday speech": 8, "this very moment": 3}
    kept = [case for case in told if kind_left_out(case["text"]) is None]
    failed = [(c["text"], wanted(c), reading(c)) for c in kept if reading(c) != wanted(c)]
    assert len(failed) <= 0.20 * len(kept), failed


def test_words_that_tell_no_time_for_duckling(shared: Path) -> None:
    told = cases(shared, "duckling_ar/Time.ar.jsonl")
    assert [times(c["text"], SPOKEN) for c in told if c["value_expr"] == "NEGATIVE"] == [[], [], []]


def number(text: str) -> float | None:
    """The number a text tells, if it is nothing but that."""
    words = tokenize(fold_word(text)).words
    found = read_number(words, 0)
    return found[1] if found is not None and found[0] == len(words) else None


def test_duckling_numerals(shared: Path) -> None:
    told = cases(shared, "duckling_ar/Numeral.ar.jsonl")
    kept = [case for case in told if not SIGN_OR_RATIO.search(case["text"])]
    assert (len(told), len(kept)) == (163, 152)
    failed = [(c["text"], c["value"], number(c["text"])) for c in kept if number(c["text"]) != c["value"]]
    assert len(failed) <= 0.05 * len(kept), failed


def test_duckling_ordinals_that_number_a_day(shared: Path) -> None:
    told = [c for c in cases(shared, "duckling_ar/Ordinal.ar.jsonl") if c["value"] <= 31]
    failed = [c["text"] for c in told if times(f"{c['text']} من أيار 2013", SPOKEN)[0].interval != may(c["value"])]
    assert len(told) == 26
    assert len(failed) <= 0.20 * len(told), failed


def may(day: int) -> Interval:
    date = dt.date(2013, 5, day)
    return Interval(date, date, "day")


def test_recognizers_whole_numbers(shared: Path) -> None:
    """Recognizers-Text: whole numbers that stand alone; dozens, powers, signs and fractions are no counts of news."""
    path = shared / "data" / "peer_suites" / "recognizers_text_ar" / "Specs" / "Number" / "NumberModel.json"
    kept = []
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        results = case["Results"]
        if len(results) != 1 or not re.fullmatch(r"\d+", results[0]["Resolution"]["value"]):
            continue
        if not NO_COUNT.search(results[0]["Text"]):
            kept.append((results[0]["Text"].strip(), int(results[0]["Resolution"]["value"])))
    failed = [(text, value, number(text)) for text, value in kept if number(text) != value]
    assert len(kept) == RECOGNIZED
    assert len(failed) <= 0.20 * len(kept), failed


@pytest.mark.parametrize(
    ("text", "ago"), [("اليوم", 0), ("يوم أمس", 1), ("منذ يومين", 2), ("منذ 3 أيام", 3), ("منذ 21 أيام", 21)]
)
def test_dateparser_days_ago(text: str, ago: int) -> None:
    (mention,) = times(text, SPOKEN)
    assert mention.interval is not None
    assert mention.interval.first == SPOKEN - ago * DAY


def test_dateparser_full_dates(shared: Path) -> None:
    """Its dates with an hour: the day must be right, the hour is not read."""
    told = {
        c["text"]: c["kwargs"]["dt_obj"]
        for c in cases(shared, "dateparser_ar/dateparser_ar_tests.jsonl")
        if "dt_obj" in c["kwargs"]
    }
    assert len(told) == 6
    for text, moment in told.items():
        day = dt.date(*map(int, re.findall(r"\d+", moment)[:3]))
        assert [t.interval for t in times(text, SPOKEN) if t.interval] == [Interval(day, day, "day")], text
