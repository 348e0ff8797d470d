"""Hands evidence out: the bytes as they were met, and a sheet that tells where they came from. Every time is logged."""

from __future__ import annotations

import datetime as dt

import msgspec
from sqlalchemy import Connection, select

from rawi.errors import InputError
from rawi.model.capture import Capture
from rawi.store import custody
from rawi.store.packing import unpack
from rawi.store.store import Store
from rawi.store.tables import blobs, captures, sources


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The custody sheet of a capture.

    entries: of the custody log about it, each with its hash; log_head: the last entry, which the export itself made.
    """

    capture_id: str
    source: str
    locator: str
    captured_at: str
    media_type: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    size: int
    sha256: str
    entries: list[dict[str, object]]
    log_head: str


def original(store: Store, capture_id: str) -> Capture:
    """A capture as it was kept. Raises InputError where there is none; does not count as an export."""
    with store.looking() as connection:
        return _capture(connection, capture_id)


def export(store: Store, capture_id: str, purpose: str) -> tuple[Capture, Sheet]:
    """A capture and its custody sheet; the export becomes an entry of the log. purpose: where it goes.

    Raises InputError where there is no such capture, or where its bytes are not those that were kept.
    """
    with store.database.writing(log=True) as connection:
        capture = _capture(connection, capture_id)
        row = connection.execute(select(captures).where(captures.c.capture_id == capture_id)).one()
        custody.append(connection, store.now(), [("export", capture_id, {"purpose": purpose})])
        sheet = Sheet(
            capture_id=capture_id,
            source=capture.source,
            locator=capture.locator,
            captured_at=row.captured_at,
            media_type=capture.media_type,
            status=capture.status,
            headers=capture.headers,
            size=len(capture.content),
            sha256=row.sha256.hex(),
            entries=custody.entries_about(connection, capture_id),
            log_head=custody.head(connection)[1],
        )
    return capture, sheet


def _capture(connection: Connection, capture_id: str) -> Capture:
    row = connection.execute(
        select(captures, blobs.c.packing, blobs.c.data, sources.c.name)
        .join_from(captures, blobs)
        .join(sources, sources.c.id == captures.c.source_id)
        .where(captures.c.capture_id == capture_id)
    ).first()
    if row is None:
        raise InputError(
            "there is no such capture",
            subject=capture_id,
            advice="rawi collect and rawi search tell the ids of captures",
        )
    try:
        content = unpack(row.packing, row.data)
    except ValueError as error:
        raise InputError(str(error), subject=capture_id, advice="rawi verify tells what else is damaged") from None
    return Capture(
        source=row.name,
        locator=row.locator,
        content=content,
        media_type=row.media_type,
        captured_at=dt.datetime.fromisoformat(row.captured_at),
        status=row.status,
        headers=tuple((name, value) for name, value in msgspec.json.decode(row.headers)),
    )
