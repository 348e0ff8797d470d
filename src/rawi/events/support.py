"""What makes an event more credible than the number of its origins: admissions, and opposed camps that agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rawi.events.sides import kinship, opposed, party_name
from rawi.events.sources import Told, published_by
from rawi.model.event import ClaimRef, Support
from rawi.model.vocabulary import EventType, QuantityOf

_LOSSES: frozenset[QuantityOf] = frozenset({"killed", "injured", "casualties"})
# Acts by which a party loses people or ground: whoever tells them of himself tells them against his interest.
_OWN_LOSS: frozenset[EventType] = frozenset({"withdraw", "surrender", "defect", "desert", "discord"})
_HARM: frozenset[EventType] = frozenset({"shell", "airstrike", "attack", "kill", "injure", "abuse"})


def support_of(told: Sequence[Told]) -> tuple[Support, ...]:
    """Every admission, and for each pair of opposed sides the claims on which they agree."""
    asserted = [item for item in told if item.claim.status in ("happened", "ongoing")]
    found: list[Support] = []
    admitted: dict[str, list[ClaimRef]] = {}
    for item in asserted:
        speaker = speaks_for(item)
        if speaker is not None and _against(item, speaker):
            admitted.setdefault(speaker, []).append(item.ref)
    for party, refs in sorted(admitted.items()):
        found.append(
            Support(
                kind="against_interest", claims=tuple(sorted(set(refs))), parties=(party,),
                reason=f"{party_name(party)} tells of its own loss or of harm that it did",
            )
        )  # fmt: skip
    return (*found, *_camps(asserted))


def speaks_for(item: Told) -> str | None:
    """The party whose word a claim is: that of its nearest source, or of the outlet that is openly a party's organ."""
    if item.claim.sources:
        link = item.claim.sources[0]
        return link.party
    known = published_by(item.article)[1]
    return known.organ_of if known else None


def _against(item: Told, speaker: str) -> bool:
    claim = item.claim
    # Governments speak of civilians of their country as their own too; only losses of forces are admissions.
    own_targets = any(m.party and kinship(m.party, speaker) >= 1.0 for m in claim.targets)
    own_actors = any(m.party and kinship(m.party, speaker) >= 1.0 for m in claim.actors)
    if own_actors and claim.event in _OWN_LOSS:
        return True
    if own_targets and not own_actors and any(q.of in _LOSSES and (q.low or 0) > 0 for q in claim.quantities):
        return True
    harmed = any(q.of in _LOSSES and (q.low or 0) > 0 and _civilian(q.quote.text) for q in claim.quantities)
    return own_actors and claim.event in _HARM and harmed


def _civilian(words: str) -> bool:
    return any(word in words for word in ("مدني", "طفل", "أطفال", "نساء", "امرأ", "سيدة"))


def _camps(asserted: Sequence[Told]) -> list[Support]:
    """Opposed sides that both assert the event."""
    spoken: dict[str, list[Told]] = {}
    for item in asserted:
        speaker = speaks_for(item)
        if speaker is not None:
            spoken.setdefault(speaker, []).append(item)
    found: list[Support] = []
    for a, b in combinations(sorted(spoken), 2):
        day = next((i.article.published_day for i in (*spoken[a], *spoken[b]) if i.article.published_day), None)
        conflict = opposed(a, b, day.year if day else None)
        if conflict is not None:
            refs = {item.ref for item in (*spoken[a], *spoken[b])}
            found.append(
                Support(
                    kind="opposed_camps", claims=tuple(sorted(refs)), parties=(a, b),
                    reason=f"{party_name(a)} and {party_name(b)}, opposed in {conflict}, both tell of it",
                )
            )  # fmt: skip
    return found
