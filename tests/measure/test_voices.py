"""Voices measured by themselves: planted claims whose voices are right, missing, too many, or another's."""

from __future__ import annotations

import json

import pytest

from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.measure.voices import CAUSES, cause, main, voice_scores
from rawi.model.article import Article
from rawi.reading.mentions.places import Places

TEXT = "قالت مصادر محلية إن الطيران قصف البلدة.\nانسحب الفصيل من التل."


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Gazetteer.load())


def _claim(trigger: str, event: str, *sources: tuple[str, str]) -> dict[str, object]:
    return {
        "event": event,
        "trigger": trigger,
        "sources": [{"text": text, "kind": kind} for text, kind in sources],
        "status": "happened",
        "commitment": "attributed" if sources else "flat",
    }


def _scores(places: Places, *claims: dict[str, object]):
    gold = {"a": {"id": "a", "claims": list(claims)}}
    return voice_scores([Article(text=TEXT, id="a"), Article(text=TEXT, id="b")], gold, Lexicon.load(), places)


LOCAL = ("مصادر محلية", "local_source")


def test_right_voices_score_full_marks(places: Places) -> None:
    found = _scores(places, _claim("قصف", "airstrike", LOCAL), _claim("انسحب", "withdraw"))
    assert found.claims == 2
    assert (found.source.f1, found.source_kind.f1, found.attributed.accuracy) == (1, 1, 1)
    assert (found.source.gold, found.source.pred) == (1, 1)
    assert (found.commitment.accuracy, found.commitment.n) == (1, 2)
    assert found.errors == dict.fromkeys(CAUSES, 0)


def test_each_wrong_claim_has_its_cause(places: Places) -> None:
    found = _scores(
        places,
        _claim("قصف", "airstrike"),
        _claim("انسحب", "withdraw", LOCAL),
        _claim("قصف", "shell", ("مصادر محلية", "official")),
    )
    assert {name: count for name, count in found.errors.items() if count} == {
        "voice found though flat": 1,
        "no voice found": 1,
        "same phrase, other kind": 1,
    }
    assert found.attributed.accuracy == 0.333
    # one phrase of the two that were read is annotated, and one of the two annotated was read; its kind is another
    assert (found.source.p, found.source.r, found.source_kind.f1) == (0.5, 0.5, 0)


def test_commitment_is_asked_only_where_the_word_can_be_of_its_type(places: Places) -> None:
    assert _scores(places, _claim("البلدة", "airstrike", LOCAL)).commitment.n == 0


def test_a_claim_whose_trigger_is_not_in_the_text_is_left_out(places: Places) -> None:
    assert _scores(places, _claim("اعتقل", "arrest")).claims == 0


@pytest.mark.parametrize(
    ("gold", "read", "expected"),
    [
        ([], [], None),
        ([((0, 4), "media")], [((0, 4), "media")], None),
        ([((0, 4), "media")], [((12, 17), "media")], "another voice, named after"),
        ([((12, 17), "media")], [((0, 4), "media")], "another voice, named before"),
        ([((0, 4), "media")], [((5, 11), "media")], "same voice, other phrase"),
        ([((0, 4), "media")], [((0, 4), "media"), ((12, 17), "official")], "longer or shorter chain"),
    ],
)
def test_causes(gold, read, expected) -> None:
    assert cause("وزير الوزير محافظ", gold, read) == expected


def test_the_command_prints_a_table(tmp_path, capsys) -> None:
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    texts.write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    gold.write_text(json.dumps({"id": "a", "claims": [_claim("انسحب", "withdraw", LOCAL)]}), encoding="utf-8")
    assert main([str(texts), str(gold)]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("no voice found"))
    assert row.split()[-2:] == ["1", "1.000"]
    gold.write_text("none", encoding="utf-8")
    assert main([str(texts), str(gold)]) == 1
    assert "line 1" in capsys.readouterr().err
