"""The table of news expressions beside this file: each is found whole, and placed on the days worked out by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rawi.model.article import Article
from rawi.reading.document import Document
from rawi.reading.mentions.times import find_times

TABLE = Path(__file__).with_name("time_expressions.tsv")


def table() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["published", "words", "days"]
    return [(published, words, days) for published, words, days in rows[1:]]


@pytest.mark.parametrize(("published", "words", "days"), table())
def test_expression(published: str, words: str, days: str) -> None:
    text = f"وصلت القافلة {words}، كما قيل."
    start, end = text.find("["), text.find("]") - 1
    found = find_times(Document(Article(text=text.replace("[", "").replace("]", ""), published=published)))
    told = [(mention.quote.start, mention.quote.end) for mention in (f.mention for f in found)]
    assert told == ([(start, end)] if start >= 0 else []), [f.mention.quote.text for f in found]
    if start >= 0:
        interval = found[0].mention.interval
        placed = "-" if interval is None else "..".join(dict.fromkeys((str(interval.first), str(interval.last))))
        assert placed == days


def test_table_holds_no_expression_twice() -> None:
    rows = table()
    assert len(rows) >= 200
    assert [row for row, times in Counter(rows).items() if times > 1] == []
