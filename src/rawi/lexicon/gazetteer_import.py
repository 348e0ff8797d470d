"""Compiling a layer: rows of a user's table become places, each with its country, its names indexed."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer import SAME_PLACE_KM, Gazetteer
from rawi.lexicon.gazetteer_entry import GazetteerEntry, distance_km
from rawi.lexicon.gazetteer_layer import Layer, LayerInfo, make_layer, prominence
from rawi.lexicon.gazetteer_rows import BadRow, NumberedRow, PlaceRow, entry_of_row
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.place_names import is_person, plain, spellings
from rawi.lexicon.tables import table

# What a user brings is nearer to the user's texts than what is embedded, which has priority 0.
PRIORITY = 10
_COUNTRY_KM = 150  # farthest place of a chain that tells the country of a place
_SEAT_KM = 60  # farthest seat of a district that tells the province of a place


def compile_layer(info: LayerInfo, rows: Iterable[NumberedRow], bad: Iterable[BadRow], base: Layer) -> Layer:
    """The layer of these rows. info: its name, licence, source, digest and priority; counts and date are added here.

    base: the embedded layer. It tells the country of places whose rows do not, and which names are also words.
    """
    around = _Around(base)
    entries: list[GazetteerEntry] = []
    index: dict[str, list[int]] = defaultdict(list)
    date = ""
    read = 0
    for number, row in rows:
        read += 1
        date = max(date, row.date)
        entry = around.placed(entry_of_row(row, number, info.name))
        keys = spellings((entry.name_ar, *entry.aliases))
        if any(_told_before(entry, entries[i]) for i in index[keys[0]]):
            continue
        for key in keys:
            if not _is_kind(key):
                index[key].append(len(entries))
        entries.append(entry)
    names = {
        key: tuple(sorted(dict.fromkeys(numbers), key=lambda i: prominence(entries[i])))
        for key, numbers in index.items()
        if numbers
    }
    reasons = Counter(row.reason for row in bad)
    info = msgspec.structs.replace(info, date=date, rows=read + reasons.total(), left_out=dict(sorted(reasons.items())))
    common = frozenset(key for key in names if _is_trap(key, base))
    return make_layer(info, entries, names, common)


def compile_json_lines(path: Path, base: Layer) -> tuple[Layer, list[BadRow]]:
    """The layer of a JSON Lines file, and the rows of it that are no places."""
    data = read_bytes(path)
    rows, bad = json_line_rows(data, str(path))
    info = LayerInfo(layer_name(path), source=path.name, sha256=digest(data), priority=PRIORITY)
    return compile_layer(info, rows, bad, base), bad


def json_line_rows(data: bytes, subject: str) -> tuple[list[NumberedRow], list[BadRow]]:
    """The rows of JSON Lines by line number, and what is wrong with the other lines."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(
            f"cannot be read ({error})", subject=subject, advice="give a JSON Lines file in UTF-8"
        ) from error
    rows: list[NumberedRow] = []
    bad: list[BadRow] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append((number, msgspec.json.decode(line, type=PlaceRow)))
        except msgspec.DecodeError as error:
            bad.append(BadRow(number, "no place", str(error)))
    return rows, bad


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises InputError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", subject=str(path), advice="give a file of places that exists"
        ) from error


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def layer_name(path: Path) -> str:
    """The name of a layer that has been given none: the file's, without what ``+`` would join."""
    return path.stem.replace("+", "-")


def _told_before(entry: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether two rows tell of one place: same first name and level, near each other."""
    return entry.level == other.level and distance_km(entry.lat, entry.lon, other.lat, other.lon) <= min(
        SAME_PLACE_KM, entry.precision_m / 2000
    )


def _is_trap(key: str, base: Layer) -> bool:
    """Whether a name needs a place word beside it: the embedded layer's own names are judged there."""
    if key in base.common or is_person(key, base.persons) or key.endswith(" الدين") or key in _months():
        return True
    return " " not in key and key not in base.names and bool(Lexicon.load().word(key).readings)


def _is_kind(key: str) -> bool:
    """Whether a name is a word for a kind of place ("the town"), which in a text means another place."""
    return " " not in key and any(entry.domain == "placeword" for entry, *_ in Lexicon.load().word(key).readings)


@cache
def _months() -> frozenset[str]:
    systems = table("months").values()
    return frozenset(plain(name) for system in systems for names in system["months"].values() for name in names)


class _Around:
    """Tells of a place what the embedded places around it tell: its country, and the names above its chain."""

    def __init__(self, base: Layer) -> None:
        self._gazetteer = Gazetteer([base])
        self._cells: dict[tuple[int, int], list[GazetteerEntry]] = {}
        self._chains: dict[str, list[GazetteerEntry]] = {}

    def placed(self, entry: GazetteerEntry) -> GazetteerEntry:
        """A place with its country, and with the province of the nearest place that bears a name of its chain."""
        above = [(_km(entry, e), e) for name in entry.admin for e in self._named(name)]
        near = min((pair for pair in above if pair[1].country), key=_by_distance, default=None)
        country = entry.country or (near[1].country if near and near[0] < _COUNTRY_KM else None)
        country = country or self._country_of_towns(entry)
        seat = min((pair for pair in above if pair[1].country == country), key=_by_distance, default=None)
        higher = seat[1].admin if seat and seat[0] < _SEAT_KM else ()
        admin = tuple(dict.fromkeys((*entry.admin, *higher)))
        return msgspec.structs.replace(entry, country=country, admin=admin)

    def _named(self, name: str) -> list[GazetteerEntry]:
        found = self._chains.get(name)
        if found is None:
            found = [self._gazetteer.entry(i) for i in self._gazetteer.candidates(plain(name))]
            self._chains[name] = found
        return found

    def _country_of_towns(self, entry: GazetteerEntry) -> str | None:
        """The country of the nearest town, within some hundred kilometres."""
        if not self._cells:
            cells: dict[tuple[int, int], list[GazetteerEntry]] = defaultdict(list)
            for town in map(self._gazetteer.entry, range(len(self._gazetteer))):
                if town.level == "populated" and town.country:
                    cells[int(town.lat // 1), int(town.lon // 1)].append(town)
            self._cells = cells
        lat, lon = int(entry.lat // 1), int(entry.lon // 1)
        about = ((y, x) for y in (lat - 1, lat, lat + 1) for x in (lon - 1, lon, lon + 1))
        towns = [(_km(entry, town), town) for cell in about for town in self._cells.get(cell, ())]
        return min(towns, key=_by_distance)[1].country if towns else None


def _km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _by_distance(pair: tuple[float, GazetteerEntry]) -> tuple[float, str]:
    return pair[0], pair[1].id
