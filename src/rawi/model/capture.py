"""A capture: the bytes of a page or record as they were met, and what could not be captured."""

from __future__ import annotations

import datetime as dt

import msgspec


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One page or record, unaltered.

    source: id of the configured source, or the path or address that the user gave.
    locator: where it stands: an address, a file path, or the path of an archive + ``!`` + its member or record id.
    content: the bytes as they were met, after transfer encoding; never cleaned.
    captured_at: aware, UTC: the time of the fetch, the date of an archive's record, or when a file was last changed.
    status: of HTTP; None where the capture did not come by HTTP. headers: as received, in order.
    """

    source: str
    locator: str
    content: bytes
    media_type: str
    captured_at: dt.datetime
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


class CaptureProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was met and could not be captured: where, why, and what to do."""

    source: str
    locator: str
    reason: str
    advice: str = ""
