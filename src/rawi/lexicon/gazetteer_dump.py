"""GeoNames dumps: tab-separated lines of nineteen columns without a header, as geonames.org gives them by country."""

from __future__ import annotations

from collections.abc import Iterable

from rawi.lexicon.gazetteer_entry import Level
from rawi.lexicon.gazetteer_names import arabic_names, town_precision
from rawi.lexicon.gazetteer_rows import BadRow, NumberedRow, PlaceRow

_COLUMNS = 19
# Feature codes to levels; the class alone where the code is not listed. See geonames.org/export/codes.html.
_LEVELS: dict[str, tuple[Level, str | None]] = {
    "A.PCLI": ("country", None), "A.PCLD": ("country", None), "A.PCL": ("country", None), "A.ADM1": ("province", None),
    "A.ADM2": ("district", None), "A.ADM3": ("subdistrict", None), "A.ADM4": ("subdistrict", None),
    "P.PPLX": ("neighbourhood", None), "P.STLMT": ("populated", "settlement"), "P": ("populated", None),
    "S.AIRP": ("point", "airport"), "S.AIRB": ("point", "airport"), "S.CMPRF": ("populated", "camp"),
    "S.CMP": ("populated", "camp"), "S.DAM": ("point", "dam"), "S.BDG": ("point", "bridge"), "L.PRT": ("point", "port"),
    "S.MIL": ("point", "base"), "L.MILB": ("point", "base"), "L.OILF": ("point", "oilfield"),
    "S.PSN": ("point", "prison"), "S.HSP": ("point", "hospital"), "S.UNIV": ("point", "university"),
    "L.RGN": ("region", None), "T.MT": ("region", "mountain"), "T.MTS": ("region", "mountain"),
    "T.HLL": ("point", "hill"), "T.ISL": ("region", "island"), "T.VAL": ("region", "valley"),
    "T.DSRT": ("region", "desert"), "H.WAD": ("region", "valley"), "H.SEA": ("water", None),
    "H.GULF": ("water", None), "H.STRT": ("water", None), "H.LK": ("water", None), "H.STM": ("water", "river"),
}  # fmt: skip
# What is gone, and what is a part of a place, is no place to look for.
_NOT_TAKEN = frozenset({"P.PPLH", "P.PPLCH", "P.PPLQ", "P.PPLW", "A.ADM1H", "A.ADM2H", "A.ADM3H", "A.PCLH"})
# Persian, Pashto and Urdu names are written in Arabic letters as news writes them.
_TRANSLITERATED = frozenset({"IR", "AF", "PK"})


def is_dump(line: str) -> bool:
    """Whether a line is one of a GeoNames dump."""
    cells = line.split("\t")
    return len(cells) == _COLUMNS and cells[0].isdecimal()


def dump_rows(lines: Iterable[str]) -> tuple[list[NumberedRow], list[BadRow]]:
    """The places of a dump that have an Arabic name, by line, and the lines that give none."""
    rows: list[NumberedRow] = []
    bad: list[BadRow] = []
    places: list[tuple[int, list[str], tuple[str, ...], tuple[Level, str | None]]] = []
    provinces: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if not line.strip():
            continue
        if len(cells) != _COLUMNS:
            bad.append(BadRow(number, f"not {_COLUMNS} columns", f"it has {len(cells)}"))
            continue
        code = f"{cells[6]}.{cells[7]}"
        kind = None if code in _NOT_TAKEN else _LEVELS.get(code, _LEVELS.get(cells[6]))
        if kind is None:
            bad.append(BadRow(number, "a kind of feature that news does not name", code, fault=False))
            continue
        names = arabic_names((cells[1], *cells[3].split(",")), transliterate=cells[8] in _TRANSLITERATED)
        if not names:
            bad.append(BadRow(number, "no Arabic name", cells[1], fault=False))
            continue
        if code == "A.ADM1":
            provinces[cells[8], cells[10]] = names[0]
        places.append((number, cells, names, kind))
    for number, cells, names, (level, feature) in places:
        try:
            rows.append((number, _row(cells, names, level, feature, provinces.get((cells[8], cells[10]), ""))))
        except ValueError as error:
            bad.append(BadRow(number, "no place", str(error)))
    return rows, sorted(bad, key=lambda row: row.number)


def _row(cells: list[str], names: tuple[str, ...], level: Level, feature: str | None, province: str) -> PlaceRow:
    population = int(cells[14] or 0)
    return PlaceRow(
        name_ar=names[0],
        lat=float(cells[4]),
        lon=float(cells[5]),
        name_en=cells[1],
        also_ar=names[1:],
        chain_ar=(names[0], province) if province and level not in {"province", "country"} else (),
        level=level,
        country=cells[8] or None,
        population=population or None,
        precision_m=town_precision(population) if level == "populated" else None,
        feature=feature,
        id=cells[0],
        date=cells[18],
    )
