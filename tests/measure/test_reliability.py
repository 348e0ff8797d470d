"""Reliability: whether confidences hold what they say."""

from __future__ import annotations

import pytest

from rawi.export.gold import gold_record
from rawi.measure.reliability import reliability
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, SourceLink
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Reading

TEXT = "قصف الطيران سوق المدينة. قتل القصف خمسة مدنيين، بحسب الدفاع المدني. وصل وفد إلى العاصمة."
ARTICLE = Article(id="a", text=TEXT)


def _quote(words: str):
    start = TEXT.index(words)
    return ARTICLE.quote(start, start + len(words))


def _reading(*claims: Claim) -> Reading:
    return Reading(article=ARTICLE, claims=claims)


STRIKE = Claim(
    id="1",
    event="airstrike",
    trigger=_quote("قصف الطيران"),
    actors=(ActorMention(quote=_quote("الطيران")),),
    targets=(ActorMention(quote=_quote("سوق المدينة")),),
    confidence=0.9,
    confidences={"status": 0.9, "commitment": 0.9, "actor": 0.7, "target": 0.6},
)
KILLED = Claim(
    id="2",
    event="kill",
    trigger=_quote("قتل"),
    quantities=(QuantityMention(quote=_quote("خمسة مدنيين"), low=5, high=5, of="killed"),),
    sources=(SourceLink(quote=_quote("الدفاع المدني"), kind="rescue"),),
    commitment="attributed",
    confidence=0.7,
    confidences={"status": 0.7, "commitment": 0.7, "quantity": 0.8, "source": 0.4},
)


def test_what_is_as_right_as_was_said_has_no_error():
    sure = Claim(id="3", event="kill", trigger=_quote("قتل"), confidence=1.0, confidences={"status": 1.0})
    (event, status) = reliability([_reading(sure)], {"a": gold_record(_reading(KILLED))}).items()
    assert event[0] == "event"
    assert (event[1].error, event[1].n, event[1].levels) == (0.0, 1, {"high": (1.0, 1)})
    assert (status[0], status[1].error) == ("status", 0.0)


def test_the_error_is_the_distance_to_what_was_right():
    read = _reading(STRIKE, KILLED)
    found = reliability([read], {"a": gold_record(read)})
    assert found["event"].error == pytest.approx((0.1 + 0.3) / 2)
    assert found["actor"].error == pytest.approx(0.3)
    assert found["source"].levels == {"low": (1.0, 1)}
    assert found["quantity"].levels == {"high": (1.0, 1)}


def test_fields_of_a_claim_that_nobody_annotated_are_wrong():
    found = reliability([_reading(STRIKE)], {"a": gold_record(_reading(KILLED))})
    assert found["event"].error == 0.9
    assert found["target"].levels == {"medium": (0.0, 1)}


def test_bounds_decide_whether_a_quantity_is_right():
    gold = gold_record(_reading(KILLED))
    gold["claims"][0]["quantity"][0]["low"] = 4
    assert reliability([_reading(KILLED)], {"a": gold})["quantity"].levels == {"high": (0.0, 1)}


def test_articles_that_are_not_annotated_are_passed_over():
    assert reliability([_reading(STRIKE)], {}) == {}
