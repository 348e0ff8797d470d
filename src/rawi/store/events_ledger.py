"""The ledger in the store: a part of it is loaded, brought up to date, and what changed is written."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select

from rawi.events.ledger import Entry, Ledger, LedgerChange
from rawi.model.event import ClaimRef, Event
from rawi.store.events_state import chunks, upsert
from rawi.store.packing import canonical
from rawi.store.tables_events import event_articles, event_changes, events

_decoder = msgspec.json.Decoder(Event)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the feed. seq: from 1, without gaps, in the order of writing; the rest as in ``LedgerChange``."""

    seq: int
    at: str
    kind: str
    event: str
    others: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def pack_event(event: Event) -> bytes:
    """The event as packed JSON."""
    return zlib.compress(msgspec.json.encode(event), 1)


def unpack_event(data: bytes) -> Event:
    """The event as it was kept."""
    return _decoder.decode(zlib.decompress(data))


def entry_of(row: Row[Any]) -> Entry:
    """An entry of the ledger."""
    return Entry(id=row.id, state=row.state, event=unpack_event(row.body), redirect=row.redirect)


def load_entries(connection: Connection, ids: Iterable[str]) -> dict[str, Entry]:
    """Entries by their ids."""
    found: dict[str, Entry] = {}
    for some in chunks(sorted(set(ids))):
        for row in connection.execute(select(events).where(events.c.id.in_(some))):
            found[row.id] = entry_of(row)
    return found


def known_near(
    connection: Connection, before: set[str], found: Sequence[Event], heirs: Mapping[ClaimRef, ClaimRef]
) -> dict[str, Entry]:
    """The part of the ledger that new events are held against.

    before: the events that these were folded from. heirs: what claims of readings that no longer count are today.
    Besides them come events, live or not, that share a claim with the new ones; those that hold an id which a new one
    may want come without claims, so that nothing but the id is known of them.
    """
    entries = {name: _inherited(entry, heirs) for name, entry in load_entries(connection, before).items()}
    articles = {ref.article for event in found for ref in event.claims}
    told: set[str] = set()
    for some in chunks(sorted(articles)):
        wanted = select(event_articles.c.event).where(event_articles.c.article_id.in_(some)).distinct()
        told.update(connection.execute(wanted).scalars())
    claims = {ref for event in found for ref in event.claims}
    others = load_entries(connection, told - entries.keys())
    entries |= {name: entry for name, entry in others.items() if not claims.isdisjoint(entry.event.claims)}
    for some in chunks(sorted({event.id for event in found})):
        for row in connection.execute(select(events).where(events.c.base.in_(some))):
            if row.id not in entries:
                held = msgspec.structs.replace(unpack_event(row.body), claims=())
                entries[row.id] = Entry(id=row.id, state="retracted", event=held)
    return entries


def _inherited(entry: Entry, heirs: Mapping[ClaimRef, ClaimRef]) -> Entry:
    """The entry with its claims as they are named today."""
    claims = tuple(_heir(ref, heirs) for ref in entry.event.claims)
    if claims == entry.event.claims:
        return entry
    return msgspec.structs.replace(entry, event=msgspec.structs.replace(entry.event, claims=claims))


def _heir(ref: ClaimRef, heirs: Mapping[ClaimRef, ClaimRef]) -> ClaimRef:
    heir = heirs.get(ClaimRef(ref.article, ref.claim))
    return ref if heir is None else ClaimRef(heir.article, heir.claim, ref.part)


def save(connection: Connection, before: Mapping[str, Entry], ledger: Ledger) -> int:
    """Write the entries that are not as before, and the changes; how many changes."""
    changed = [entry for name, entry in ledger.entries.items() if before.get(name) != entry]
    rows: list[dict[str, object]] = [
        {
            "id": entry.id, "base": "-".join(entry.id.split("-")[:2]), "state": entry.state, "redirect": entry.redirect,
            "first_seen": entry.event.first_seen, "reports": entry.event.origins.reports,
            "body": pack_event(entry.event),
        }
        for entry in changed
    ]  # fmt: skip
    upsert(connection, events, rows)
    pairs = {(ref.article, entry.id) for entry in changed for ref in entry.event.claims}
    upsert(connection, event_articles, [{"article_id": article, "event": name} for article, name in sorted(pairs)])
    _add_changes(connection, ledger.changes)
    return len(ledger.changes)


def _add_changes(connection: Connection, changes: Sequence[LedgerChange]) -> None:
    last = connection.execute(select(func.max(event_changes.c.seq))).scalar() or 0
    rows = [
        {
            "seq": last + number, "at": change.at, "kind": change.kind, "event": change.event,
            "others": canonical(change.others), "fields": canonical(change.fields),
        }
        for number, change in enumerate(changes, 1)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(event_changes), rows)


def changes_of(connection: Connection, *, after: int = 0, since: str = "") -> Iterable[Change]:
    """The changes after a number of the feed, at or after a moment as the store writes it; oldest first."""
    wanted = select(event_changes).where(event_changes.c.seq > after, event_changes.c.at >= since)
    for row in connection.execute(wanted.order_by(event_changes.c.seq)):
        yield Change(
            seq=row.seq,
            at=row.at,
            kind=row.kind,
            event=row.event,
            others=tuple(msgspec.json.decode(row.others)),
            fields=tuple(msgspec.json.decode(row.fields)),
        )
