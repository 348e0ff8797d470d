"""What place phrases stand for, on well-known places, and what stays unknown."""

from __future__ import annotations

from collections import Counter
from math import cos, radians

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


def _find(places: Places, text: str, **countries: int) -> list[rawi.PlaceMention]:
    analysis = Analysis(Document(rawi.Article(text=text)), Lexicon.load())
    return [found.mention for found in places.find(analysis.doc, analysis.taken, Counter(countries))]


def _one(places: Places, text: str, **countries: int) -> rawi.PlaceMention:
    (mention,) = _find(places, text, **countries)
    return mention


def _centre(places: Places, name: str) -> tuple[float, float]:
    mention = _one(places, f"مدينة {name}")
    assert mention.lat is not None
    assert mention.lon is not None
    return mention.lat, mention.lon


def test_a_town_within_a_countryside_is_one_place(places: Places):
    mention = _one(places, "قصفت الطائرات بلدة كفرنبل بريف إدلب الجنوبي ليلا.")

    assert mention.quote == rawi.Quote(14, 43, "بلدة كفرنبل بريف إدلب الجنوبي")
    assert (mention.name, mention.level) == ("كفرنبل", "populated")
    assert (mention.ucdp_precision, mention.acled_precision) == (1, 1)
    assert mention.lat == pytest.approx(35.61, abs=0.05)
    assert mention.lon == pytest.approx(36.56, abs=0.05)
    assert mention.candidates[0].country == "SY"


@pytest.mark.parametrize(
    ("phrase", "north", "east"),
    [
        ("شمالي حلب بـ 20 كم", 20, 0),
        ("شرق حلب بـ 20 كم", 0, 20),
        ("على بعد 20 كم شرق حلب", 0, 20),
        ("شمال شرقي حلب بـ 20 كم", 14.1, 14.1),
        ("جنوب غربي حلب بـ 20 كم", -14.1, -14.1),
        ("على بعد 20 كم شمال شرقي حلب", 14.1, 14.1),
    ],
)
def test_a_distance_and_a_direction_move_the_point(places: Places, phrase: str, north: float, east: float):
    lat, lon = _centre(places, "حلب")

    mention = _one(places, f"وقع الهجوم {phrase}.")

    assert mention.lat is not None
    assert mention.lon is not None
    assert (mention.lat - lat) * 111.2 == pytest.approx(north, abs=1)
    assert (mention.lon - lon) * 111.2 * cos(radians(lat)) == pytest.approx(east, abs=1)
    assert mention.candidates[0].lat == lat  # the candidate itself stays where it is
    assert (mention.ucdp_precision, mention.acled_precision) == (2, 2)


def test_a_direction_alone_moves_the_point_that_way_and_blurs_it(places: Places):
    lat, lon = _centre(places, "حلب")

    mention = _one(places, "وقع الهجوم شمال حلب.")

    assert mention.lat is not None
    assert mention.lat > lat
    assert mention.lon == lon
    assert (mention.precision_m or 0) > 10_000


def test_a_distance_alone_widens_the_place(places: Places):
    mention = _one(places, "وقع الهجوم على بعد 30 كم من حلب.")

    assert (mention.lat, mention.lon) == _centre(places, "حلب")
    assert mention.precision_m == 30_000


def test_near_a_town_is_less_exact_than_in_it(places: Places):
    inside, near = _one(places, "في مدينة منبج"), _one(places, "قرب مدينة منبج")

    assert inside.precision_m is not None
    assert near.precision_m is not None
    assert near.precision_m > inside.precision_m


def test_the_countryside_of_a_town_is_wide(places: Places):
    mention = _one(places, "تقدموا في ريف حلب الشمالي.")

    assert mention.precision_m is not None
    assert mention.precision_m >= 30_000
    assert mention.ucdp_precision is not None
    assert mention.ucdp_precision >= 2


@pytest.mark.parametrize(
    ("text", "country", "level"),
    [
        ("قتلوا في طرابلس بليبيا.", "LY", "populated"),
        ("قتلوا في طرابلس شمال لبنان.", "LB", "populated"),
        ("وصلوا إلى محافظة درعا جنوب سوريا.", "SY", "province"),
        ("وصلوا إلى محافظة حلب.", "SY", "province"),
        ("وصلوا إلى مدينة حلب.", "SY", "populated"),
        ("دخلوا سوريا.", "SY", "country"),
        ("دخلوا اليمن.", "YE", "country"),
    ],
)
def test_the_head_and_the_wider_place_decide(places: Places, text: str, country: str, level: str):
    mention = _one(places, text)

    assert mention.candidates[0].country == country
    assert mention.level == level


