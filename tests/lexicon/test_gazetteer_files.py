"""Files of places of every kind: what they are taken for, which rows give places, what is said of the others."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from rawi.errors import InputError
from rawi.lexicon.gazetteer_columns import columns_of
from rawi.lexicon.gazetteer_files import PlaceFile, places_in
from rawi.lexicon.gazetteer_shapes import representative


def read(text: str | bytes, **given: str) -> PlaceFile:
    data = text.encode() if isinstance(text, str) else text
    return places_in(data, Path("places.file"), given)


def dump_line(**cells: str) -> str:
    order = (
        "id name ascii alternates lat lon cls code country cc2 admin1 admin2 admin3 admin4 population elevation dem tz"
        " date"
    ).split()
    plain = {"id": "7", "name": "Zarqun", "lat": "35.25", "lon": "36.75", "cls": "P", "code": "PPL", "country": "SY"}
    return "\t".join({**plain, "population": "0", "date": "2020-01-02", **cells}.get(name, "") for name in order)


def test_a_geonames_dump_gives_places_with_arabic_names():
    file = read(
        "\n".join(
            [
                dump_line(id="1", cls="A", code="ADM1", alternates="محافظة الزرقون", admin1="09"),
                dump_line(
                    id="2", alternates="Zarqun,زرعقون,Заркун", admin1="09", population="25000", date="2021-05-06"
                ),
                dump_line(id="3", cls="S", code="AIRP", alternates="مطار زرعقون"),
                dump_line(id="4", alternates="Zarqun"),
                dump_line(id="5", cls="S", code="HTL", alternates="فندق زرعقون"),
                "not a line of a dump",
                dump_line(id="6", alternates="زرعقون", lat="north"),
            ]
        )
    )

    assert file.kind == "GeoNames dump"
    province, town, airport = (row for _, row in file.rows)
    assert (province.name_ar, province.level) == ("الزرقون", "province")
    assert (town.name_ar, town.level, town.population, town.country) == ("زرعقون", "populated", 25000, "SY")
    assert town.chain_ar == ("زرعقون", "الزرقون")
    assert (town.lat, town.lon, town.date) == (35.25, 36.75, "2021-05-06")
    assert (airport.level, airport.feature) == ("point", "airport")
    assert [(row.number, row.fault) for row in file.bad] == [(4, False), (5, False), (6, True), (7, True)]


OCHA = """\ufeffadmin0Name_en,admin1Name_ar,admin1Pcode,admin2Name_ar,admin3Name_ar,admin3Name_en,admin3Pcode,LAT,LONG
Syria,حماة,SY05,محردة,كرناز,Karnaz,SY050302,35.37,36.49
Syria,حماة,SY05,محردة,,Nameless,SY050303,35.37,36.49
Syria,حماة,SY05,محردة,محردة,Muhradah,SY050300,,
Syria,حماة,SY05,محردة,محردة,Muhradah,SY050300,95.1,36.5
"""


@pytest.mark.parametrize("encode", [str.encode, lambda text: text.encode("utf-16")], ids=["utf-8", "utf-16"])
def test_a_table_with_p_codes_is_understood_by_its_column_names(encode):
    file = read(encode(OCHA))

    assert file.kind == "table (CSV)"
    ((number, row),) = file.rows
    assert number == 2
    assert (row.name_ar, row.name_en, row.id, row.level) == ("كرناز", "Karnaz", "SY050302", "subdistrict")
    assert row.chain_ar == ("كرناز", "محردة", "حماة")
    assert (row.lat, row.lon) == (35.37, 36.49)
    assert [(bad.number, bad.reason) for bad in file.bad] == [
        (3, "no Arabic name"), (4, "no coordinates"), (5, "no place"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "name", "chain"),
    [
        (["ADM1_AR", "ADM2_AR", "ADM2_EN", "ADM2_PCODE", "lat", "lon"], "ADM2_AR", ("ADM1_AR",)),
        (["name_ar", "name_en", "Latitude", "Longitude", "admin1Name_ar"], "name_ar", ("admin1Name_ar",)),
        (
            ["admin1Name_ar", "admin2Name_ar", "Name (Arabic)", "Y", "X"],
            "Name (Arabic)",
            ("admin2Name_ar", "admin1Name_ar"),
        ),
        (["خط العرض", "خط الطول", "الاسم"], "الاسم", ()),
    ],
)
def test_columns_are_known_by_the_names_tables_give_them(header: list[str], name: str, chain: tuple[str, ...]):
    columns = columns_of(header)

    assert columns.fields["name_ar"] == name
    assert columns.lacking == ()
    assert columns.chain == chain


def test_columns_may_be_given():
    file = read("a;b;c;d\nزرعقون;35,25;36,75;حماة\n", name_ar="a", lat="b", lon="c", chain="d")

    ((_, row),) = file.rows
    assert (row.name_ar, row.lat, row.lon, row.chain_ar) == ("زرعقون", 35.25, 36.75, ("زرعقون", "حماة"))


@pytest.mark.parametrize(
    ("given", "message"),
    [({}, "no column for name_ar, lat, lon"), ({"name_ar": "z"}, "no column 'z'"), ({"nome": "a"}, "no field 'nome'")],
)
def test_a_table_that_is_not_understood_says_what_is_lacking(given: dict[str, str], message: str):
    with pytest.raises(InputError, match=message):
        read("a;b;c\np;q;r\n", **given)


def test_a_workbook_is_read_from_the_sheet_with_the_smallest_places():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    provinces, villages = book.active, book.create_sheet("ADM2")
    provinces.append(["ADM1_AR", "lat", "lon"])
    provinces.append(["حماة", 35.1, 36.7])
    villages.append(["A title", None, None, None])
    villages.append(["ADM1_AR", "ADM2_AR", "lat", "lon"])
    villages.append(["حماة", "محردة", 35.25, 36.57])
    villages.append(["حماة", "محردة", None, None])
    stream = io.BytesIO()
    book.save(stream)

    file = read(stream.getvalue())

    assert file.kind == "table (XLSX, sheet ADM2)"
    assert [(number, row.name_ar, row.level) for number, row in file.rows] == [(3, "محردة", "district")]
    assert [row.number for row in file.bad] == [4]


def test_without_openpyxl_a_workbook_is_a_clear_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"needs the package openpyxl; pip install 'rawi\[tables\]'"):
        read(b"PK\x03\x04 anything")


def test_an_archive_that_is_no_workbook_is_a_clear_error():
    pytest.importorskip("openpyxl")
    with pytest.raises(InputError, match="no readable XLSX"):
        read(b"PK\x03\x04 anything")


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def test_geojson_gives_points_and_representative_points():
    features = [
        feature({"type": "Point", "coordinates": [36.75, 35.25]}, name_ar="زرعقون", name_en="Zarqun"),
        feature({"type": "Polygon", "coordinates": [square(36, 35, 1)]}, name_ar="الزرقون", code="Z1"),
        feature({"type": "Point", "coordinates": []}, name_ar="بلا"),
        feature(None, name_ar="بلا"),
        feature({"type": "Point", "coordinates": [36.75, 35.25]}, name_en="Nameless"),
    ]
    file = read(json.dumps({"type": "FeatureCollection", "features": features}))

    (_, point), (_, area) = file.rows
    assert (point.name_ar, point.lat, point.lon, point.level) == ("زرعقون", 35.25, 36.75, "populated")
    assert (area.lat, area.lon, area.level, area.id) == (35.5, 36.5, "province", "Z1")
    assert area.precision_m == pytest.approx(71_000, rel=0.05)
    assert [row.number for row in file.bad] == [3, 4, 5]


def test_the_point_of_a_shape_lies_inside_it():
    horseshoe = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]
    with_hole = [square(0, 0, 10), square(4, 4, 2)]

    lat, lon, _ = representative({"type": "Polygon", "coordinates": [horseshoe]})
    assert lon < 2 or lon > 8 or lat < 2
    lat, lon, _ = representative({"type": "Polygon", "coordinates": with_hole})
    assert not (4 < lon < 6 and 4 < lat < 6)
    lat, lon, _ = representative({"type": "MultiPolygon", "coordinates": [[square(50, 50, 1)], [square(0, 0, 4)]]})
    assert (lat, lon) == (2, 2)


def test_json_lines_with_other_names_for_its_fields():
    file = read('{"arabic": "زرعقون", "latitude": 35.25, "longitude": "36.75"}\nbroken\n{"arabic": "زرعقون"}\n')

    assert [(number, row.name_ar, row.lon) for number, row in file.rows] == [(1, "زرعقون", 36.75)]
    assert [row.number for row in file.bad] == [2, 3]
