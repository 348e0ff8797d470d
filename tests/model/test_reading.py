"""A reading holds every quote against its article, in whichever field it stands."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

import rawi
from rawi.errors import GroundingError

ARTICLE = rawi.Article(text="أفادت مصادر محلية بأن الطيران قصف بلدة الكسرة فجر أمس وقتل ثلاثة.", id="planted")
TRIGGER = rawi.Quote(30, 33, "قصف")
ELSEWHERE = rawi.Quote(31, 34, "قصف")  # as long as its range, but one letter off


def _claim(**fields: object) -> rawi.Claim:
    return rawi.Claim(id="c", event="airstrike", **{"trigger": TRIGGER, **fields})  # type: ignore[arg-type]


def test_a_grounded_reading_can_be_made():
    reading = rawi.Reading(article=ARTICLE, claims=(_claim(),))

    assert reading.claims[0].trigger == TRIGGER
    assert ARTICLE.text[30:33] == "قصف"


@pytest.mark.parametrize(
    "make",
    [
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(trigger=ELSEWHERE),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(actors=(rawi.ActorMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(targets=(rawi.ActorMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(places=(rawi.PlaceMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(origins=(rawi.PlaceMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(destinations=(rawi.PlaceMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(times=(rawi.TimeMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(article=ARTICLE, claims=(_claim(quantities=(rawi.QuantityMention(quote=ELSEWHERE),)),)),
        lambda: rawi.Reading(
            article=ARTICLE, claims=(_claim(sources=(rawi.SourceLink(quote=ELSEWHERE, kind="other"),)),)
        ),
        lambda: rawi.Reading(
            article=ARTICLE, claims=(_claim(sources=(rawi.SourceLink(quote=TRIGGER, kind="other", verb=ELSEWHERE),)),)
        ),
        lambda: rawi.Reading(article=ARTICLE, loaded=(rawi.LoadedWord(quote=ELSEWHERE, kind="emotive"),)),
        lambda: rawi.Reading(article=ARTICLE, boilerplate=(ELSEWHERE,)),
        lambda: rawi.Reading(
            article=ARTICLE, unknown=(rawi.Unknown(quote=ELSEWHERE, field="place", reason="unknown"),)
        ),
    ],
    ids="trigger actor target place origin destination time quantity source verb loaded boilerplate unknown".split(),
)  # fmt: skip
def test_no_field_may_point_beside_its_words(make: Callable[[], rawi.Reading]):
    with pytest.raises(GroundingError, match=r"planted: the words at \[31, 34\) are not 'قصف'"):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: rawi.Reading(
            article=ARTICLE, claims=(_claim(actors=(rawi.ActorMention(quote=TRIGGER, labels=(ELSEWHERE,)),)),)
        ),
        lambda: rawi.Reading(
            article=ARTICLE, claims=(_claim(quantities=(rawi.QuantityMention(quote=TRIGGER, head=ELSEWHERE),)),)
        ),
        lambda: rawi.Reading(
            article=ARTICLE, loaded=(rawi.LoadedWord(quote=TRIGGER, kind="emotive", toward=ELSEWHERE),)
        ),
    ],
    ids=["label of an actor", "head of a quantity", "toward of a loaded word"],
)  # fmt: skip
def test_quotes_inside_a_field_are_held_against_the_article_too(make: Callable[[], rawi.Reading]):
    with pytest.raises(GroundingError):
        make()


def test_a_reading_is_checked_when_it_is_decoded():
    raw = msgspec.json.encode(rawi.Reading(article=ARTICLE, claims=(_claim(),)))
    moved = raw.replace(b'"start":30,"end":33', b'"start":31,"end":34')
    assert moved != raw

    assert msgspec.json.decode(raw, type=rawi.Reading).claims[0].trigger == TRIGGER
    with pytest.raises(GroundingError, match="are not 'قصف'"):
        msgspec.json.decode(moved, type=rawi.Reading)


def test_quotes_name_their_fields_the_trigger_first():
    source = rawi.SourceLink(
        quote=rawi.Quote(6, 17, "مصادر محلية"), kind="local_source", verb=rawi.Quote(0, 5, "أفادت")
    )
    claim = _claim(actors=(rawi.ActorMention(quote=rawi.Quote(22, 29, "الطيران")),), sources=(source,))

    assert [(field, quote.text) for field, quote in claim.quotes()] == [
        ("trigger", "قصف"), ("actor", "الطيران"), ("source", "مصادر محلية"), ("verb", "أفادت"),
    ]  # fmt: skip


def test_a_place_without_candidates_has_no_name_and_no_point():
    place = rawi.PlaceMention(quote=rawi.Quote(34, 45, "بلدة الكسرة"))

    assert (place.name, place.lat, place.lon, place.precision_m) == (None, None, None, None)


def test_types_are_closed_lists():
    raw = msgspec.json.encode(_claim()).replace(b"airstrike", b"earthquake")

    with pytest.raises(msgspec.ValidationError, match="earthquake"):
        msgspec.json.decode(raw, type=rawi.Claim)
