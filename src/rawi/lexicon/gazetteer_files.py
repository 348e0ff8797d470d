"""Files of places of any kind that is known: GeoNames dumps, tables in CSV and XLSX, GeoJSON, JSON Lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer_columns import Columns, columns_of, header_row, row_of
from rawi.lexicon.gazetteer_dump import dump_rows, is_dump
from rawi.lexicon.gazetteer_import import json_line_rows
from rawi.lexicon.gazetteer_rows import BadRow, NumberedRow
from rawi.lexicon.gazetteer_shapes import representative

_HEADER_WITHIN = 20  # rows at the top of a table among which its header is
# What an area is, by its radius in metres, where no property tells.
_AREAS = ((25_000, "province"), (10_000, "district"), (4_000, "subdistrict"))
_MAP_ADVICE = "name them, such as --map name_ar=COLUMN --map lat=COLUMN --map lon=COLUMN"


class PlaceFile(NamedTuple):
    """What a file of places holds. kind: what it was taken for; columns: what its columns were taken for."""

    kind: str
    columns: Columns | None
    rows: list[NumberedRow]
    bad: list[BadRow]


def places_in(data: bytes, path: Path, given: Mapping[str, str]) -> PlaceFile:
    """The places of a file, and the rows of it that give none.

    given: field to column, where the names of the columns do not tell (see ``gazetteer_columns.FIELDS``). Raises
    InputError where the file is of no known kind, or lacks a column that is needed.
    """
    if data.startswith(b"PK\x03\x04"):
        return _from_sheets(_sheets(data, path), path, given)
    text = _decode(data)
    start = text.lstrip()[:1]
    if start in {"{", "["} and "FeatureCollection" in text[:5000]:
        return _from_geojson(data, path, given)
    if start == "{":
        return _from_json_lines(data, text, path, given)
    lines = text.split("\n")
    if is_dump(lines[0].rstrip("\r")):
        return PlaceFile("GeoNames dump", None, *dump_rows(lines))
    first = max(lines[:_HEADER_WITHIN], key=len)
    delimiter = max(",;\t|", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return _from_sheets({"": rows}, path, given)._replace(kind="table (CSV)")


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")  # what Arabic Windows writes


def _sheets(data: bytes, path: Path) -> dict[str, list[Sequence[Any]]]:
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            "reading XLSX needs the package openpyxl", subject=str(path), advice="pip install 'rawi[tables]'"
        ) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise InputError(
            f"it is no readable XLSX workbook ({error})", subject=str(path), advice="unpack it if it is an archive"
        ) from error


def _from_sheets(sheets: Mapping[str, Sequence[Sequence[Any]]], path: Path, given: Mapping[str, str]) -> PlaceFile:
    """The places of the sheet that tells of the smallest ones; of two such sheets, of the longer one."""
    found: list[tuple[int, int, str, int, Columns]] = []
    for title, rows in sheets.items():
        header = header_row(rows[:_HEADER_WITHIN], given)
        if header is not None:
            index, columns = header
            found.append((len(columns.chain), len(rows), title, index, columns))
    if not found:
        first = next((row for rows in sheets.values() for row in rows[:_HEADER_WITHIN] if any(row)), ())
        columns = columns_of([str(cell) for cell in first if cell is not None], given)
        raise InputError(
            f"no column for {', '.join(columns.lacking)} among {', '.join(str(c) for c in first if c)[:300] or 'none'}",
            subject=str(path),
            advice=_MAP_ADVICE,
        )
    _, _, title, index, columns = max(found, key=lambda sheet: sheet[:2])
    names = [str(cell).strip() if cell is not None else "" for cell in sheets[title][index]]
    numbered = (
        (number, dict(zip(names, row, strict=False)))
        for number, row in enumerate(sheets[title][index + 1 :], index + 2)
        if any(cell not in (None, "") for cell in row)
    )
    return PlaceFile(f"table (XLSX, sheet {title})", columns, *_converted(numbered, columns))


def _from_geojson(data: bytes, path: Path, given: Mapping[str, str]) -> PlaceFile:
    try:
        features = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))["features"]
        keys = list(dict.fromkeys(key for feature in features for key in feature.get("properties") or {}))
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"it is no GeoJSON collection of features ({error})", subject=str(path), advice="check how it was written"
        ) from error
    columns = columns_of([*keys, "lat", "lon"], given)
    # Where a place lies, its geometry tells.
    columns = msgspec.structs.replace(columns, fields={**columns.fields, "lat": "lat", "lon": "lon"})
    if columns.lacking:
        raise InputError(
            f"no property for {', '.join(columns.lacking)} among {', '.join(keys)[:300]}",
            subject=str(path),
            advice=_MAP_ADVICE,
        )
    bad: list[BadRow] = []
    numbered: list[tuple[int, dict[str, Any]]] = []
    for number, feature in enumerate(features, 1):
        try:
            lat, lon, radius = representative(feature.get("geometry") or {})
        except ValueError as error:
            bad.append(BadRow(number, "no place", str(error)))
            continue
        values = {**(feature.get("properties") or {}), "lat": lat, "lon": lon, "precision_m": radius}
        if radius is not None and "level" not in columns.fields:
            level = next((name for least, name in _AREAS if radius >= least), "neighbourhood")
            values["level"] = level
        numbered.append((number, values))
    told = msgspec.structs.replace(columns, fields={"level": "level", **columns.fields})
    rows, others = _converted(numbered, told)
    return PlaceFile("GeoJSON", columns, rows, sorted([*bad, *others], key=lambda row: row.number))


def _from_json_lines(data: bytes, text: str, path: Path, given: Mapping[str, str]) -> PlaceFile:
    try:
        first = msgspec.json.decode(text.lstrip().partition("\n")[0], type=dict[str, Any])
    except msgspec.DecodeError:
        first = {}
    if not given and first.keys() >= {"name_ar", "lat", "lon"}:
        return PlaceFile("JSON Lines", None, *json_line_rows(data, str(path)))
    columns = columns_of(list(first), given)
    if columns.lacking:
        raise InputError(
            f"no field for {', '.join(columns.lacking)} among {', '.join(first)[:300] or 'none'}",
            subject=str(path),
            advice=_MAP_ADVICE,
        )
    bad: list[BadRow] = []
    numbered = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if line.strip():
                numbered.append((number, msgspec.json.decode(line, type=dict[str, Any])))
        except msgspec.DecodeError as error:
            bad.append(BadRow(number, "no place", str(error)))
    rows, others = _converted(numbered, columns)
    return PlaceFile("JSON Lines", columns, rows, sorted([*bad, *others], key=lambda row: row.number))


def _converted(
    numbered: Iterable[tuple[int, Mapping[str, Any]]], columns: Columns
) -> tuple[list[NumberedRow], list[BadRow]]:
    rows: list[NumberedRow] = []
    bad: list[BadRow] = []
    for number, values in numbered:
        try:
            rows.append((number, row_of(values, columns)))
        except ValueError as error:
            reason = str(error)
            short = reason if reason in {"no Arabic name", "no coordinates"} else "no place"
            bad.append(BadRow(number, short, "" if short == reason else reason))
    return rows, bad
