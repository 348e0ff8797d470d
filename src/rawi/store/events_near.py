"""The neighbourhood of readings that changed: what must be loaded to fold again what they touch, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from rawi.events.accounts import Account, accounts_of
from rawi.events.blocking import Block, kept_under, looked_under
from rawi.events.fold import EventIndex, name_of
from rawi.model.event import Decision
from rawi.model.reading import Reading
from rawi.store.events_state import chunks
from rawi.store.lookup import load_reading
from rawi.store.tables_events import event_accounts, event_blocks, event_readings


class Group(msgspec.Struct, frozen=True):
    """The accounts of one event. component: of the accounts that are linked, by the hash of the first."""

    accounts: list[Account]
    component: int


class Near(msgspec.Struct, kw_only=True):
    """What was folded again.

    readings: all that were loaded, by article; ids: their numbers. groups: the events of the components that changed.
    components: those components as they were. before: the events that were folded from them. held: how many stored
    readings were loaded only to be held against those that changed.
    """

    readings: dict[str, Reading]
    ids: dict[str, int]
    groups: list[Group]
    components: set[int]
    before: set[str]
    held: int


def hash_of(name: str | Block) -> int:
    """A number of 64 bits for the name of an account or the key of a neighbourhood, the same in every process."""
    text = name if isinstance(name, str) else repr(name)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def fold_near(connection: Connection, changed: set[int], dropped: set[int], decisions: list[Decision]) -> Near:
    """Fold the readings that changed with all that is linked to them, or was to what they take the place of.

    changed: readings that are new, or that a decision concerns. dropped: readings that no longer count.
    """
    near = Near(readings={}, ids={}, groups=[], components=set(), before=set(), held=0)
    index = EventIndex(decisions)
    left_out = changed | dropped

    def load(ids: Iterable[int]) -> None:
        for number in sorted(ids):
            reading = load_reading(connection, number)
            if reading is not None:
                index.add(reading)
                near.readings[reading.article.id] = reading
                near.ids[reading.article.id] = number

    load(changed)
    own = [account for accounts in index.groups() for account in accounts]
    met = _neighbours(connection, own) - left_out
    load(met)
    linked = index.linked(name_of(account.key) for account in own)
    hashes = {hash_of(name) for name in linked}
    near.components = _components(connection, event_accounts.c.reading_id, left_out)
    near.components |= _components(connection, event_accounts.c.account, hashes)
    members: dict[int, int] = {}  # the readings of accounts
    for some in chunks(sorted(near.components)):
        for row in connection.execute(select(event_accounts).where(event_accounts.c.component.in_(some))):
            near.before.add(row.event)
            if row.reading_id not in left_out:
                members[row.account] = row.reading_id
    load(set(members.values()) - met)
    near.held = len(met - set(members.values()))
    wanted = hashes | members.keys()
    component_of: dict[str, int] = {}
    for accounts in index.groups():
        first = name_of(accounts[0].key)
        if hash_of(first) not in wanted:
            continue
        if first not in component_of:
            names = index.linked([first])
            component_of.update(dict.fromkeys(names, hash_of(min(names))))
        near.groups.append(Group(accounts, component_of[first]))
    return near


def blocks_of(reading: Reading) -> set[int]:
    """The neighbourhoods that a reading is found in."""
    return {hash_of(block) for account in accounts_of(reading) for block in kept_under(account)}


def _neighbours(connection: Connection, accounts: Iterable[Account]) -> set[int]:
    """The readings with an account that one of these is to be held against."""
    if connection.execute(select(event_blocks.c.block).limit(1)).first() is None:
        return set()
    keys = {hash_of(block) for account in accounts for block in looked_under(account)}
    found: set[int] = set()
    shown = (
        select(event_blocks.c.reading_id)
        .join(event_readings, event_readings.c.reading_id == event_blocks.c.reading_id)
        .where(event_readings.c.shown)
        .distinct()
    )
    for some in chunks(sorted(keys)):
        found.update(connection.execute(shown.where(event_blocks.c.block.in_(some))).scalars())
    return found


def _components(connection: Connection, column: ColumnElement[int], values: set[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(sorted(values)):
        wanted = select(event_accounts.c.component).where(column.in_(some)).distinct()
        found.update(connection.execute(wanted).scalars())
    return found
