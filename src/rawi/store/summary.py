"""How a store does as a whole."""

from __future__ import annotations

import msgspec
from sqlalchemy import Table, func, select

from rawi.store import sources, work
from rawi.store.sources import FailureSeen, SourceHealth
from rawi.store.store import Store
from rawi.store.tables import blobs, captures, claims, decisions, pages, versions


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a store. bytes, packed: of the captures, each content counted once. claims: those that are current.

    backlog: articles that ``reader``, the version of this Rawi, has not read. gone: pages that are no longer there.
    """

    database: str
    captures: int
    bytes: int
    packed: int
    articles: int
    claims: int
    decisions: int
    gone: int
    reader: str
    backlog: int
    sources: list[SourceHealth]
    failures: list[FailureSeen]


def summarise(store: Store, reader: str, failures: int) -> Summary:
    """Count everything. failures: so many of the latest are listed."""
    with store.database.reading(snapshot=True) as connection:

        def count(table: Table) -> int:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

        size, packed = connection.execute(
            select(func.coalesce(func.sum(blobs.c.size), 0), func.coalesce(func.sum(func.length(blobs.c.data)), 0))
        ).one()
        current = select(func.count()).where(claims.c.current.is_(True))
        gone = select(func.count()).where(pages.c.gone_at.is_not(None))
        return Summary(
            database=store.database.subject,
            captures=count(captures),
            bytes=int(size),
            packed=int(packed),
            articles=count(versions),
            claims=connection.execute(current).scalar_one(),
            decisions=count(decisions),
            gone=connection.execute(gone).scalar_one(),
            reader=reader,
            backlog=work.backlog(connection, reader),
            sources=sources.health(connection),
            failures=sources.open_failures(connection, failures),
        )