@pytest.mark.parametrize("country", ["LB", "LY"])
def test_the_country_of_the_article_decides_between_places_of_one_name(places: Places, country: str):
    mention = _one(places, "وقع الانفجار في طرابلس.", **{country: 5})

    assert mention.candidates[0].country == country
    assert {c.country for c in mention.candidates} >= {"LB", "LY"}  # the other stays among the candidates


def test_other_places_of_the_article_decide_too(places: Places):
    lebanon = _find(places, "من بيروت وصيدا وصور إلى طرابلس.")
    libya = _find(places, "من بنغازي ومصراتة وسرت إلى طرابلس.")

    assert lebanon[-1].candidates[0].country == "LB"
    assert libya[-1].candidates[0].country == "LY"


def test_candidates_are_ranked_and_few(places: Places):
    scores = [c.score for c in _one(places, "في طرابلس").candidates]

    assert scores == sorted(scores, reverse=True)
    assert 2 <= len(scores) <= 5


@pytest.mark.parametrize("back", ["المدينة", "البلدة"])
def test_a_bare_head_means_the_last_place_named(places: Places, back: str):
    first, second, again = _find(places, f"انسحبوا من مدينة الرقة ودخلوا مدينة منبج. وأغلقت {back} مداخلها.")

    assert again.quote.text == back
    assert (again.lat, again.lon) == (second.lat, second.lon) != (first.lat, first.lon)
    assert again.rule == "points back to a place named before"


def test_a_bare_head_with_nothing_before_stays_unknown(places: Places):
    mention = _one(places, "وأغلقت المدينة مداخلها.")

    assert (mention.lat, mention.lon, mention.candidates) == (None, None, ())
    assert mention.rule == "points back to no place that was named"


@pytest.mark.parametrize("text", ["انفجار في بلدة زرعقون أمس.", "انفجار في مدينة «زرعقون» أمس."])
def test_an_unknown_name_stays_unknown_with_a_reason(places: Places, text: str):
    mention = _one(places, text)

    assert (mention.lat, mention.lon, mention.precision_m, mention.level) == (None, None, None, None)
    assert mention.candidates == ()
    assert mention.rule == "not in the gazetteer"


def test_an_unknown_town_of_a_known_province_is_placed_there_and_says_so(places: Places):
    mention = _one(places, "انفجار في بلدة زرعقون بريف حماة.")

    assert mention.quote.text == "بلدة زرعقون بريف حماة"
    assert mention.candidates[0].country == "SY"
    assert mention.level not in {"populated", "point", "neighbourhood"}
    assert "not in the gazetteer" in mention.rule


def test_two_names_of_one_town_are_one_place(places: Places):
    mention = _one(places, "دخلوا عين العرب/كوباني أمس.")

    assert len({c.id for c in mention.candidates}) == 1


def test_a_namesake_far_from_the_wider_place_is_not_meant(places: Places):
    mention = _one(places, "قصف على بلدة الحديدة بريف إدلب.")

    assert mention.candidates[0].country == "SY"
    assert mention.rule == "gazetteer: the wider place, because all of the narrower name lie elsewhere"


def test_a_name_without_a_place_stays_in_the_wider_place_it_was_put_in(places: Places):
    first, again = _find(places, "انفجار في بلدة زرعقون بريف حماة. وفي بلدة زرعقون حداد.")

    assert again.rule == "wider place: the narrower name is not in the gazetteer"
    assert (again.lat, again.lon) == (first.lat, first.lon)


def test_a_name_is_found_under_the_gazetteers_other_spelling(places: Places):
    assert _one(places, "قصف على بلدة السراقب.").name == "سراقب"
    assert _one(places, "قصف على بلدة سراكب بريف إدلب.").name == "سراقب"
    assert _one(places, "قصف على بلدة سراكب.").candidates == ()  # a letter apart counts only within a wider place


