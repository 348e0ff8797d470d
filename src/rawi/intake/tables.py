"""Rows of tables (CSV, JSON Lines, Parquet) as captures, a row at a time, each with all its columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rawi.errors import InputError
from rawi.intake.capture import ROW_TYPE, column_headers
from rawi.intake.charset import decode
from rawi.intake.collect_items import Item, Meter, Skipped
from rawi.intake.language import detect
from rawi.intake.page import LARGEST_PAGE
from rawi.intake.tables_columns import check_columns
from rawi.model.capture import Capture, CaptureProblem

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_DELIMITERS = ",;\t|"
_SNIFFED = 200_000
# Rows of Parquet that are unpacked at a time, and the bytes that one group of rows may unpack to.
_ROWS_AT_A_TIME = 64
_LARGEST_GROUP = 4 * 1024 * 1024 * 1024


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows of a table are kept with. columns: field to column, as the user said."""

    source: str
    place: str
    captured_at: dt.datetime
    columns: Mapping[str, str]

    def item(self, row: Mapping[str, object], content: bytes, number: int) -> Item:
        """The capture of a row. number: of the row, from 1."""
        given = {field: name for field, name in self.columns.items() if name in row}
        try:
            columns = check_columns(row, given)
        except InputError as error:
            return self.problem(error.what, error.advice, number)
        name = next((str(row[columns[field]]) for field in ("id", "url") if row.get(columns.get(field, ""))), None)
        locator = f"{self.place}!{name or f'row {number}'}"
        text = row[columns["text"]]
        if not isinstance(text, str) or not text.strip():
            return Skipped(source=self.source, locator=locator, why="no text")
        language = detect(text)
        if language != "ar":
            return Skipped(source=self.source, locator=locator, why=language)
        return Capture(
            source=self.source,
            locator=locator,
            content=content,
            media_type=ROW_TYPE,
            captured_at=self.captured_at,
            headers=column_headers(given),
        )

    def problem(self, reason: str, advice: str = "", number: int | None = None) -> CaptureProblem:
        """Something that is wrong with the table or a row of it."""
        locator = self.place if number is None else f"{self.place}!row {number}"
        return CaptureProblem(source=self.source, locator=locator, reason=reason, advice=advice)


def csv_items(stream: BinaryIO, table: Table, meter: Meter) -> Iterator[Item]:
    """The rows of a table whose first line names its columns; its charset and delimiter are found out."""
    head = stream.read(_SNIFFED)
    stream.seek(0)
    charset = decode(head).charset.partition(",")[0]
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig" if charset == "utf-8" else charset, errors="replace", newline=""
    )
    first = head.decode(charset, "replace").lstrip("\ufeff").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(LARGEST_PAGE)
    rows = csv.reader(text, delimiter=delimiter)
    number = 0
    try:
        header = next(rows, [])
        if not header:
            raise InputError("the table is empty", advice="its first line must name its columns")
        check_columns(header, table.columns)
        for number, cells in enumerate(rows, 1):
            if not cells:
                continue
            meter.at(stream.tell())
            names = header + [f"column {n}" for n in range(len(header) + 1, len(cells) + 1)]
            row = dict(zip(names, cells, strict=False))
            yield table.item(row, msgspec.json.encode(row), number)
    except InputError as error:
        yield table.problem(error.what, error.advice)
    except csv.Error as error:
        yield table.problem(
            f"the table is broken after row {number} ({error})", "look for a quotation mark that is not closed"
        )
    finally:
        text.detach()


def jsonl_items(stream: BinaryIO, table: Table, meter: Meter) -> Iterator[Item]:
    """The lines of JSON Lines; each is kept as it stands."""
    number = 0
    while raw := stream.readline(LARGEST_PAGE + 1):
        number += 1
        if len(raw) > LARGEST_PAGE:
            yield table.problem(
                f"the line has more than {LARGEST_PAGE // 1048576} MB", "the rest of the file is not read", number
            )
            return
        meter.at(stream.tell())
        line = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield table.problem(f"this is not JSON ({error})", "write one object a line, in UTF-8", number)
            continue
        if isinstance(row, dict):
            yield table.item(row, line, number)
        else:
            yield table.problem("this is no object of JSON", "write one object a line", number)


def parquet_items(stream: BinaryIO, table: Table, meter: Meter) -> Iterator[Item]:
    """The rows of a Parquet file. Needs pyarrow, which the extra "parquet" brings."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield table.problem("Parquet needs pyarrow, which is not installed", "pip install 'rawi[parquet]'")
        return
    try:
        file = ParquetFile(stream)
        check_columns(file.schema_arrow.names, table.columns)
        yield from _parquet_rows(file, table, meter)
    except InputError as error:
        yield table.problem(error.what, error.advice)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield table.problem(
            f"this is no Parquet, or it is damaged ({str(error).splitlines()[0][:200]})", "write it again"
        )


def _parquet_rows(file: ParquetFile, table: Table, meter: Meter) -> Iterator[Item]:
    meta = file.metadata
    for group in range(meta.num_row_groups):
        if meta.row_group(group).total_byte_size > _LARGEST_GROUP:
            raise InputError("a group of rows unpacks to more than 4 GB", advice="write it with smaller groups")
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME):
        for row in batch.to_pylist():
            number += 1
            yield table.item(row, msgspec.json.encode(row, enc_hook=_plain), number)
        meter.share(number, meta.num_rows)


def _plain(value: Any) -> object:
    """What JSON has no form for, as text."""
    return str(value)
