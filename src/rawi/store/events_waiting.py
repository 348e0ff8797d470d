"""Which readings are to be folded: those that came since, and in whose place older ones go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, exists, select

from rawi.store.events_state import chunks
from rawi.store.tables import pages, readings, versions
from rawi.store.tables_events import event_readings


class _Told(NamedTuple):
    """A reading with the page and the article that it is of."""

    id: int
    page_id: int
    article_id: str
    article_hash: bytes
    published: str | None
    gone_at: str | None


class Waiting(NamedTuple):
    """What is to be done next.

    add: readings that events are to be folded from. drop: those that they were folded from, and no longer are.
    rows: what ``event_readings`` is to hold of the articles concerned. gone: readings to be taken out of it.
    more: whether there is more to do after that.
    """

    add: set[int]
    drop: set[int]
    rows: list[dict[str, object]]
    gone: set[int]
    more: bool


def waiting(connection: Connection, limit: int) -> Waiting:
    """The next readings: all that changed of some pages, the earliest published first, about ``limit`` of them."""
    in_use = set(_gone(connection))
    found = _told(connection, [*_fresh(connection), *in_use])
    by_page: defaultdict[int, list[_Told]] = defaultdict(list)
    for row in found.values():
        # Readings of pages that are gone wait for nothing, unless they were folded.
        if row.gone_at is None or row.id in in_use:
            by_page[row.page_id].append(row)
    order = sorted(by_page, key=lambda page: min((row.published or "~", row.article_id) for row in by_page[page]))
    chosen: list[_Told] = []
    taken = 0
    for page in order:
        if chosen and len(chosen) + len(by_page[page]) > limit:
            break
        chosen += by_page[page]
        taken += 1
    gone = {row.id for row in chosen if row.id in in_use}
    fresh = {row.id: row for row in chosen if row.id not in in_use}
    add, drop, rows = _shown(connection, fresh, {row.article_id for row in chosen}, gone)
    return Waiting(add, drop, rows, gone, taken < len(order))


def _fresh(connection: Connection) -> list[int]:
    """Current readings that nothing is known of; the scan is of an index alone."""
    known = exists().where(event_readings.c.reading_id == readings.c.id)
    return list(connection.execute(select(readings.c.id).where(readings.c.current, ~known)).scalars())


def _gone(connection: Connection) -> Iterable[int]:
    """Readings that are no longer current, and those of pages that are gone."""
    current = exists().where(readings.c.id == event_readings.c.reading_id, readings.c.current)
    yield from connection.execute(select(event_readings.c.reading_id).where(~current)).scalars()
    of_gone = (
        select(event_readings.c.reading_id)
        .join_from(pages, versions, versions.c.page_id == pages.c.id)
        .join(readings, readings.c.version_id == versions.c.id)
        .join(event_readings, event_readings.c.reading_id == readings.c.id)
        .where(pages.c.gone_at.is_not(None))
    )
    yield from connection.execute(of_gone).scalars()


def _told(connection: Connection, ids: Iterable[int]) -> dict[int, _Told]:
    found: dict[int, _Told] = {}
    wanted = (
        select(
            readings.c.id, versions.c.page_id, versions.c.article_id, versions.c.article_hash, versions.c.published,
            pages.c.gone_at,
        )
        .join_from(readings, versions)
        .join(pages, pages.c.id == versions.c.page_id)
    )  # fmt: skip
    for some in chunks(sorted(set(ids))):
        for row in connection.execute(wanted.where(readings.c.id.in_(some))):
            found[row.id] = _Told(*row)
    return found


def _shown(
    connection: Connection, fresh: Mapping[int, _Told], articles: set[str], gone: set[int]
) -> tuple[set[int], set[int], list[dict[str, object]]]:
    """Of readings of one article the one to fold: by the hash of the article; of equal articles the newest reading."""
    known: defaultdict[str, dict[int, bytes]] = defaultdict(dict)
    before: set[int] = set()
    for some in chunks(sorted(articles)):
        for row in connection.execute(select(event_readings).where(event_readings.c.article_id.in_(some))):
            if row.shown:
                before.add(row.reading_id)
            if row.reading_id not in gone:
                known[row.article_id][row.reading_id] = bytes(row.article_hash)
    for number, told in fresh.items():
        known[told.article_id][number] = bytes(told.article_hash)
    after = {min(offers, key=lambda number: (offers[number], -number)) for offers in known.values()}
    rows: list[dict[str, object]] = [
        {"reading_id": number, "article_id": article, "article_hash": digest, "shown": number in after}
        for article, offers in known.items()
        for number, digest in offers.items()
    ]
    return after - before, before - after, rows
