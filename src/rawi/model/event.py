"""An event: what several accounts, of one article or many, tell of one thing. A view over claims, made anew at will."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from rawi.errors import InputError
from rawi.model.place import PlaceLevel
from rawi.model.span import Quote
from rawi.model.time import Interval
from rawi.model.vocabulary import EventType, QuantityOf, SourceKind, Status

ContradictionKind = Literal["occurrence", "number", "party", "victim", "place", "date", "attribution"]
MergeRule = Literal["same_source", "agency", "cites", "copy", "family", "untold"]
Change = Literal["reported", "toll", "actor", "denied", "place", "contradiction"]
Verdict = Literal["same", "not_same"]


class ClaimRef(msgspec.Struct, frozen=True, order=True):
    """One claim of one article; part: id of the place, where a claim tells of several places and each is an event."""

    article: str
    claim: str
    part: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand in an article, and who published them when: what a dossier shows beside a value."""

    article: str
    claim: str
    quote: Quote
    outlet: str | None = None
    published: str | None = None


class EventParty(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts or is acted on. party: id of the neutral entry, or None where only words are known."""

    party: str | None
    name: str
    claims: int


class EventPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where most accounts put the event, at the finest precision told. lat, lon: degrees; precision_m: metres."""

    id: str
    name: str
    name_en: str
    level: PlaceLevel
    lat: float
    lon: float
    precision_m: int
    claims: int


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A toll as one source gave it in one article. source: its words, or None for the outlet's own voice."""

    words: Words
    low: float | int | None
    high: float | int | None
    approx: bool = False
    source: str | None = None


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of count. low, high: the least and the most that any account gives as its total; None where open.

    figures: every total told, in the order of publication: this is the history of the number.
    """

    of: QuantityOf
    low: float | int | None
    high: float | int | None
    figures: tuple[Figure, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom the reports go back to. named: known by name, so that it cannot be another named one."""

    key: str
    name: str
    kind: SourceKind
    named: bool
    articles: tuple[str, ...]


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """Why reports of several articles are counted as one origin. bound: which end of the interval it lowers."""

    rule: MergeRule
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    bound: Literal["both", "min"]
    reason: str


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """How many independent origins vouch for the event: at least ``min``, at most ``max``."""

    min: int
    max: int
    reports: int
    reasons: tuple[Merge, ...] = ()
    origins: tuple[Origin, ...] = ()


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """What makes the event more credible than a count: an admission of one's own loss, or opposed camps that agree."""

    kind: Literal["against_interest", "opposed_camps"]
    claims: tuple[ClaimRef, ...]
    parties: tuple[str, ...]
    reason: str


class CopyLink(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles of the event that share text. earlier: whose text it is, or None where that cannot be told."""

    a: str
    b: str
    containment: float
    earlier: str | None = None


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims on one event that cannot both be right. why: the rule in words."""

    kind: ContradictionKind
    a: Words
    b: Words
    why: str


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a report changed in what was known. when: publication of the report, as exact as it is known."""

    when: str | None
    what: Change
    words: Words
    before: str = ""
    after: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one thing that happened, is planned or is feared.

    id: made from its earliest claim; a ledger keeps it stable when earlier reports turn up.
    articles: those that report it, in the order of publication. mentions: those that only recall it as background of
        something newer, or name it in passing; they are no reports and vouch for nothing.
    claims: of all of them, in the order of publication.
    time: the days on which it happened, as far as the accounts agree; stated: whether any account says so itself, or
        the days are only bounded by publication.
    first_seen, last_seen: publication of the first and the last report, ISO 8601, or None where none is dated.
    """

    id: str
    articles: tuple[str, ...]
    claims: tuple[ClaimRef, ...]
    mentions: tuple[str, ...] = ()
    type: EventType
    types: dict[EventType, int]
    status: Status
    actors: tuple[EventParty, ...] = ()
    targets: tuple[EventParty, ...] = ()
    place: EventPlace | None = None
    time: Interval | None = None
    stated: bool = False
    quantities: tuple[Toll, ...] = ()
    origins: Origins
    support: tuple[Support, ...] = ()
    copies: tuple[CopyLink, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word that two claims tell of one event, or do not. It outranks every reckoning of the machine.

    time: ISO 8601 with a time of day; of two decisions that cannot both hold, the later one does.
    """

    a: ClaimRef
    b: ClaimRef
    verdict: Verdict
    author: str
    time: str
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a decision on one claim and itself, or one without a date."""
        if self.a == self.b:
            raise InputError("a decision needs two claims", subject=f"{self.a.article}#{self.a.claim}")
        try:
            dt.datetime.fromisoformat(self.time)
        except ValueError:
            raise InputError(
                f"{self.time!r} is not a point in time", subject="decision", advice="write it as YYYY-MM-DDTHH:MM:SS"
            ) from None
