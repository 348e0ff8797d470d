"""The ledger: event ids that stay, with merges and splits on record, whatever is folded anew.

Folding makes events from nothing each time; the ledger recognises in them the events it knows. A person's decisions are
kept in it and handed to every folding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from rawi.errors import InputError
from rawi.model.event import ClaimRef, Decision, Event

ChangeKind = Literal["new", "merged", "split", "retracted", "updated"]
State = Literal["live", "merged", "retracted"]
# What a reader of the feed wants to hear of when it changes; counts of claims alone are not worth a line.
_WATCHED = (
    "type",
    "status",
    "actors",
    "targets",
    "place",
    "time",
    "quantities",
    "origins",
    "contradictions",
    "articles",
)


class LedgerChange(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the feed. others: ids that an event was merged from, or split from. fields: what was updated."""

    at: str
    kind: ChangeKind
    event: str
    others: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One id for ever. event: as it was last seen. redirect: the event that took it in, for a merged one."""

    id: str
    state: State
    event: Event
    redirect: str | None = None


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Every id that was ever given, what happened to it, and what persons decided."""

    entries: dict[str, Entry] = {}
    changes: tuple[LedgerChange, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def resolve(self, event: str) -> Entry:
        """The entry that an id leads to today, over all redirects. Raises InputError for an id that was never given."""
        entry = self.entries.get(event)
        if entry is None:
            raise InputError("there is no event with this id", subject=event, advice="see rawi events")
        while entry.redirect is not None:
            entry = self.entries[entry.redirect]
        return entry

    def live(self) -> list[Event]:
        """The events of today, in the order of their first reports."""
        found = [entry.event for entry in self.entries.values() if entry.state == "live"]
        return sorted(found, key=lambda event: (event.first_seen or "~", event.id))

    def decide(self, decision: Decision) -> Ledger:
        """The ledger with one more decision. Nothing is ever taken out: a later decision outranks an earlier one."""
        return msgspec.structs.replace(self, decisions=(*self.decisions, decision))

    def since(self, at: str) -> list[LedgerChange]:
        """The changes at or after a point in time, written as in the changes themselves (ISO 8601)."""
        return [change for change in self.changes if change.at >= at]


def update(ledger: Ledger, events: Iterable[Event], *, at: str) -> Ledger:
    """The ledger after a folding. at: the moment, ISO 8601; the same input gives the same ledger.

    An event takes the id of the known event with which it shares most claims; of two that want one id, the one that
    shares more of it, then the one that begins with its earliest claim. What no live event answers to, but one that was
    merged or retracted, is that one come back.
    """
    events = sorted(events, key=lambda event: event.id)
    live = {name: entry.event for name, entry in ledger.entries.items() if entry.state == "live"}
    retired = {name: entry.event for name, entry in ledger.entries.items() if entry.state != "live"}
    shares = _shares(live, events)
    given = _given(events, shares, _shares(retired, events))
    taken = set(given.values())
    entries = dict(ledger.entries)
    changes: list[LedgerChange] = []
    for number, event in enumerate(events):
        name = given.get(number)
        before = live.get(name) if name else None
        fresh = name or _unused(event.id, entries, taken)
        taken.add(fresh)
        event = msgspec.structs.replace(event, id=fresh)
        known = sorted(shares[number])
        if before is None:
            kind: ChangeKind = "split" if known else "new"
            changes.append(LedgerChange(at=at, kind=kind, event=fresh, others=tuple(known)))
        else:
            fields = changed_fields(before, event)
            if fields:
                changes.append(LedgerChange(at=at, kind="updated", event=fresh, fields=fields))
        entries[fresh] = Entry(id=fresh, state="live", event=event)
    changes += _lost(live, given, shares, entries, at)
    changes.sort(key=lambda change: (change.at, change.event, change.kind))
    return msgspec.structs.replace(ledger, entries=dict(sorted(entries.items())), changes=(*ledger.changes, *changes))


def _shares(live: dict[str, Event], events: Sequence[Event]) -> list[Counter[str]]:
    """For each new event the known ones that it shares claims with, and how many."""
    holder: defaultdict[ClaimRef, list[str]] = defaultdict(list)
    for name in sorted(live):
        for claim in live[name].claims:
            holder[claim].append(name)
    return [Counter(name for claim in event.claims for name in holder.get(claim, ())) for event in events]


def _given(events: Sequence[Event], shares: Sequence[Counter[str]], retired: Sequence[Counter[str]]) -> dict[int, str]:
    """Known ids for new events: those of live events before those of retired ones, and the best matches first."""
    wishes = sorted(
        (which, -count, events[number].id != name, name, number)
        for which, side in enumerate((shares, retired))
        for number, found in enumerate(side)
        for name, count in found.items()
    )
    given: dict[int, str] = {}
    used: set[str] = set()
    for *_, name, number in wishes:
        if name not in used and number not in given:
            given[number] = name
            used.add(name)
    return given


def _unused(name: str, entries: dict[str, Entry], taken: set[str]) -> str:
    """The id itself, or with a number where it was given to another event before."""
    if name not in entries and name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in entries or f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _lost(
    live: dict[str, Event], given: dict[int, str], shares: Sequence[Counter[str]], entries: dict[str, Entry], at: str
) -> list[LedgerChange]:
    """Known events that no new one continues: taken in by another, or gone with their claims."""
    changes: list[LedgerChange] = []
    for name in sorted(live.keys() - set(given.values())):
        into = sorted(
            (-found[name], given[number]) for number, found in enumerate(shares) if found[name] and number in given
        )
        if into:
            entries[name] = Entry(id=name, state="merged", event=live[name], redirect=into[0][1])
            changes.append(LedgerChange(at=at, kind="merged", event=into[0][1], others=(name,)))
        else:
            entries[name] = Entry(id=name, state="retracted", event=live[name])
            changes.append(LedgerChange(at=at, kind="retracted", event=name))
    return changes


def changed_fields(before: Event, after: Event) -> tuple[str, ...]:
    """The fields that differ, of those that are worth telling."""
    one: dict[str, Any] = msgspec.structs.asdict(before)
    other: dict[str, Any] = msgspec.structs.asdict(after)
    return tuple(name for name in _WATCHED if one[name] != other[name])


def changes(old: Iterable[Event], new: Iterable[Event], *, at: str) -> list[LedgerChange]:
    """The feed from one folding to the next, without a ledger kept between them."""
    start = update(Ledger(), old, at=at)
    quiet = msgspec.structs.replace(start, changes=())
    return list(update(quiet, new, at=at).changes)
