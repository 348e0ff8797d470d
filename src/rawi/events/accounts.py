"""Accounts: what one article tells of one event, gathered from its claims. Nothing but the article is looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import reduce
from types import MappingProxyType

import msgspec

from rawi.events.details import NONE, Details, details_of
from rawi.events.evidence import Count, Days, Facts, Point, facts_of, kilometres
from rawi.events.families import SPOKEN, WEAPON
from rawi.events.roles import only_mentions
from rawi.events.sides import kinship
from rawi.model.event import ClaimRef, Verdict
from rawi.model.reading import Reading
from rawi.model.vocabulary import EventType, QuantityOf

# Two mentions without a place of their own belong together within these letters: a paragraph of news and its neighbour.
_NEAR = 700
_SLACK_KM = 1.0
# What follows in a page's title is the name of the outlet.
_TAIL = re.compile(r"\s[-|–]\s")

Key = tuple[str, str, str]  # article, claim and part of its first claim
Verdicts = Mapping[frozenset[str], Verdict]  # by the ids of two claims of one article
NO_VERDICTS: Verdicts = MappingProxyType({})


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one article tells of one event. shared_counts: the counts may belong to several places.

    published: ordinal of the day, or None. refs: the claims it was made of, in the order of the text.
    mention: the article does not report the event but recalls it, or names it in passing.
    headline: uncommon words of the article's title, for the account that it is most likely on: the first that reports.
    """

    key: Key
    article: str
    published: int | None
    family: str
    real: bool
    period: bool
    types: tuple[EventType, ...]
    points: tuple[Point, ...]
    areas: tuple[Point, ...]
    days: Days | None
    actors: frozenset[str]
    targets: frozenset[str]
    counts: dict[QuantityOf, Count]
    shared_counts: bool
    details: Details
    refs: tuple[ClaimRef, ...]
    mention: bool = False
    headline: frozenset[str] = frozenset()


class _Group:
    """Facts of one article that tell of one event, as far as they are known."""

    __slots__ = ("actors", "areas", "days", "facts", "points", "targets", "weapons")

    def __init__(self, first: Facts) -> None:
        self.facts: list[Facts] = []
        self.points: list[Point] = []
        self.areas: list[Point] = []
        self.days: Days | None = None
        self.actors: set[str] = set()
        self.targets: set[str] = set()
        self.weapons: set[EventType] = set()
        self.add(first)

    def add(self, facts: Facts) -> None:
        self.facts.append(facts)
        self.points += [point for point in facts.points if point not in self.points]
        self.areas += [area for area in facts.areas if area not in self.areas]
        self.days = _narrower(self.days, facts.days)
        self.actors |= facts.actors
        self.targets |= facts.targets
        if facts.event in WEAPON:
            self.weapons.add(facts.event)

    def takes(self, facts: Facts) -> int:
        """2 where the facts tell of this at the same place, 1 where they may without a place, 0 where they do not."""
        first, last = self.facts[0], self.facts[-1]
        if first.family != facts.family or first.real != facts.real or first.period != facts.period:
            return 0
        placed = self._placed(facts)
        other_voice = not (last.voices & facts.voices) and bool(facts.voices)
        if placed < 0 or not _days_fit(self.days, facts.days):
            return 0
        strangers = self.actors and facts.actors and not _kin(self.actors, facts.actors)
        # Sources of one article may blame different parties for one event, at one place.
        if strangers and not (placed == 1 and other_voice and not _kin(self.targets, facts.actors)):
            return 0
        if facts.event in WEAPON and self.weapons and facts.event not in self.weapons and not other_voice:
            return 0
        if self._counts_differ(facts) and not (other_voice or facts.denied):
            return 0
        if first.family in SPOKEN:
            return self._spoken(facts)
        if placed == 1:
            return 2
        near = facts.sentence[0] - last.sentence[1] <= _NEAR
        return 1 if facts.definite or near else 0

    def _placed(self, facts: Facts) -> int:
        """1 the same place, 0 not known, -1 another place."""
        if self.points and facts.points:
            near = any(kilometres(a, b) <= max(a.km, b.km) + _SLACK_KM for a in self.points for b in facts.points)
            return 1 if near else -1
        spots, areas = (self.points, facts.areas) if self.points else (facts.points, self.areas)
        if spots and areas and not any(kilometres(a, b) <= a.km + b.km for a in spots for b in areas):
            return -1
        return 0

    def _spoken(self, facts: Facts) -> int:
        """Words and deals have no place to tell them apart, so who takes part must be known and fit."""
        last = self.facts[-1]
        if last.event != facts.event:
            return 0
        if self.actors and facts.actors:
            return 2 if not self.targets or not facts.targets or _kin(self.targets, facts.targets) else 0
        return 1 if facts.definite and not facts.actors and not facts.targets else 0

    def _counts_differ(self, facts: Facts) -> bool:
        for of, count in facts.counts.items():
            for before in self.facts:
                other = before.counts.get(of)
                if other is not None and disjoint(count, other):
                    return True
        return False


