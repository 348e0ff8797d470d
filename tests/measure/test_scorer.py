"""The scorer: the rules of the guidelines on planted claims, and the same numbers as the guidelines' own program."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import msgspec
import pytest

import rawi
from rawi.errors import InputError
from rawi.export.gold import gold_record
from rawi.measure.annotations import claims_of, read_rows
from rawi.measure.scorer import pair, score

TEXT = "قصف الجيش البلدة فقتل ثلاثة. ثم قصف القرية وقالت مصادر إن شخصا أصيب!\nوانسحب الفصيل من التل."


def _one(claims, **beside):
    return {"a": {"id": "a", "claims": claims, **beside}}


def _claim(trigger, event="shell", **fields):
    return {"event": event, "trigger": trigger, "status": "happened", "commitment": "flat", **fields}


def _score(gold, read):
    return score({"a": {"text": TEXT}}, _one(gold), _one(read))


def test_overlapping_triggers_meet_before_neighbours_in_the_sentence():
    gold = claims_of(TEXT, {"claims": [_claim("قصف"), _claim("فقتل")]})
    read = claims_of(TEXT, {"claims": [_claim("فقتل ثلاثة"), _claim("الجيش")]})
    assert pair(gold, read) == [(1, 0), (0, 1)]


def test_a_claim_in_another_sentence_or_of_another_type_is_missed():
    found = _score([_claim("قصف")], [_claim({"text": "قصف", "nth": 2})])
    assert (
        found.scores["event"]
        == score({"a": {"text": TEXT}}, _one([_claim("قصف")]), _one([_claim("القرية")])).scores["event"]
    )
    assert found.field("event") == 0
    other = _score([_claim("قصف")], [_claim("قصف", "attack")])
    assert other.field("event") == 0
    assert other.field("mention (untyped)") == 1


def test_each_claim_is_used_once():
    rate = _score([_claim("قصف")], [_claim("قصف"), _claim("قصف")]).scores["event"]
    assert (rate.p, rate.r, rate.f1, rate.gold, rate.pred) == (0.5, 1, 0.667, 1, 2)


def test_phrases_count_from_half_of_the_shorter_one_and_only_in_matched_claims():
    half = _score([_claim("قصف", place=["البلدة"])], [_claim("قصف", place=[{"start": 10, "end": 13}])])
    assert half.field("place") == 1
    less = _score([_claim("قصف", place=["البلدة"])], [_claim("قصف", place=[{"start": 5, "end": 12}])])
    assert less.field("place") == 0
    unmatched = _score([_claim("قصف", place=["البلدة"])], [_claim("قصف", "bomb", place=["البلدة"])])
    assert unmatched.field("place") == 0
    assert unmatched.field("all phrases") == 0


def test_quantities_need_the_same_bounds_and_sources_the_same_kind():
    quantity = {"text": "ثلاثة", "of": "killed", "low": 3, "high": 3}
    source = {"text": "مصادر", "kind": "unnamed", "verb": "قالت"}
    gold = [_claim("قصف", quantity=[quantity], sources=[source])]
    read = [_claim("قصف", quantity=[{**quantity, "high": None}], sources=[{**source, "kind": "media"}])]
    found = _score(gold, read)
    assert [found.field(name) for name in ("quantity", "source", "source+kind", "has a source")] == [0, 1, 0, 1]
    assert _score(gold, gold).field("quantity") == 1


def test_loaded_words_and_boilerplate():
    gold = _one([], loaded=[{"text": "الفصيل", "kind": "emotive"}], boilerplate=["قصف", "سطر طويل"])
    read = _one([], loaded=[{"text": "الفصيل", "kind": "glorifying"}, {"text": "التل"}], boilerplate=["قصف"])
    found = score({"a": {"text": TEXT}}, gold, read)
    assert (found.scores["loaded"].p, found.scores["loaded"].r) == (0.5, 1)
    letters = found.scores["boilerplate (letters)"]
    assert (letters.p, letters.gold, letters.pred) == (1, 11, 3)


def test_an_article_that_was_not_read_counts_as_empty_and_is_the_worst():
    texts = {"a": {"text": TEXT}, "b": {"text": TEXT}}
    gold = {"a": {"claims": [_claim("قصف")]}, "b": {"claims": [_claim("قصف"), _claim("وانسحب", "withdraw")]}}
    found = score(texts, gold, {"a": gold["a"], "c": gold["b"]})
    assert (found.scores["event"].gold, found.scores["event"].pred, found.scores["event"].r) == (3, 1, 0.333)
    assert [(w.id, w.missed, w.invented, w.f1) for w in found.worst(1)] == [("b", 2, 0, 0)]
    assert list(found.by_type) == ["shell", "withdraw"]


def _reference(shared, folder, texts, gold, read):
    """What the program beside the guidelines says."""
    paths = []
    for name, rows in (("texts", texts), ("gold", gold), ("read", read)):
        path = folder / f"{name}.jsonl"
        path.write_text("\n".join(json.dumps({"id": key, **row}) for key, row in rows.items()), "utf-8")
        paths.append(path)
    program = shared / "gold" / "gold.py"
    done = subprocess.run([sys.executable, program, "score", *paths, "--json"], capture_output=True, check=True)
    return json.loads(done.stdout)


def _assert_same(found, reference):
    plain = msgspec.to_builtins(found)
    assert plain["scores"] == reference["scores"]
    assert plain["by_type"] == reference["by_type"]
    assert list(plain["by_type"]) == list(reference["by_type"])


def _perturbed(record, rng):
    """An annotation with claims dropped, retyped, moved, their fields mixed up: what a poor reader might give."""
    events = ("shell", "attack", "kill", "clash", "accuse")
    claims = []
    for claim in record["claims"]:
        luck = rng.random()
        if luck < 0.15:
            continue
        claim = dict(claim)
        if luck < 0.3:
            claim["event"] = rng.choice(events)
        if luck > 0.9:
            claims.append(claim)
        if rng.random() < 0.3:
            other = rng.choice(record["claims"])
            field = rng.choice(
                ("actor", "target", "place", "time", "quantity", "sources", "trigger", "status", "commitment")
            )
            claim[field] = other[field]
        claims.append(claim)
    rng.shuffle(claims)
    half = len(record.get("boilerplate") or []) // 2
    return {
        "claims": claims,
        "loaded": (record.get("loaded") or [])[1:],
        "boilerplate": (record["boilerplate"] or [])[:half],
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_same_scores_as_the_guidelines_program_on_perturbed_annotations(shared, tmp_path, seed):
    texts = read_rows(shared / "gold" / "train.texts.jsonl")
    gold = read_rows(shared / "gold" / "train.gold.jsonl")
    rng = random.Random(seed)
    read = {name: _perturbed(record, rng) for name, record in gold.items() if rng.random() > 0.05}
    found = score(texts, gold, read)
    assert 0.3 < found.field("event") < 0.95
    _assert_same(found, _reference(shared, tmp_path, texts, gold, read))


def test_the_same_scores_as_the_guidelines_program_on_readings(shared, tmp_path):
    names = list(read_rows(shared / "gold" / "train.texts.jsonl"))[:25]
    texts = {n: r for n, r in read_rows(shared / "gold" / "train.texts.jsonl").items() if n in names}
    gold = {n: r for n, r in read_rows(shared / "gold" / "train.gold.jsonl").items() if n in names}
    read = {n: gold_record(rawi.read(rawi.Article(id=n, text=row["text"]))) for n, row in texts.items()}
    found = score(texts, gold, read)
    assert found.scores["event"].pred > 50
    _assert_same(found, _reference(shared, tmp_path, texts, gold, read))


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (b"\xff\n", 1),  # not UTF-8
        (b'{"id": "a"}\n\n{"id": "b"\n', 3),
        (b'{"id": "a"}\n{"text": "b"}\n', 2),
        (b'{"id": "a"}\n["b"]\n', 2),
    ],
)
def test_a_row_that_is_none_is_told_by_its_line(tmp_path, content: bytes, number: int):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"line {number} is no JSON object with an id") as raised:
        read_rows(path)
    assert raised.value.subject == str(path)
