"""Wide places take the point of a place inside them that the article names, and say so; others stay where they are."""

from __future__ import annotations

from collections import Counter

import pytest

import rawi
from rawi.lexicon.gazetteer import Gazetteer, distance_km
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.mentions.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Gazetteer.load())


def _find(places: Places, text: str) -> dict[str, rawi.PlaceMention]:
    analysis = Analysis(Document(rawi.Article(text=text)), Lexicon.load())
    return {f.mention.quote.text: f.mention for f in places.find(analysis.doc, analysis.taken, Counter())}


def _spot(mention: rawi.PlaceMention) -> tuple[float | None, float | None]:
    return mention.lat, mention.lon


@pytest.mark.parametrize(
    "wide", ["ريف إدلب", "محافظة إدلب", "إدلب", "شمال غرب سوريا", "ريف إدلب الجنوبي", "جبل الزاوية"]
)
def test_a_wide_place_lies_where_the_town_lies_that_is_named_after_it(places: Places, wide: str):
    found = _find(places, f"قتلى بقصف على {wide} أمس. وأصاب القصف بلدة كفرنبل صباحا.")

    assert _spot(found[wide]) == _spot(found["بلدة كفرنبل"])
    assert found[wide].rule.startswith("gazetteer; the point is that of كفرنبل")


def test_level_radius_and_candidates_stay_those_of_the_words(places: Places):
    alone = _find(places, "قتلى بقصف على ريف إدلب أمس.")["ريف إدلب"]
    narrowed = _find(places, "قتلى بقصف على ريف إدلب أمس. وأصاب القصف بلدة كفرنبل صباحا.")["ريف إدلب"]

    assert (narrowed.level, narrowed.precision_m, narrowed.ucdp_precision, narrowed.acled_precision) == (
        alone.level, alone.precision_m, alone.ucdp_precision, alone.acled_precision,
    )  # fmt: skip
    assert narrowed.name == alone.name
    assert distance_km(narrowed.lat, narrowed.lon, alone.lat, alone.lon) * 1000 < narrowed.precision_m


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("قتلى بقصف على ريف إدلب أمس. وفي مدينة الموصل هدوء.", "ريف إدلب"),
        ("قتلى بقصف على ريف إدلب الشمالي أمس. وأصيب طفل في بلدة كفرنبل.", "ريف إدلب الشمالي"),
        ("قتلى بقصف على مدينة إدلب أمس. وأصيب طفل في بلدة كفرنبل.", "مدينة إدلب"),
        ("قصف على محيط بلدة سراقب أمس. وأصيب طفل في بلدة كفرنبل.", "محيط بلدة سراقب"),
        ("حرب في سوريا. قصف على بلدة كفرنبل وعلى مدينة درعا.", "سوريا"),
    ],
)
def test_no_point_outside_on_the_other_side_or_of_what_is_narrow_already(places: Places, text: str, wide: str):
    assert "the point is that of" not in _find(places, text)[wide].rule


def test_the_next_place_counts_before_those_named_earlier(places: Places):
    found = _find(places, "هدوء في بلدة سرمين. ثم قصف على ريف إدلب. وأصاب القصف بلدة كفرنبل، ثم بلدة حاس.")

    assert _spot(found["ريف إدلب"]) == _spot(found["بلدة كفرنبل"])


def test_an_article_is_read_the_same_after_any_other(places: Places):
    text = "قتلى بقصف على ريف إدلب أمس. وأصاب القصف بلدة زرعقون بريف حماة. وفي زرعقون حداد."
    before = _find(places, text)
    _find(places, "قصف على بلدة زرعقون بريف دمشق، وعلى مدينة طرابلس في ليبيا.")

    assert _find(places, text) == before
