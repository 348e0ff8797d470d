"""Files to collect from: which they are, what each of them is, and the items in it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

import msgspec

from rawi.errors import InputError
from rawi.intake.collect_items import Item, Meter, Skipped
from rawi.intake.feeds import is_feed, unpacked
from rawi.intake.language import gate
from rawi.intake.page import LARGEST_PAGE
from rawi.intake.tables import Table, csv_items, jsonl_items, parquet_items
from rawi.intake.telegram import telegram_items
from rawi.intake.warc import warc_items
from rawi.intake.warc_wacz import wacz_items
from rawi.model.capture import Capture, CaptureProblem

# The longest suffix that fits wins. "feed" may be any XML; "export" any JSON.
KINDS = {
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".warc": "warc", ".warc.gz": "warc", ".wacz": "wacz",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml.gz": "feed",
    ".json": "export",
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
}  # fmt: skip
LISTED = ".html, .warc, .warc.gz, .wacz, .xml, .rss, result.json, .csv, .jsonl, .parquet"


class File(msgspec.Struct, frozen=True):
    """A file to collect from. place: its absolute path. kind: None where its name does not tell."""

    place: str
    kind: str | None
    size: int


Feed = Callable[[bytes, str], Iterator[Item]]


def kind_of(path: str) -> str | None:
    """What a file is by its name."""
    name = os.path.basename(path).lower()
    suffixes = sorted((suffix for suffix in KINDS if name.endswith(suffix)), key=len)
    return KINDS[suffixes[-1]] if suffixes else None


def files(path: str) -> list[File]:
    """The file, or the files of a folder and the folders below it in the order of their names, if of known kinds.

    Links to folders are not followed. Raises OSError where the path leads nowhere.
    """
    place = os.path.abspath(path)
    if not os.path.isdir(place):
        return [File(place, kind_of(place), os.stat(place).st_size)]
    found: list[File] = []
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            inside = os.path.join(folder, name)
            kind = kind_of(inside)
            if kind is not None and not name.startswith(".") and os.path.isfile(inside):
                found.append(File(inside, kind, os.stat(inside).st_size))
    return found


def file_items(file: File, source: str, columns: Mapping[str, str], meter: Meter, feed: Feed) -> Iterator[Item]:
    """What is in a file. feed: what to do with a feed. Whatever goes wrong is an item, too."""
    meter.begin(file.size)
    try:
        with open(file.place, "rb") as stream:
            changed = dt.datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, dt.UTC)
            if file.kind == "page":
                yield _page(stream, source, file.place, changed)
            elif file.kind == "warc":
                yield from warc_items(stream, source, file.place, meter)
            elif file.kind == "wacz":
                yield from wacz_items(stream, source, file.place, meter)
            elif file.kind == "export":
                yield from telegram_items(stream, source, file.place, changed, meter)
            elif file.kind == "feed":
                yield from _feed(stream, file, source, feed)
            elif file.kind is not None:
                table = Table(source=source, place=file.place, captured_at=changed, columns=columns)
                yield from _TABLES[file.kind](stream, table, meter)
            else:
                yield CaptureProblem(
                    source=source,
                    locator=file.place,
                    reason="its name does not tell what it is",
                    advice=f"give {LISTED}",
                )
    except OSError as error:
        yield unreadable(source, file.place, error)
    meter.finish()


_TABLES = {"csv": csv_items, "jsonl": jsonl_items, "parquet": parquet_items}


def unreadable(source: str, place: str, error: OSError) -> CaptureProblem:
    """A file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return CaptureProblem(source=source, locator=place, reason="there is no such file", advice="check the path")
    if isinstance(error, PermissionError):
        return CaptureProblem(
            source=source, locator=place, reason="it may not be read", advice="change its permissions"
        )
    return CaptureProblem(
        source=source, locator=place, reason=error.strerror or str(error), advice="check the path and the disk"
    )


def _page(stream: BinaryIO, source: str, place: str, changed: dt.datetime) -> Item:
    raw = stream.read(LARGEST_PAGE + 1)
    if len(raw) > LARGEST_PAGE:
        return CaptureProblem(
            source=source,
            locator=place,
            reason=f"the page has more than {LARGEST_PAGE // 1048576} MB",
            advice="save the article alone",
        )
    language = gate(raw)
    if language != "ar":
        return Skipped(source=source, locator=place, why=language)
    return Capture(source=source, locator=place, content=raw, media_type="text/html", captured_at=changed)


def _feed(stream: BinaryIO, file: File, source: str, feed: Feed) -> Iterator[Item]:
    try:
        raw = unpacked(stream.read())
    except InputError as error:
        yield CaptureProblem(source=source, locator=file.place, reason=error.what, advice=error.advice)
        return
    if is_feed(raw):
        yield from feed(raw, "")
    else:
        yield CaptureProblem(
            source=source,
            locator=file.place,
            reason="it is neither a feed nor a sitemap",
            advice="give RSS, Atom, RDF or a sitemap",
        )
