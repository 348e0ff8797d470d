"""JSON Lines: everything, and back again."""

from __future__ import annotations

import json

import msgspec

import rawi
from rawi.export.jsonl import jsonl_lines


def test_a_reading_comes_back_whole(planted):
    (line,) = jsonl_lines([planted])
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert msgspec.json.decode(line, type=rawi.Reading) == planted


def test_what_a_line_holds(planted):
    row = json.loads(next(jsonl_lines([planted])))
    assert row["article"]["title"] == "اشتباكات في ريف الرقة"
    claim = row["claims"][0]
    assert claim["places"][0]["candidates"][0]["name_en"] == "Al Kasrah"
    assert claim["trace"][0] == {"field": "event", "rule": "own", "entry": "attack: هاجم", "weight": 0.91}
    assert claim["times"][0]["interval"] == {"first": "2019-01-16", "last": "2019-01-16", "grain": "part_of_day"}
    start, end = claim["trigger"]["start"], claim["trigger"]["end"]
    assert row["article"]["text"][start:end] == claim["trigger"]["text"] == "هاجمت"


def test_failures_stand_in_their_place(planted):
    failure = rawi.Failure(article="b.html", reason="the page is empty", advice="save it again")
    lines = list(jsonl_lines([planted, failure, planted]))
    assert json.loads(lines[1]) == {"article": "b.html", "reason": "the page is empty", "advice": "save it again"}
    assert lines[0] == lines[2]
