"""Keeps captures: bytes once for each hash, a row for each change at a locator, an article version for each edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlalchemy import Connection, and_, func, select, update

from rawi.model.capture import Capture, CaptureProblem
from rawi.store import custody, sources
from rawi.store.capture_writer import CaptureWriter, Kept, latest_at
from rawi.store.engine import Database
from rawi.store.met import ArticleOf, Met
from rawi.store.packing import clean, moment, short_hash
from rawi.store.tables import captures, pages

Clock = Callable[[], dt.datetime]

# A batch is written as a whole once it holds so many bytes, however few captures they are.
_BATCH_BYTES = 16 * 1024 * 1024


def keep(
    database: Database, clock: Clock, items: Iterable[Capture | CaptureProblem], article_of: ArticleOf, batch: int
) -> Iterator[Kept]:
    """Keep captures, ``batch`` at a time; what is given out has been written for good."""
    waiting: list[Met | CaptureProblem] = []
    size = 0
    for item in items:
        if isinstance(item, Capture):
            size += len(item.content)
            waiting.append(Met(item, article_of))
        else:
            waiting.append(item)
        if len(waiting) >= batch or size >= _BATCH_BYTES:
            yield from _keep_batch(database, clock, waiting)
            waiting, size = [], 0
    if waiting:
        yield from _keep_batch(database, clock, waiting)


def _keep_batch(database: Database, clock: Clock, items: list[Met | CaptureProblem]) -> list[Kept]:
    met = [item for item in items if isinstance(item, Met)]
    _make_ready(database, met)
    with database.writing(log=True) as connection:
        writer = CaptureWriter(connection, clock(), met)
        kept = [writer.capture(item) if isinstance(item, Met) else writer.problem(item) for item in items]
        writer.finish()
    return kept


def _make_ready(database: Database, met: list[Met]) -> None:
    """Do the slow part, which needs no lock, for what is not known yet."""
    with database.reading() as connection:
        known = latest_at(connection, (item.place for item in met))
    for item in met:
        before = known.get(item.place)
        if before is None or before.sha256 != item.sha256:
            item.found()
            item.packed()


def gone(database: Database, clock: Clock, source: str, locator: str, when: dt.datetime, status: int) -> bool:
    """Note that a page is no longer there; True where it was there before and this is the first notice."""
    locator = clean(locator)
    with database.writing(log=True) as connection:
        now = clock()
        number = sources.source_id(connection, source, now)
        known = and_(pages.c.key_hash == short_hash(locator), pages.c.gone_at.is_(None))
        noted = connection.execute(update(pages).where(known).values(gone_at=moment(when), gone_status=status)).rowcount
        if noted:
            more = {"source": clean(source), "locator": locator, "status": status, "when": moment(when)}
            custody.append(connection, now, [("gone", short_hash(locator).hex(), more)])
        elif not connection.execute(select(func.count()).where(pages.c.key_hash == short_hash(locator))).scalar_one():
            reason = f"the server answers {status}"
            sources.fail(connection, number, locator, "collect", reason, "look whether the address is right", now)
    return bool(noted)


def validators(connection: Connection, locator: str) -> tuple[str | None, str | None] | None:
    """ETag and Last-Modified of the latest capture at a locator; None where there is none or it has neither."""
    latest = select(captures.c.headers).where(captures.c.locator_hash == short_hash(clean(locator)))
    row = connection.execute(latest.order_by(captures.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    headers = {name.lower(): value for name, value in msgspec.json.decode(row.headers)}
    found = headers.get("etag"), headers.get("last-modified")
    return found if any(found) else None
