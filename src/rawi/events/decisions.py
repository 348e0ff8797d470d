"""Decisions of persons on what is one event: which of them hold, and between which claims."""

from __future__ import annotations

from collections.abc import Iterable

from rawi.model.event import ClaimRef, Decision, Verdict

Pair = tuple[ClaimRef, ClaimRef]


def holding(decisions: Iterable[Decision]) -> dict[Pair, Verdict]:
    """The decisions that hold, by pair in order: of those that contradict one another, the latest.

    "A and B are the same" and "B and C are the same" rule out "A and C are not"; whichever of them was said last wins
    over the earliest that stands in its way.
    """
    found: dict[Pair, Verdict] = {}
    above: dict[ClaimRef, ClaimRef] = {}

    def top(claim: ClaimRef) -> ClaimRef:
        while (parent := above.get(claim, claim)) != claim:
            claim = parent
        return claim

    apart: set[frozenset[ClaimRef]] = set()
    latest = sorted(decisions, key=lambda d: (d.time, d.author, d.a, d.b, d.verdict), reverse=True)
    for decision in latest:
        a, b = sorted((decision.a, decision.b))
        if (a, b) in found:
            continue
        one, other = top(a), top(b)
        if decision.verdict == "not_same":
            if one != other:
                apart.add(frozenset((one, other)))
                found[a, b] = "not_same"
        elif frozenset((one, other)) not in apart:
            found[a, b] = "same"
            if one != other:
                above[other] = one
                apart = {frozenset(one if claim == other else claim for claim in pair) for pair in apart}
    return found


def without_part(claim: ClaimRef) -> ClaimRef:
    """The claim as a whole."""
    return ClaimRef(claim.article, claim.claim)
