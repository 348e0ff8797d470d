"""Kinds of sources: what a speaker's words say about who speaks."""

from __future__ import annotations

import functools
from typing import NamedTuple

from rawi.lexicon.entries import Entry
from rawi.lexicon.lexicon import Match
from rawi.model.vocabulary import SourceKind
from rawi.reading.analysis import Analysis

PERSON_KIND: dict[str, SourceKind] = {
    "leader": "military", "official": "official", "armed": "military", "force": "military", "medic": "medical",
    "journalist": "media", "civilian": "local_source", "displaced": "local_source", "family": "relative",
    "aid_worker": "ngo", "crowd": "local_source",
}  # fmt: skip
PARTY_KIND: dict[str, SourceKind] = {
    "army": "military", "armed_group": "military", "faction": "military", "coalition": "military",
    "police": "security_source",
    "intelligence": "security_source", "government": "official", "state": "official", "ministry": "official",
    "political_party": "official", "international_org": "official", "un_body": "un", "ngo": "ngo", "monitor": "monitor",
    "rescue": "rescue", "media": "media", "person": "official", "tribe": "local_source",
}  # fmt: skip
# Those who speak for somebody else, and those who lead: the party that they belong to decides.
_FOR_OTHERS = frozenset(
    "متحدث متحدثة ناطق ناطقة مصدر مسؤول مسؤولة قيادي قائد عضو مندوب ممثل نائب مدير بيان مصادر".split()
)

# For these a state in the phrase says only where they are.
_LOOSE = frozenset({"مصدر", "مسؤول", "مسؤولة"})


class _Facts(NamedTuple):
    modifiers: tuple[tuple[SourceKind, str], ...]
    takes_modifiers: bool
    for_others: bool


@functools.lru_cache(maxsize=4096)
def _facts(entry: Entry) -> _Facts:
    split = [value.partition(":") for value in entry.values("modifier")]
    own = tuple((kind, phrase) for kind, _, phrase in split)
    return _Facts(own, entry.value("takes_modifiers") == "true", entry.lemma in _FOR_OTHERS)  # type: ignore[arg-type]


def kind_of(match: Match, last: int, analysis: Analysis, modifiers: dict[int, Match]) -> SourceKind:
    """The kind of the speaker that ``match`` heads and that ends at token ``last``.

    Decided by the party it speaks for, then by the words that decide for this head, then by the general modifiers in
    their order, then by the head. modifiers: the general ones by their first token.
    """
    kind: SourceKind = match.entry.key  # type: ignore[assignment]
    facts = _facts(match.entry)
    span = range(match.last, last)
    text = " " + " ".join(word for word in analysis.doc.words[match.last : last] if word != '"') + " "
    if facts.for_others or " المتحدث " in text or " الناطق " in text:
        parties = (analysis.party_at.get(token) for token in span)
        kinds = [party.entry.value("kind") for party in parties if party is not None and party.how != "nisba"]
        if kinds:
            decided = _by_party(kinds, text, kind, facts.for_others)
            if decided == "military" or not (match.entry.lemma in _LOOSE and kinds[0] in {"state", "media", "person"}):
                return decided
    found = [modifiers[token].entry for token in span if token in modifiers]
    general = min(found, key=lambda entry: entry.value("order")) if found and facts.takes_modifiers else None
    if general is not None and general.value("kind") in {"rescue", "medical"}:
        return general.value("kind")  # type: ignore[return-value]
    for own, phrase in facts.modifiers:
        # "محليةللوكالة": the outlet's name often lost its space
        if (
            f" {phrase} " in text
            or f" ال{phrase} " in text
            or (len(phrase) > 4 and phrase[-1] == "ه" and f" {phrase}لل" in text)
        ):
            return own
    return general.value("kind") if general is not None else kind  # type: ignore[return-value]


def _by_party(kinds: list[str], text: str, kind: SourceKind, for_others: bool) -> SourceKind:
    """The kind of who speaks for a party. kinds: of the parties in the phrase; kind: of its head."""
    if "armed_group" in kinds:
        return "military"
    found = "official" if "ايتلاف" in text else PARTY_KIND.get(kinds[0], "other")
    if found == "official" and any(f" {word} " in text for word in ("الدفاع", "الجيش", "جيش")):
        return "military"
    # "General X, the spokesman of ...": the rank counts for less than what he speaks for; a state says neither.
    return kind if not for_others and kinds[0] == "state" and found != "military" else found
