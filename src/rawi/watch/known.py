"""What the store knows of an address: when it was last met, and what to say to a site that asks whether it changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from rawi.store import sources
from rawi.store.packing import clean, moment, short_hash
from rawi.store.store import Store
from rawi.store.tables import captures, pages, versions


def last_met(store: Store, locator: str) -> dt.datetime | None:
    """When the page at an address was last met as it is kept; None where it never was."""
    latest = select(captures.c.seen_at).where(captures.c.locator_hash == short_hash(clean(locator)))
    with store.looking() as connection:
        seen = connection.execute(latest.order_by(captures.c.id.desc()).limit(1)).scalar()
    return None if seen is None else dt.datetime.fromisoformat(seen)


def told_before(store: Store, address: str, when: dt.datetime) -> bool:
    """Whether a page is kept, and its latest version is older than a moment: only then can it be gone since."""
    page = (
        select(captures.c.captured_at)
        .join_from(pages, versions, versions.c.id == pages.c.latest_version)
        .join(captures, captures.c.id == versions.c.capture_id)
        .where(pages.c.key_hash == short_hash(clean(address)))
    )
    with store.looking() as connection:
        captured = connection.execute(page).scalar()
    return captured is not None and captured < moment(when)


def answered(store: Store, source: str, locator: str) -> None:
    """Note that a source answered at an address, which may have failed before."""
    now = dt.datetime.now(dt.UTC)
    with store.database.writing(log=True) as connection:
        number = sources.source_id(connection, source, now)
        sources.succeeded(connection, number, now)
        sources.solve(connection, number, locator, ("collect",), now)
