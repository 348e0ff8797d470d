"""The attributed event claim: one event, as one source tells it, in one place of one article."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.place import PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.span import Quote
from rawi.model.time import TimeMention
from rawi.model.vocabulary import Commitment, EventType, LoadedKind, SourceKind, Status

FieldName = Literal[
    "event", "actor", "target", "place", "origin", "destination", "time", "quantity", "source", "status", "commitment"
]


class ActorMention(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that acts or is acted on.

    party: id of the neutral entry that the words resolve to, or None; name: its neutral Arabic name.
    labels: the outlet's own loaded words inside the phrase.
    """

    quote: Quote
    party: str | None = None
    name: str | None = None
    labels: tuple[Quote, ...] = ()


class SourceLink(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain of who says it.

    verb: the reporting word or preposition. party: id of the neutral entry, or None.
    """

    quote: Quote
    kind: SourceKind
    verb: Quote | None = None
    party: str | None = None


class Trace(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why a field is as it is: the rule and the vocabulary entry that made it, in words a person can check."""

    field: FieldName
    rule: str
    entry: str = ""
    weight: float | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One attributed event claim. Every phrase is grounded in the article.

    id: unique within the reading and the same on every run: made from event, trigger and place in the text.
    sources: nearest the event first; the outlet itself is left out, so empty means the outlet speaks for itself.
    confidence: 0 to 1, the share of such claims that were right on articles held back from learning.
    confidences: the same for each field that is filled, its claim included; for status and commitment as well.
    """

    id: str
    event: EventType
    trigger: Quote
    actors: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    origins: tuple[PlaceMention, ...] = ()
    destinations: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    status: Status = "happened"
    commitment: Commitment = "flat"
    confidence: float = 1.0
    confidences: dict[FieldName, float] = {}
    trace: tuple[Trace, ...] = ()

    def quotes(self) -> list[tuple[str, Quote]]:
        """Every phrase of the claim with the name of its field, the trigger first."""
        found: list[tuple[str, Quote]] = [("trigger", self.trigger)]
        found += [("actor", m.quote) for m in self.actors]
        found += [("target", m.quote) for m in self.targets]
        found += [("place", m.quote) for m in self.places]
        found += [("origin", m.quote) for m in self.origins]
        found += [("destination", m.quote) for m in self.destinations]
        found += [("time", m.quote) for m in self.times]
        found += [("quantity", m.quote) for m in self.quantities]
        for link in self.sources:
            found.append(("source", link.quote))
            if link.verb is not None:
                found.append(("verb", link.verb))
        return found


class LoadedWord(msgspec.Struct, frozen=True, kw_only=True):
    """A wording by which the outlet, or somebody it quotes, takes a side. toward: the party as the text names it."""

    quote: Quote
    kind: LoadedKind
    toward: Quote | None = None
    party: str | None = None
