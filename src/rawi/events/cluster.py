"""Groups of accounts from judgements on pairs: by the average over all pairs of two groups, best groups first.

The result depends on the judgements alone and not on the order in which they came: ties are broken by the names of the
accounts. A single wrong judgement neither joins two large groups nor keeps them apart.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

# What a pair counts that was never held together, because nothing brings it near: not known, and not likely.
UNMET: Final = -1.5
# A person's word. Larger than any sum of judgements.
CERTAIN: Final = 1e9

Pairs = Mapping[str, Mapping[str, float]]


def components(names: Iterable[str], scores: Pairs) -> list[list[str]]:
    """Accounts that judgements above 0 link, directly or over others; each sorted, in the order of the first name."""
    seen: set[str] = set()
    found: list[list[str]] = []
    for name in sorted(names):
        if name in seen:
            continue
        seen.add(name)
        reached = [name]
        for one in reached:
            for other, score in scores.get(one, {}).items():
                if score > 0 and other not in seen:
                    seen.add(other)
                    reached.append(other)
        found.append(sorted(reached))
    return found


def group(names: Sequence[str], scores: Pairs) -> list[list[str]]:
    """The accounts of one component in groups, each sorted, in the order of their first names.

    Two groups are joined while the mean of all judgements between them is above 0, the highest mean first.
    """
    if len(names) == 1:
        return [list(names)]
    units = _joined(names, scores)
    unit_of = {name: unit for unit, inside in units.items() for name in inside}
    members = {unit: list(inside) for unit, inside in units.items()}
    size = dict.fromkeys(units, 1)
    # Sum and number of the judgements between two groups; the pairs not judged are reckoned when the mean is taken.
    links: dict[str, dict[str, tuple[float, int]]] = {unit: {} for unit in units}
    for name in names:
        for other, score in scores.get(name, {}).items():
            one, two = unit_of[name], unit_of.get(other)
            if two is not None and one != two:
                known = links[one].get(two, (score, 1))[0]
                # What a person joined is as near to others as the nearest of its parts, unless a person parted them.
                best = min(known, score) if min(known, score) <= -CERTAIN else max(known, score)
                links[one][two] = (best, 1)
    heap: list[tuple[float, str, str, int, int]] = []

    def offer(a: str, b: str) -> None:
        a, b = sorted((a, b))
        total, judged = links[a][b]
        pairs = size[a] * size[b]
        mean = (total + UNMET * (pairs - judged)) / pairs
        if mean > 0 and total > -CERTAIN / 2:
            heapq.heappush(heap, (-mean, a, b, size[a], size[b]))

    for name in units:
        for other in links[name]:
            if name < other:
                offer(name, other)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        # An offer is void where one of the two has been joined to something since.
        if a not in members or b not in members or (size[a], size[b]) != (size_a, size_b):
            continue
        members[a] += members.pop(b)
        size[a] += size[b]
        merged, gone = links[a], links.pop(b)
        merged.pop(b, None)
        gone.pop(a, None)
        for other, (total, judged) in gone.items():
            before = merged.get(other, (0.0, 0))
            merged[other] = (before[0] + total, before[1] + judged)
        for other in merged:
            theirs = links[other]
            theirs.pop(b, None)
            theirs[a] = merged[other]
            offer(a, other)
    return sorted(sorted(found) for found in members.values())


def _joined(names: Sequence[str], scores: Pairs) -> dict[str, list[str]]:
    """The accounts that persons joined, by the first name of each; all others alone."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    for name in names:
        for other, score in scores.get(name, {}).items():
            if score >= CERTAIN and other in above:
                first, second = sorted((top(name), top(other)))
                above[second] = first
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(top(name), []).append(name)
    return found
