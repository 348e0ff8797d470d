"""Layers of places that users bring: JSON Lines files, one place a line."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer_entry import DEFAULT_PRECISION_M, GazetteerEntry, Level
from rawi.lexicon.place_names import clean_names


class LayerRow(msgspec.Struct, frozen=True):
    """One row of a user's layer, as it stands in the file."""

    name_ar: str
    lat: float
    lon: float
    name_en: str = ""
    chain_ar: tuple[str, ...] = ()
    level: Level = "populated"
    country: str | None = None
    population: int | None = None
    precision_m: int | None = None
    feature: str | None = None
    id: str | int | None = None

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"lat {self.lat}, lon {self.lon} is no place on Earth")
        if self.lat == 0 == self.lon:
            raise ValueError("lat 0, lon 0 stands for an unknown place")
        if not clean_names(self.name_ar, self.chain_ar).names:
            raise ValueError(f"name_ar {self.name_ar!r} holds no Arabic name")


def read_rows(path: Path) -> tuple[list[tuple[LayerRow, int]], list[str]]:
    """The rows of a file with their line numbers, counted from 1, and what is wrong with the other rows."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error})", subject=str(path), advice="give a JSON Lines file in UTF-8"
        ) from error
    rows = []
    bad = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append((msgspec.json.decode(line, type=LayerRow), number))
        except msgspec.DecodeError as error:
            bad.append(f"line {number}: {error}")
    return rows, bad


def entry_of_row(row: LayerRow, line: int, layer: str) -> GazetteerEntry:
    """The place that a row tells of; its id is made of the layer's name and the row's own id or line number."""
    cleaned = clean_names(row.name_ar, row.chain_ar)
    name, *aliases = cleaned.names
    admin = dict.fromkeys(
        (*cleaned.within, *(clean_names(n).names[0] for n in row.chain_ar[1:] if clean_names(n).names))
    )
    return GazetteerEntry(
        id=f"{layer}:{row.id if row.id is not None else line}",
        name_ar=name,
        name_en=re.sub(r"\s*\(.*?\)", "", row.name_en).rpartition(" : ")[2].strip(),
        aliases=tuple(aliases),
        level=row.level,
        country=row.country.upper() if row.country else None,
        admin=tuple(admin),
        lat=row.lat,
        lon=row.lon,
        precision_m=row.precision_m or DEFAULT_PRECISION_M[row.level],
        population=row.population,
        layer=layer,
        feature=row.feature,
        common_word=False,
    )
