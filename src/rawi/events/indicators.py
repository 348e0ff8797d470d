"""Indicators: what a YAML file groups under one name, such as cohesion of a force, and which events count for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from rawi.errors import InputError
from rawi.events.sides import line
from rawi.events.trends import Member, Members
from rawi.events.trends_files import DATA, read_yaml
from rawi.lexicon.lexicon import Lexicon
from rawi.model.article import Article
from rawi.model.claim import Claim
from rawi.model.event import Event
from rawi.model.reading import Reading
from rawi.model.vocabulary import EventType
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.text.folding import fold_word

BUILT_IN = DATA / "indicators.yaml"
# Nouns that say no more than "a building" or "a person"; the noun after them says what it is.
_BLANK = frozenset({"building", "generic", "group"})
# What persons.yaml and objects.yaml list as `class`.
CLASSES = frozenset(
    "building house medical school worship market vehicle military_vehicle weapon ammunition base checkpoint "
    "infrastructure service farm convoy aircraft boat goods money document camp road crossing "
    "civilian armed official leader child woman medic journalist aid_worker prisoner displaced student worker family "
    "group generic casualty force crowd".split()
)
_PARTICLES = re.compile(r"^[وف]?[بلك]?(?:ال)?(?=...)")
_Id = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_-]*$")]
_Words = Annotated[str, msgspec.Meta(min_length=1)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a claim must be to count; the fields are explained at the head of ``data/indicators.yaml``."""

    types: Annotated[tuple[EventType, ...], msgspec.Meta(min_length=1)]
    whose: Literal["actor", "target"] | None = None
    trigger: tuple[_Words, ...] = ()
    target: tuple[_Words, ...] = ()
    own: bool = False


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator with its names; see ``data/indicators.yaml``."""

    id: _Id
    name_ar: _Words
    name_en: _Words
    gloss: str = ""
    per: Literal["party", "all"] = "all"
    counts: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1)]


class Indicators(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file of indicators."""

    indicators: Annotated[tuple[Indicator, ...], msgspec.Meta(min_length=1)]
    own_words: tuple[_Words, ...] = ()


def read_indicators(path: Path = BUILT_IN) -> Indicators:
    """The indicators of a file. Raises InputError with one line on the first entry that breaks the schema."""
    found = read_yaml(path, Indicators)
    seen: set[str] = set()
    for item in found.indicators:
        if item.id in seen:
            raise InputError(f"two indicators have the id {item.id!r}", subject=str(path), advice="give each its own")
        seen.add(item.id)
        for number, rule in enumerate(item.counts, 1):
            if item.per == "party" and rule.whose is None:
                raise InputError(
                    f"rule {number} of {item.id!r} has no `whose`, and the indicator is counted per party",
                    subject=str(path), advice="write whose: actor or whose: target",
                )  # fmt: skip
            unknown = set(rule.target) - CLASSES
            if unknown:
                raise InputError(
                    f"rule {number} of {item.id!r} names a class that no noun has: {min(unknown)!r}",
                    subject=str(path), advice=f"the classes are: {', '.join(sorted(CLASSES))}",
                )  # fmt: skip
    return found


def members_of(indicators: Indicators, readings: Mapping[str, Reading]) -> Members:
    """Which indicators an event counts for: ``cohesion`` for all, ``cohesion/sy-army`` for a party.

    readings: by article; the claims of an event are looked up there.
    """
    claims = {(name, claim.id): claim for name, reading in readings.items() for claim in reading.claims}
    own = frozenset(map(fold_word, indicators.own_words))

    def members(event: Event) -> Iterator[Member]:
        told: dict[str, list[Claim]] = {}
        for ref in event.claims:
            claim = claims.get((ref.article, ref.claim))
            if claim is not None and ref.article in event.articles:
                told.setdefault(ref.article, []).append(claim)
        for indicator in indicators.indicators:
            yield from _members(indicator, event, told, own)

    return members


def _members(
    indicator: Indicator, event: Event, told: Mapping[str, list[Claim]], own: frozenset[str]
) -> Iterator[Member]:
    fitting: dict[str, set[str]] = {}  # articles by key
    kinds: set[EventType] = set()
    for article, claims in told.items():
        for claim in claims:
            for rule in indicator.counts:
                if fits(rule, claim, own):
                    kinds.update(rule.types)
                    fitting.setdefault(indicator.id, set()).add(article)
                    for party in _holders(rule, claim) if indicator.per == "party" else ():
                        fitting.setdefault(f"{indicator.id}/{party}", set()).add(article)
    for key, articles in fitting.items():
        yield key, event.type in kinds and 2 * len(articles) >= len(told)


def _holders(rule: Rule, claim: Claim) -> Iterator[str]:
    """The parties that a claim is counted for, with all that they belong to."""
    for mention in claim.targets if rule.whose == "target" else claim.actors:
        if mention.party is not None:
            yield from line(mention.party)


def fits(rule: Rule, claim: Claim, own: frozenset[str] = frozenset()) -> bool:
    """Whether a claim is what the rule counts. own: folded words that tell of the actor's own members."""
    if claim.event not in rule.types:
        return False
    if rule.trigger and not _named(claim, rule.trigger):
        return False
    if rule.target and not any(classes_of(m.quote.text) & set(rule.target) for m in claim.targets):
        return False
    return not rule.own or _own(claim, own)


def _own(claim: Claim, own: frozenset[str]) -> bool:
    actors = {mention.party for mention in claim.actors if mention.party is not None}
    for mention in claim.targets:
        if mention.party is not None and actors & set(line(mention.party)):
            return True
        if any(fold_word(word) in own for word in mention.quote.text.split()):
            return True
    return False


def _named(claim: Claim, words: Iterable[str]) -> bool:
    """Whether one of the words names the event: as written, or as the vocabulary entry behind the claim."""
    wanted = {fold_word(word) for word in words}
    entries = [trace.entry.rpartition(": ")[2] for trace in claim.trace if trace.field == "event"]
    written = [word for text in (claim.trigger.text, *entries) for word in text.split()]
    return any({fold_word(word), _PARTICLES.sub("", fold_word(word))} & wanted for word in written)


@lru_cache(maxsize=16384)
def classes_of(words: str) -> frozenset[str]:
    """The class of the first noun of a phrase; of the second as well, where the first says little."""
    nouns = Analysis(Document(Article(text=words)), Lexicon.load()).noun
    found: list[str] = []
    for first in sorted(nouns):
        found.append(nouns[first][2])
        if found[-1] not in _BLANK:
            break
    return frozenset(found)
