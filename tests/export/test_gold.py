"""The format of the annotation guidelines, as the guidelines' own programs read it."""

from __future__ import annotations

import json
import subprocess
import sys

import rawi
from rawi.export.gold import gold_lines, gold_record


def test_the_planted_claim_field_by_field(planted):
    claim = gold_record(planted)["claims"][0]
    assert claim == {
        "event": "attack",
        "trigger": {"text": "هاجمت", "start": 37, "end": 42},
        "actor": [{"text": "ميليشيا الفصيل", "start": 22, "end": 36}],
        "target": [{"text": "مدنيين", "start": 89, "end": 95}],
        "place": [
            {
                "text": "بلدة الكسرة", "start": 43, "end": 54, "lat": 35.5681, "lon": 39.9372, "name": "الكسرة",
                "level": "populated", "precision_m": 1500,
            }
        ],
        "origin": [],
        "destination": [],
        "time": [{"text": "فجر أمس", "start": 55, "end": 62, "from": "2019-01-16", "to": "2019-01-16"}],
        "quantity": [
            {"text": "نحو تسعة مدنيين", "start": 80, "end": 95, "of": "killed", "low": 9, "high": 9, "approx": True}
        ],
        "sources": [{"text": "مصادر محلية", "start": 6, "end": 17, "kind": "local_source", "verb": "أفادت"}],
        "status": "happened",
        "commitment": "attributed",
    }  # fmt: skip


def test_what_is_not_resolved_has_words_only(planted):
    claim = gold_record(planted)["claims"][1]
    assert claim["origin"] == [{"text": "الكسرة", "start": 48, "end": 54}]
    assert [(s["text"], s["kind"], s["verb"]) for s in claim["sources"]] == [
        ("متحدث باسم الفصيل", "military", "نفى"),
        ("وكالة سنابك", "media", "نقلت عنه"),
    ]


def test_beside_the_claims(planted):
    record = gold_record(planted)
    assert (record["id"], record["published"]) == ("planted", "2019-01-17")
    assert record["loaded"] == [
        {"text": "ميليشيا", "start": 22, "end": 29, "toward": "الفصيل", "kind": "delegitimising"}
    ]
    assert record["boilerplate"] == ["اشترك في نشرتنا البريدية"]


def test_a_date_that_is_known_to_the_month_is_none():
    assert gold_record(rawi.Reading(article=rawi.Article(text="نص", published="2019-01")))["published"] is None
    timed = rawi.Article(text="نص", published="2019-01-05T10:00:00Z")
    assert gold_record(rawi.Reading(article=timed))["published"] == "2019-01-05"


def test_failures_have_no_record(planted):
    lines = list(gold_lines([rawi.Failure(article="a", reason="r"), planted]))
    assert [json.loads(line)["id"] for line in lines] == ["planted"]


def test_the_checker_of_the_guidelines_finds_no_fault(planted, shared, tmp_path):
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    texts.write_text(json.dumps({"id": "planted", "text": planted.article.text}) + "\n", "utf-8")
    gold.write_text("".join(gold_lines([planted])), "utf-8")
    program = shared / "gold" / "gold.py"
    done = subprocess.run([sys.executable, program, "check", texts, gold], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("1 articles, 2 claims, 0 faults\n", 0)
