"""Folds the readings of a workspace into events, bit by bit, with ids that stay.

Each folding looks at the readings that came, changed or went, and at what is near them. It reads first and writes at
the end, so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, exists, select

import rawi
from rawi.events.accounts import Account
from rawi.events.assemble import assemble
from rawi.events.blocking import kept_under
from rawi.events.fold import name_of
from rawi.events.ledger import Entry, Ledger, update
from rawi.events.sources import Sources
from rawi.model.event import ClaimRef, Event
from rawi.store.claim_rows import MOST_CLAIMS, claim_key
from rawi.store.events import sources_of
from rawi.store.events_decisions import Decided, claim_names, current_claims, decided
from rawi.store.events_ledger import entry_of, known_near, save
from rawi.store.events_near import Near, blocks_of, fold_near, hash_of
from rawi.store.events_state import chunks, load_state, save_state, upsert
from rawi.store.events_waiting import Waiting, waiting
from rawi.store.faults import StoreError
from rawi.store.lookup import load_reading
from rawi.store.packing import moment
from rawi.store.store import Store
from rawi.store.tables import claims, readings, versions
from rawi.store.tables_events import event_accounts, event_blocks, event_readings, events

# Readings that are folded at a time. What is near them is loaded besides; 9,600 short articles took 216 MB.
BATCH = 20_000


class Folding(msgspec.Struct, kw_only=True):
    """What a folding did. touched: events that were grouped again, of all that there were; held: readings that were
    loaded only to be held against others."""

    added: int = 0
    dropped: int = 0
    touched: int = 0
    held: int = 0
    changes: int = 0


class _Done(NamedTuple):
    """What one batch is to write. found: the events of the groups, before the ledger gave them their ids."""

    work: Waiting
    near: Near
    found: list[Event]
    before: dict[str, Entry]
    ledger: Ledger
    stale_blocks: list[tuple[int, int]]


def fold_events(store: Store, *, anew: bool = False, batch: int = BATCH) -> Folding:
    """Bring the events up to date with the readings and decisions of the workspace.

    anew: forget what is known of neighbourhoods and fold everything; ids stay. This is done by itself after another
    Rawi folded. batch: readings that are folded at a time; it decides about memory, and ids where reports of one event
    are far apart. Raises StoreError where another folding wrote meanwhile.
    """
    total = Folding()
    _begin(store, anew)
    while True:
        with store.database.reading(snapshot=True) as connection:
            state = load_state(connection)
            work = waiting(connection, batch)
            said = decided(connection)
            after = int(state.get("decision", "0"))
            if not work.rows and not work.gone and said.last <= after and "anew" not in state:
                return total
            done = _fold(connection, work, said, after, moment(store.now()))
        with store.database.writing(log=True) as connection:
            if load_state(connection) != state:
                raise StoreError(
                    "another rawi events wrote meanwhile", subject=store.database.subject, advice="run it again"
                )
            state |= {"generation": str(int(state.get("generation", "0")) + 1), "decision": str(said.last)}
            _write(connection, done)
            total.changes += len(done.ledger.changes)
            if not work.more and "anew" in state:
                del state["anew"]
                total.changes += _retract_unanswered(connection, moment(store.now()))
            save_state(connection, state)
        total.added += len(work.add)
        total.dropped += len(work.drop)
        total.touched += len(done.near.before)
        total.held += done.near.held


def _begin(store: Store, anew: bool) -> None:
    """Clear what another Rawi reckoned, or what is to be reckoned anew; the ledger and the decisions stay."""
    with store.database.reading() as connection:
        if not anew and load_state(connection).get("folder") == rawi.__version__:
            return
    with store.database.writing(log=True) as connection:
        state = load_state(connection)
        for table in (event_accounts, event_blocks, event_readings):
            connection.execute(delete(table))
        save_state(connection, {**state, "folder": rawi.__version__, "anew": "1"})


def _fold(connection: Connection, work: Waiting, said: Decided, after: int, at: str) -> _Done:
    changed = work.add | _decided_on(connection, work, said, after)
    near = fold_near(connection, changed, work.drop, said.standing)
    found = [assemble(group.accounts, _sources(group.accounts, near)) for group in near.groups]
    before = known_near(connection, near.before, found, _heirs(connection, work.drop))
    ledger = update(Ledger(entries=before), found, at=at)
    stale = []
    for number in sorted(work.drop):
        reading = load_reading(connection, number)
        if reading is not None:
            stale += [(block, number) for block in sorted(blocks_of(reading))]
    return _Done(work, near, found, before, ledger, stale)


def _decided_on(connection: Connection, work: Waiting, said: Decided, after: int) -> set[int]:
    """Shown readings of articles on which what persons decided may hold no longer, or only now."""
    if not said.links:
        return set()
    articles = said.concerned(after, {str(row["article_id"]) for row in work.rows} | _articles(connection, work.drop))
    found: set[int] = set()
    for some in chunks(sorted(articles)):
        shown = select(event_readings.c.reading_id).where(event_readings.c.shown, event_readings.c.article_id.in_(some))
        found.update(connection.execute(shown).scalars())
    return found - work.drop - work.gone


def _articles(connection: Connection, ids: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for some in chunks(sorted(ids)):
        told = select(versions.c.article_id).join_from(readings, versions).where(readings.c.id.in_(some))
        found.update(connection.execute(told).scalars())
    return found


def _sources(accounts: Iterable[Account], near: Near) -> Sources:
    """The readings of one event with the copies among them, which depend on nothing but the event."""
    return sources_of({ref.article: near.readings[ref.article] for account in accounts for ref in account.refs})


def _heirs(connection: Connection, dropped: Iterable[int]) -> dict[ClaimRef, ClaimRef]:
    """What the claims of readings that no longer count are in the readings that took their place."""
    keys: list[int] = []
    for reading in sorted(dropped):
        within = claims.c.id.between(claim_key(reading, 0), claim_key(reading, MOST_CLAIMS - 1))
        keys += connection.execute(select(claims.c.id).where(within)).scalars()
    heirs = current_claims(connection, keys)
    names = claim_names(connection, {*heirs, *heirs.values()})
    return {names[old]: names[new] for old, new in heirs.items() if names[old] != names[new]}


def _write(connection: Connection, done: _Done) -> None:
    near, work = done.near, done.work
    for some in chunks(sorted(work.gone)):
        connection.execute(delete(event_readings).where(event_readings.c.reading_id.in_(some)))
    upsert(connection, event_readings, work.rows)
    for block, reading in done.stale_blocks:
        where = (event_blocks.c.block == block, event_blocks.c.reading_id == reading)
        connection.execute(delete(event_blocks).where(*where))
    for components in chunks(sorted(near.components)):
        connection.execute(delete(event_accounts).where(event_accounts.c.component.in_(components)))
    event_of = {entry.event.claims: name for name, entry in done.ledger.entries.items() if entry.state == "live"}
    rows: list[dict[str, object]] = []
    blocks: set[tuple[int, int]] = set()
    for group, found in zip(near.groups, done.found, strict=True):
        for account in group.accounts:
            reading = near.ids[account.article]
            rows.append(
                {
                    "account": hash_of(name_of(account.key)), "reading_id": reading,
                    "component": group.component, "event": event_of[found.claims],
                }
            )  # fmt: skip
            if reading in work.add:
                blocks |= {(hash_of(block), reading) for block in kept_under(account)}
    upsert(connection, event_accounts, rows)
    upsert(connection, event_blocks, [{"block": block, "reading_id": reading} for block, reading in sorted(blocks)])
    save(connection, done.before, done.ledger)


def _retract_unanswered(connection: Connection, at: str) -> int:
    """After everything was folded anew: retract the live events that none of the new ones answers to."""
    answered = exists().where(event_accounts.c.event == events.c.id)
    left = select(events).where(events.c.state == "live", ~answered)
    before = {row.id: entry_of(row) for row in connection.execute(left)}
    ledger = update(Ledger(entries=before), (), at=at)
    save(connection, before, ledger)
    return len(ledger.changes)
