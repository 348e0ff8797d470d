"""Events of a workspace as they were last folded: those of today, one by its id, and the feed of what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from rawi.errors import InputError
from rawi.events.copies import find_copies
from rawi.events.ledger import Entry
from rawi.events.sources import Sources
from rawi.model.event import Event
from rawi.model.reading import Reading
from rawi.store.events_ledger import Change, changes_of, entry_of, load_entries, unpack_event
from rawi.store.lookup import load_reading
from rawi.store.store import Store
from rawi.store.tables import readings, versions
from rawi.store.tables_events import event_readings, events

_SOME = 200  # events that are unpacked at a time


def live_events(store: Store, *, reports: int = 1) -> Iterator[Event]:
    """The events of today, in the order of their first reports, then of their ids. reports: the fewest of each."""
    with store.looking() as connection:
        wanted = select(events.c.id, events.c.first_seen).where(events.c.state == "live", events.c.reports >= reports)
        # Sorted here: databases order text in ways of their own.
        order = sorted((row.first_seen or "~", row.id) for row in connection.execute(wanted))
        for start in range(0, len(order), _SOME):
            ids = [name for _, name in order[start : start + _SOME]]
            rows = connection.execute(select(events.c.id, events.c.body).where(events.c.id.in_(ids)))
            found = {row.id: unpack_event(row.body) for row in rows}
            yield from (found[name] for name in ids)


def resolve(store: Store, name: str) -> tuple[Entry, list[str]]:
    """The entry that an id, or its beginning, leads to today, and the ids on the way there, the given one first.

    Raises InputError where no id, or more than one, begins so.
    """
    with store.looking() as connection:
        row = connection.execute(select(events).where(events.c.id == name)).first()
        if row is None:
            begins = select(events).where(events.c.id.startswith(name, autoescape=True)).limit(2)
            rows = connection.execute(begins).all()
            if len(rows) != 1:
                what = "several events have ids that begin so" if rows else "there is no event with this id"
                raise InputError(what, subject=name, advice="rawi events shows the ids")
            row = rows[0]
        entry = entry_of(row)
        way: list[str] = []
        while entry.redirect is not None:
            way.append(entry.id)
            entry = load_entries(connection, [entry.redirect])[entry.redirect]
    return entry, way


def changes_since(store: Store, *, after: int = 0, since: str = "") -> Iterator[Change]:
    """The feed, oldest first: what came after a number, or at or after a moment as ``rawi.store.packing`` writes it."""
    with store.looking() as connection:
        yield from changes_of(connection, after=after, since=since)


def sources_of(told: Mapping[str, Reading]) -> Sources:
    """The readings of one event, by article, with the copies among them."""
    copies = find_copies(reading.article for reading in told.values()) if len(told) > 1 else []
    return Sources(told, copies)


def sources_of_event(store: Store, event: Event) -> Sources:
    """What an event was folded from. Of one that was retracted, the last readings that have its claims."""
    wanted: dict[str, set[str]] = {}
    for ref in event.claims:
        wanted.setdefault(ref.article, set()).add(ref.claim)
    told: dict[str, Reading] = {}
    with store.looking() as connection:
        for article, claims in wanted.items():
            for number in _readings_of(connection, article):
                reading = load_reading(connection, number)
                if reading is not None and claims <= {claim.id for claim in reading.claims}:
                    told[article] = reading
                    break
    return sources_of(told)


def _readings_of(connection: Connection, article: str) -> list[int]:
    """The readings of an article: the one that events are folded from, then the others, newest first."""
    wanted = (
        select(readings.c.id, event_readings.c.shown)
        .join_from(readings, versions)
        .join(event_readings, event_readings.c.reading_id == readings.c.id, isouter=True)
        .where(versions.c.article_id == article)
        .order_by(readings.c.id.desc())
    )
    rows = connection.execute(wanted).all()
    return [row.id for row in sorted(rows, key=lambda row: not row.shown)]
