"""Which column of a table of places means what, by the names that OCHA, Natural Earth and others give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer_entry import Level
from rawi.lexicon.gazetteer_rows import PlaceRow

FIELDS = ("name_ar", "lat", "lon", "name_en", "chain", "country", "population", "id", "level", "feature", "date")
NEEDED = ("name_ar", "lat", "lon")
# Column names without case, blanks and marks, the likeliest first.
_KNOWN = {
    "name_ar": "namear arname arabicname namearabic nameinarabic arabic ar placenamear locationar locationnamear الاسم"
    " اسم اسمالمكان الاسمبالعربية",
    "lat": "lat latitude laty y ycoord ycoordinate pointy ycentroid centroidlat centerlat latdd latitudedd خطالعرض",
    "lon": "lon long lng longitude lonx longx x xcoord xcoordinate pointx xcentroid centroidlon centerlon londd"
    " longdd longitudedd خطالطول",
    "name_en": "nameen enname englishname nameenglish nameinenglish english en placename asciiname name",
    "country": "country countrycode iso2 isocountry admin0pcode adm0pcode adm0code cc",
    "population": "population pop totalpopulation poptotal",
    "id": "pcode placecode id geonameid geonamesid code wikidata",
    "level": "level",
    "feature": "feature featuretype",
    "date": "date validon moddate modificationdate updated lastmodified",
}
_ADMIN = re.compile(r"adm(?:in)?(\d)(?:name)?(ar|arabic|en|english|pcode)")
# The level of a place by the depth of OCHA's administrative levels; settlements are the fourth.
_LEVELS: tuple[Level, ...] = ("country", "province", "district", "subdistrict", "populated")
_LIST = ("chain_ar", "also_ar")


class Columns(msgspec.Struct, frozen=True):
    """What the columns of a table mean.

    fields: field to column. chain: columns of the names above a place's own, nearest first. level: of all places of the
    table, where no column tells it.
    """

    fields: Mapping[str, str]
    chain: tuple[str, ...] = ()
    level: Level = "populated"

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed fields that no column has."""
        return tuple(field for field in NEEDED if field not in self.fields)

    def __str__(self) -> str:
        """``name_ar=admin3Name_ar lat=... chain=admin2Name_ar,admin1Name_ar``, as ``--map`` takes it."""
        told = [f"{field}={column}" for field, column in self.fields.items()]
        return " ".join([*told, f"chain={','.join(self.chain)}"] if self.chain else told)


def columns_of(header: Sequence[str], given: Mapping[str, str] | None = None) -> Columns:
    """What the columns mean: as given, else by their names. Raises InputError where a given column is not there."""
    given = dict(given or {})
    for field, names in given.items():
        if field not in FIELDS:
            raise InputError(f"there is no field {field!r}", advice=f"the fields are {', '.join(FIELDS)}")
        missing = [name for name in (names.split(",") if field == "chain" else [names]) if name not in header]
        if missing:
            raise InputError(
                f"there is no column {missing[0]!r}", advice=f"the columns are {', '.join(filter(None, header))[:400]}"
            )
    bare = {_bare(name): name for name in reversed(header) if name}
    fields = {f: bare[key] for f, keys in _KNOWN.items() if (key := next(filter(bare.__contains__, keys.split()), ""))}
    admin: dict[tuple[str, int], str] = {}
    for key, name in bare.items():
        found = _ADMIN.fullmatch(key)
        if found:
            admin[found[2][:2], int(found[1])] = name
    depth = max((depth for kind, depth in admin if kind == "ar"), default=0)
    level: Level = "populated"
    own = "name_ar" in fields or "name_ar" in given
    if not own and depth:
        level = _LEVELS[min(depth, len(_LEVELS) - 1)]
        for field, kind in (("name_ar", "ar"), ("name_en", "en"), ("id", "pc")):
            if (kind, depth) in admin:
                fields[field] = admin[kind, depth]
    above = range(depth if own else depth - 1, 0, -1)
    chain = tuple(admin["ar", step] for step in above if ("ar", step) in admin)
    if "chain" in given:
        chain = tuple(given.pop("chain").split(","))
    fields |= given
    return Columns({field: fields[field] for field in FIELDS if field in fields}, chain, level)


def row_of(values: Mapping[str, Any], columns: Columns) -> PlaceRow:
    """The place that a row of a table tells of. Raises ValueError where it tells of none."""
    got = {field: _text(values.get(column)) for field, column in columns.fields.items()}
    name = got.get("name_ar", "")
    if not name:
        raise ValueError("no Arabic name")
    lat, lon = (_degrees(got.get(field, "")) for field in ("lat", "lon"))
    chain = [text for column in columns.chain if (text := _text(values.get(column)))]
    country = got.get("country", "").upper()
    raw = {
        "name_ar": name,
        "lat": lat,
        "lon": lon,
        "name_en": got.get("name_en", ""),
        "chain_ar": (name, *chain),
        "level": _level(got.get("level", "")) or columns.level,
        "country": country if re.fullmatch("[A-Z]{2}", country) else None,
        "population": _number(got.get("population", "")),
        "id": got.get("id") or None,
        "feature": got.get("feature") or None,
        "date": got.get("date", "")[:10],
        **{key: values[key] for key in _LIST if isinstance(values.get(key), list)},
        **({"precision_m": values["precision_m"]} if isinstance(values.get("precision_m"), int) else {}),
    }
    try:
        return msgspec.convert(raw, PlaceRow)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def header_row(rows: Iterable[Sequence[Any]], given: Mapping[str, str]) -> tuple[int, Columns] | None:
    """The first of some rows that names the columns that are needed, with its index; None where none does."""
    for index, row in enumerate(rows):
        names = [_text(cell) for cell in row]
        if given and not set(given.values()) & set(names):
            continue
        columns = columns_of(names, given)
        if not columns.lacking:
            return index, columns
    return None


def _bare(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _degrees(text: str) -> float:
    if not text:
        raise ValueError("no coordinates")
    try:
        return float(text.replace("٫", ".").replace(",", "."))
    except ValueError:
        raise ValueError(f"{text!r} are no degrees") from None


def _level(text: str) -> Level | None:
    """A level by its name or as OCHA counts them."""
    if text.isdecimal() and int(text) < len(_LEVELS):
        return _LEVELS[int(text)]
    return next((level for level in get_args(Level) if level == text), None)


def _number(text: str) -> int | None:
    try:
        return int(float(text.replace(",", ""))) or None
    except ValueError:
        return None
