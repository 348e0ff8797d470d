"""Folding: attributed claims of many articles become events. Nothing is merged away; an event is a view over claims.

The events depend on the readings, the copies and the decisions, and not on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rawi.errors import InputError
from rawi.events.accounts import Account, Key, accounts_of
from rawi.events.assemble import assemble
from rawi.events.blocking import Block, kept_under, looked_under
from rawi.events.cluster import CERTAIN, components, group
from rawi.events.decisions import holding
from rawi.events.same import judge
from rawi.events.sources import Sources
from rawi.model.copy import CopyPair
from rawi.model.event import ClaimRef, Decision, Event, Verdict
from rawi.model.reading import Reading


def fold(
    readings: Iterable[Reading], copies: Iterable[CopyPair] = (), decisions: Iterable[Decision] = ()
) -> list[Event]:
    """The events of many readings, in the order of their first reports, then of their ids.

    Raises InputError where two different articles have one id.
    """
    index = EventIndex(decisions)
    for reading in readings:
        index.add(reading)
    return index.events(copies)


class EventIndex:
    """Events of readings that come one by one; a new article touches only what is near it in type, place and time."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._readings: dict[str, Reading] = {}
        self._accounts: dict[str, Account] = {}
        self._blocks: defaultdict[Block, list[str]] = defaultdict(list)
        self._scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._groups: dict[str, list[str]] = {}  # by the first name of each
        self._group_of: dict[str, str] = {}
        self._dirty: set[str] = set()
        self._inside: defaultdict[str, dict[frozenset[str], Verdict]] = defaultdict(dict)
        self._across: defaultdict[tuple[str, str], list[tuple[ClaimRef, ClaimRef, Verdict]]] = defaultdict(list)
        for (a, b), verdict in holding(decisions).items():
            if a.article == b.article and a.claim != b.claim:
                self._inside[a.article][frozenset((a.claim, b.claim))] = verdict
            for claim in (a, b):
                self._across[claim.article, claim.claim].append((a, b, verdict))
        self._named: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, reading: Reading) -> set[str]:
        """Take in the claims of one article, and tell the names of the accounts that it was held against.

        A reading that is known already changes nothing. Raises InputError for another one of the same article.
        """
        article = reading.article.id
        known = self._readings.get(article)
        if known is not None:
            if known == reading:
                return set()
            raise InputError("two articles have this id", subject=article, advice="give each article an id of its own")
        self._readings[article] = reading
        touched: set[str] = set()
        fresh = accounts_of(reading, self._inside.get(article, {}))
        for account in fresh:
            name = name_of(account.key)
            met = {
                other
                for block in looked_under(account)
                for other in self._blocks.get(block, ())
                if self._accounts[other].article != article
            }
            for other in met:
                self._link(name, other, judge(account, self._accounts[other]).score)
            touched |= met
            self._accounts[name] = account
            self._dirty.add(name)
        for account in fresh:
            name = name_of(account.key)
            for block in kept_under(account):
                self._blocks[block].append(name)
            for ref in account.refs:
                self._named[ref.article, ref.claim].append(name)
        for account in fresh:
            for ref in account.refs:
                self._decide(ref)
        return touched

    def _link(self, a: str, b: str, score: float) -> None:
        self._scores[a][b] = score
        self._scores[b][a] = score

    def _decide(self, ref: ClaimRef) -> None:
        """Lay what persons decided over what was judged, once both claims are there."""
        for a, b, verdict in self._across.get((ref.article, ref.claim), ()):
            for one in self._holders(a):
                for other in self._holders(b):
                    if one != other:
                        self._link(one, other, CERTAIN if verdict == "same" else -CERTAIN)
                        self._dirty |= {one, other}

    def _holders(self, ref: ClaimRef) -> list[str]:
        named = self._named.get((ref.article, ref.claim), [])
        if not ref.part:
            return named
        return [name for name in named if any(r.part == ref.part for r in self._accounts[name].refs)] or named

    def groups(self) -> list[list[Account]]:
        """The accounts of each event. Only what was added since the last call, and what it is linked to, is grouped."""
        near = self.touched()
        for name in near:
            self._groups.pop(self._group_of.pop(name, name), None)
        for component in components(near, self._scores):
            for names in group(component, self._scores):
                self._groups[names[0]] = names
                for name in names:
                    self._group_of[name] = names[0]
        self._dirty.clear()
        return [[self._accounts[name] for name in self._groups[first]] for first in sorted(self._groups)]

    def touched(self) -> set[str]:
        """The names of the accounts that the next grouping looks at: what was added, and what it is linked to."""
        return self._reached(self._dirty)

    def event_of(self, account: str) -> str:
        """The name by which the event of an account is known until the next grouping."""
        return self._group_of[account]

    def linked(self, names: Iterable[str]) -> set[str]:
        """The names, and those of all accounts that may be of one event with them, directly or over others."""
        return self._reached(names)

    def _reached(self, names: Iterable[str]) -> set[str]:
        """The names, and all that judgements above 0 link to them, directly or over others."""
        reached = set(names)
        waiting = list(reached)
        while waiting:
            for other, score in self._scores.get(waiting.pop(), {}).items():
                if score > 0 and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached

    def events(self, copies: Iterable[CopyPair] = ()) -> list[Event]:
        """The events of all that was added."""
        sources = Sources(self._readings, copies)
        found = [assemble(accounts, sources) for accounts in self.groups()]
        return sorted(found, key=lambda event: (event.first_seen or "~", event.id))


def name_of(key: Key) -> str:
    """An account's name: the article, the claim and the part that it begins with."""
    return "\t".join(key)
