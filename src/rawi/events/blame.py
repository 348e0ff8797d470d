"""Who is said to have done it: parties named for one act that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from rawi.events.evidence import is_part
from rawi.events.numbers import Found
from rawi.events.sides import kinship, party_kind, party_name, root
from rawi.events.sources import Told
from rawi.model.claim import ActorMention
from rawi.model.vocabulary import EventType

# Acts of one party against another or against people; a clash or a deal has several parties that all are named rightly.
_ACTS: frozenset[EventType] = frozenset(
    {"shell", "airstrike", "bomb", "attack", "kill", "injure", "abduct", "arrest", "abuse", "destroy", "seize"}
)
_ARMED = frozenset(
    {
        "army",
        "armed_group",
        "police",
        "faction",
        "coalition",
        "government",
        "intelligence",
        "state",
        "international_org",
    }
)
# Coalitions and those who fly in them: either name is right.
_MEMBERS: dict[str, frozenset[str]] = {
    "x-coalition": frozenset({"us-state", "fr-state", "gb-state"}),
    "sa-coalition": frozenset({"sa-state", "ae-state"}),
    "x-mnf-iraq": frozenset({"us-state", "gb-state"}),
    "x-nato": frozenset({"us-state", "fr-state", "gb-state", "tr-state"}),
}


def party_contradictions(told: Sequence[Told]) -> Iterator[Found]:
    """Claims that blame different parties, each pair of parties once."""
    blamed: list[tuple[Told, tuple[ActorMention, ...]]] = []
    for item in told:
        actors = tuple(m for m in item.claim.actors if _blamed(item, m))
        if item.claim.event in _ACTS and item.claim.status in ("happened", "ongoing") and actors and not item.ref.part:
            blamed.append((item, actors))
    seen: set[tuple[str, str]] = set()
    for (a, actors_a), (b, actors_b) in combinations(blamed, 2):
        if any(_fit(m, n) for m in actors_a for n in actors_b) or _one_voice(a, b):
            continue
        one, other = actors_a[0], actors_b[0]
        names = [actor.party for actor in (one, other) if actor.party is not None]
        first, second = sorted(root(name) for name in names)
        if (first, second) not in seen:
            seen.add((first, second))
            told_names = "; ".join(party_name(name) for name in names)
            yield a, one.quote, b, other.quote, f"different parties are said to have done it: {told_names}"


def _blamed(item: Told, actor: ActorMention) -> bool:
    """Whether an armed party is named as who did it, and not as who speaks of it or is among those who were hit."""
    if actor.party is None or party_kind(actor.party) not in _ARMED or is_part(item.article.text, actor.quote.start):
        return False
    start, end = actor.quote.start, actor.quote.end
    return all(end <= link.quote.start or start >= link.quote.end for link in item.claim.sources[:1])


def _fit(a: ActorMention, b: ActorMention) -> bool:
    if a.party is None or b.party is None:
        return False
    one, other = root(a.party), root(b.party)
    member = other in _MEMBERS.get(one, ()) or one in _MEMBERS.get(other, ())
    return member or kinship(a.party, b.party) > 0


def _one_voice(a: Told, b: Told) -> bool:
    """Whether one voice of one article says both: then it tells of two acts, or of two that acted together."""
    if a.article.id != b.article.id:
        return False
    voices = [item.claim.sources[0].quote.text if item.claim.sources else "" for item in (a, b)]
    return voices[0] == voices[1]