def accounts_of(reading: Reading, verdicts: Verdicts = NO_VERDICTS) -> list[Account]:
    """The accounts of an article, in the order of their first claims. Every claim is in at least one.

    verdicts: what persons decided on pairs of claims of this article.
    """
    groups: list[_Group] = []
    article = reading.article
    split = {pair for pair, verdict in verdicts.items() if verdict == "not_same"}
    joined = {pair for pair, verdict in verdicts.items() if verdict == "same"}
    for claim in sorted(reading.claims, key=lambda claim: (claim.trigger.start, claim.id)):
        parts = facts_of(article, claim)
        taken: set[int] = set()
        for facts in parts:
            fits = [
                (_wanted(group, claim.id, split, joined, group.takes(facts)), number)
                for number, group in enumerate(groups)
                if number not in taken
            ]
            best = max(fits, default=(0, 0))
            if best[0]:
                groups[best[1]].add(facts)
                taken.add(best[1])
            else:
                taken.add(len(groups))
                groups.append(_Group(facts))
    day = article.published_day
    found = [_account(group, day.toordinal() if day else None) for group in groups]
    found = [
        msgspec.structs.replace(account, mention=True) if only_mentions(account, found) else account
        for account in found
    ]
    first = next(
        (n for n, account in enumerate(found) if account.family == "fire" and account.real and not account.mention),
        None,
    )
    if first is not None and article.title:
        found[first] = msgspec.structs.replace(found[first], headline=details_of(_TAIL.split(article.title)[0]).rare)
    return found


def _wanted(group: _Group, claim: str, split: set[frozenset[str]], joined: set[frozenset[str]], fit: int) -> int:
    """How well a group takes a claim, given what persons decided."""
    if not split and not joined:
        return fit
    pairs = {frozenset((claim, facts.ref.claim)) for facts in group.facts}
    return 0 if pairs & split else 3 if pairs & joined else fit


def _account(group: _Group, published: int | None) -> Account:
    first = group.facts[0]
    counts: dict[QuantityOf, Count] = {}
    for facts in group.facts:
        for of, count in facts.counts.items():
            known = counts.get(of)
            # Sources of one article may differ; the account spans them.
            counts[of] = count if known is None else spanned(known, count)
    types = Counter(facts.event for facts in group.facts)
    return Account(
        key=(first.ref.article, first.ref.claim, first.ref.part),
        article=first.ref.article,
        published=published,
        family=first.family,
        real=first.real,
        period=first.period,
        types=tuple(sorted(types, key=lambda event: (-types[event], event))),
        points=tuple(group.points),
        areas=tuple(group.areas),
        days=group.days,
        actors=frozenset(group.actors),
        targets=frozenset(group.targets),
        counts=counts,
        shared_counts=any(facts.shared_counts for facts in group.facts),
        details=reduce(Details.joined, (facts.details for facts in group.facts), NONE),
        refs=tuple(facts.ref for facts in group.facts),
    )


def disjoint(a: Count, b: Count) -> bool:
    """Whether two totals cannot be one number. Rough numbers may be a fifth off."""
    slack = 1.2 if a.approx or b.approx else 1.0
    return (a.high is not None and a.high * slack < b.low) or (b.high is not None and b.high * slack < a.low)


def spanned(a: Count, b: Count) -> Count:
    """The range that holds both totals."""
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Count(min(a.low, b.low), high, a.approx or b.approx)


def _narrower(known: Days | None, told: Days | None) -> Days | None:
    """The better of two datings: what is stated before what is not, then the fewer days."""
    if known is None or told is None:
        return known or told
    if known.stated != told.stated:
        return known if known.stated else told
    return told if told.last - told.first < known.last - known.first else known


def _days_fit(a: Days | None, b: Days | None) -> bool:
    return a is None or b is None or not (a.stated and b.stated) or (a.first <= b.last and b.first <= a.last)


def _kin(a: set[str] | frozenset[str], b: set[str] | frozenset[str]) -> bool:
    return any(kinship(one, other) > 0 for one in a for other in b)