def test_other_certain_places_decide_between_namesakes_of_one_country(tmp_path):
    layer = tmp_path / "layer.jsonl"
    layer.write_text(
        '{"name_ar": "زرعقون", "lat": 32.7, "lon": 36.2, "country": "SY"}\n'
        '{"name_ar": "زرعقون", "lat": 36.0, "lon": 36.7, "country": "SY"}\n',
        encoding="utf-8",
    )
    both = Places(Gazetteer.load().with_layer(layer))

    assert _find(both, "قصف على سراقب وسرمين وبنش وبلدة زرعقون.")[-1].lat == 36.0
    assert _find(both, "قصف على طفس وداعل وإنخل وبلدة زرعقون.")[-1].lat == 32.7


def test_a_hamlets_name_needs_words_that_lead_to_a_place(tmp_path):
    layer = tmp_path / "layer.jsonl"
    layer.write_text('{"name_ar": "زرعقون", "lat": 36.0, "lon": 36.7, "country": "SY"}\n', encoding="utf-8")
    richer = Places(Gazetteer.load().with_layer(layer))

    assert _find(richer, "كان زرعقون كبيرا.") == []
    for text in ("انفجار في زرعقون.", "انفجار بزرعقون.", "قصف سراقب وزرعقون.", "انفجار في قرية زرعقون."):
        assert _find(richer, text)[-1].name == "زرعقون", text


def test_a_road_between_two_towns_lies_between_them(places: Places):
    mention = _one(places, "انفجار على طريق حلب - منبج.")
    (lat1, lon1), (lat2, lon2) = _centre(places, "حلب"), _centre(places, "منبج")

    assert mention.lat == pytest.approx((lat1 + lat2) / 2, abs=0.001)
    assert mention.lon == pytest.approx((lon1 + lon2) / 2, abs=0.001)
    assert mention.precision_m == pytest.approx(distance_km(lat1, lon1, lat2, lon2) * 500, rel=0.01)


def test_a_bank_of_a_river_lies_at_the_town_that_is_named(places: Places):
    assert _one(places, "غارة على ضفة نهر الفرات بمدينة جرابلس.").name == "جرابلس"


def test_the_countryside_of_the_town_lies_around_the_town_named_before(places: Places):
    town, land = _find(places, "دخلوا مدينة منبج. وقصفوا الريف الجنوبي للمدينة.")

    assert land.quote.text == "الريف الجنوبي للمدينة"
    assert land.candidates[0].id == town.candidates[0].id
    assert land.lat is not None
    assert town.lat is not None
    assert land.lat < town.lat
    assert (land.precision_m or 0) > (town.precision_m or 0)


def test_the_country_is_the_one_that_the_article_is_about(places: Places):
    *_, again = _find(places, "قصف في دمشق وحلب وحمص في سوريا. وردت تركيا. وعم الهدوء البلاد.", SY=5)

    assert again.quote.text == "البلاد"
    assert again.name == "سوريا"


def test_a_second_mention_is_the_same_place(places: Places):
    first, second = _find(places, "انفجار في مدينة طرابلس في لبنان. وقالت طرابلس كلمتها.")

    assert first.candidates[0].country == "LB"
    assert second.candidates[0].id == first.candidates[0].id


def test_a_party_name_is_no_place(places: Places):
    assert _find(places, "أعلنت قوات سوريا الديمقراطية ذلك.") == []


def test_a_users_layer_is_used(tmp_path):
    layer = tmp_path / "layer.jsonl"
    layer.write_text(
        '{"name_ar": "زرعقون", "lat": 35.25, "lon": 36.75, "level": "populated", "country": "SY"}\n', encoding="utf-8"
    )

    mention = _one(Places(Gazetteer.load().with_layer(layer)), "انفجار في بلدة زرعقون أمس.")

    assert (mention.lat, mention.lon) == (35.25, 36.75)
    assert mention.candidates[0].layer == "layer"


def test_nothing_is_placed_at_the_origin_or_out_of_the_world(places: Places):
    text = "من حلب إلى دمشق وصنعاء وعدن وبغداد والموصل والخرطوم وطرابلس وغزة ورام الله ومقديشو شرق نهر الفرات في سوريا"

    for mention in _find(places, text):
        assert mention.lat is not None
        assert mention.lon is not None
        assert -90 < mention.lat < 90
        assert distance_km(mention.lat, mention.lon, 0, 0) > 500
