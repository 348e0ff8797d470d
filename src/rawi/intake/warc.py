"""Pages from web archives (WARC, gzipped or not), a record at a time; damage costs only the records it hit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from rawi.errors import InputError
from rawi.intake.capture import PAGE_TYPES
from rawi.intake.collect_items import Gone, Item, Meter, Skipped
from rawi.intake.fetch_body import BodyError, decoded, unchunked
from rawi.intake.language import gate
from rawi.intake.page import LARGEST_PAGE
from rawi.model.capture import Capture, CaptureProblem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_STEP = 1 << 20
# An archive that is damaged in more places is not worth the search, which may begin anew each time.
_MOST_DAMAGES = 100
_RECORD_ID = "WARC-Record-ID"


def warc_items(stream: BinaryIO, source: str, place: str, meter: Meter) -> Iterator[Item]:
    """The pages of an archive.

    stream: can be sought. source, place: what the captures name as their source, and as the archive that they are in.
    A record that is damaged, cut off or too large is a problem, and what comes after it is read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    def damage(first: int, end: int, error: Exception | None) -> CaptureProblem:
        lost = f"from byte {first} on" if end < 0 else f"between the bytes {first} and {end}"
        detail = f" ({error})" if error else ""
        return CaptureProblem(
            source=source,
            locator=f"{place}!byte {first}",
            reason=f"the archive is damaged {lost}{detail}",
            advice="take the file from its origin again",
        )

    head = stream.read(len(_PLAIN))
    if not head:
        yield CaptureProblem(source=source, locator=place, reason="the archive is empty")
        return
    mark = _GZIP if head.startswith(_GZIP) else _PLAIN
    if not head.startswith(mark):
        yield CaptureProblem(
            source=source, locator=place, reason="this is no WARC", advice="give .warc or .warc.gz from a crawler"
        )
        return
    pages = (WarcRecordType.response, WarcRecordType.resource)
    start = last = 0
    whole = False
    damaged: tuple[int, Exception | None] | None = (0, None)  # until the first record shows that this is an archive
    for _ in range(_MOST_DAMAGES):
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                last, whole = record.stream_pos, False
                if damaged is not None:
                    if last > 0:
                        yield damage(damaged[0], last, damaged[1])
                    damaged = None
                meter.at(last)
                if record.record_type in pages:
                    yield from _record_items(record, source, place)
                whole = True
            break
        except (OSError, ValueError) as error:
            start = _next_record(stream, max(last, start) + 1, mark)
            # Either the record was bad within, or the one after it could not be begun.
            damaged = (damaged[0] if damaged else start if whole and start > 0 else last, error)
            if start < 0:
                break
    if damaged is not None:
        yield damage(damaged[0], -1, damaged[1])


def _next_record(stream: BinaryIO, at: int, mark: bytes) -> int:
    """Where the next record may begin; -1 where none does."""
    stream.seek(at)
    before = b""
    while chunk := stream.read(_STEP):
        joined = before + chunk
        found = joined.find(mark)
        if found >= 0:
            return at - len(before) + found
        at += len(chunk)
        before = joined[-len(mark) + 1 :]
    return -1


def _record_items(record: WarcRecord, source: str, place: str) -> Iterator[Item]:
    address = record.headers.get("WARC-Target-URI") or ""
    address = address.strip().removeprefix("<").removesuffix(">")
    if not address.lower().startswith(("http://", "https://")):
        return
    locator = f"{place}!{address}"
    status = None
    media_type = record.headers.get("Content-Type") or ""
    headers: tuple[tuple[str, str], ...] = ()
    if record.is_http:
        record.parse_http()
        http = record.http_headers
        status, headers = http.status_code, http.to_tuples()
        media_type = http.get("Content-Type") or ""
        if status in (404, 410):
            yield Gone(source=source, locator=address, when=_date(record), status=status, archived=True)
            return
        if status not in (200, 203):
            return
    media_type = media_type.partition(";")[0].strip().lower()
    if media_type not in PAGE_TYPES:
        yield Skipped(source=source, locator=locator, why="not a page")
        return
    try:
        content = _content(record, headers)
    except InputError as error:
        yield CaptureProblem(source=source, locator=locator, reason=error.what, advice=error.advice)
        return
    language = gate(content)
    if language != "ar":
        yield Skipped(source=source, locator=locator, why=language)
        return
    record_id = record.headers.get(_RECORD_ID)
    yield Capture(
        source=source,
        locator=locator,
        content=content,
        media_type=media_type,
        captured_at=_date(record),
        status=status,
        headers=(*headers, (_RECORD_ID, record_id)) if record_id else headers,
    )


def _content(record: WarcRecord, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The page of a record, freed of the codings of its transfer. Raises InputError."""
    expected = record.content_length
    # A read takes the memory that it asks for.
    raw = record.reader.read(min(expected, LARGEST_PAGE) + 1)
    if len(raw) > LARGEST_PAGE:
        raise BodyError(f"the page has more than {LARGEST_PAGE // 1048576} MB", advice="no newsroom writes so much")
    if len(raw) < expected:
        raise InputError(
            f"the archive ends within the page, after {len(raw)} of {expected} bytes", advice="take the file again"
        )
    said = {name.lower(): value for name, value in headers}
    if "chunked" in said.get("transfer-encoding", "").lower():
        raw = unchunked(raw)
    coding = said.get("content-encoding", "")
    if not coding:
        return raw
    try:
        return decoded([raw], coding, most=LARGEST_PAGE)
    except BodyError:
        # Archives made by browsers hold the page decoded, with the header of how it had come.
        if raw.lstrip()[:1] == b"<":
            return raw
        raise


def _date(record: WarcRecord) -> dt.datetime:
    date = record.record_date
    return date.astimezone(dt.UTC) if date.tzinfo else date.replace(tzinfo=dt.UTC)
