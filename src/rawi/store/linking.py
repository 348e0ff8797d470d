"""Which claim of a newer reading is which claim of the one before: by a newer reader, or of an edited article."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence

from rawi.model.claim import Claim

# Letters on each side of a trigger that tell it from the same word elsewhere in an edited article.
_CONTEXT = 24

Key = Callable[[Claim], Hashable]


def link_same_text(old: Sequence[Claim], new: Sequence[Claim]) -> list[int | None]:
    """For each new claim the number of the old one, both read from the same text: same id, else same words."""
    return _pair(old, new, [
        (lambda c: c.id, lambda c: c.id),
        (lambda c: (c.event, c.trigger.start, c.trigger.end), lambda c: (c.event, c.trigger.start, c.trigger.end)),
        (lambda c: (c.trigger.start, c.trigger.end), lambda c: (c.trigger.start, c.trigger.end)),
    ])  # fmt: skip


def link_edited_text(old_text: str, old: Sequence[Claim], new_text: str, new: Sequence[Claim]) -> list[int | None]:
    """For each new claim the number of the old one, read from an earlier text: same surroundings, else same words."""

    def around(text: str) -> Key:
        return lambda c: (c.event, text[max(0, c.trigger.start - _CONTEXT) : c.trigger.end + _CONTEXT])

    return _pair(old, new, [
        (around(old_text), around(new_text)),
        (lambda c: (c.event, c.trigger.text), lambda c: (c.event, c.trigger.text)),
    ])  # fmt: skip


def _pair(old: Sequence[Claim], new: Sequence[Claim], rounds: Sequence[tuple[Key, Key]]) -> list[int | None]:
    """Pair by each key in turn; of several claims with one key, the first goes with the first."""
    found: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    for old_key, new_key in rounds:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number, claim in enumerate(old):
            if number not in taken:
                waiting[old_key(claim)].append(number)
        for number, claim in enumerate(new):
            if found[number] is None and (queue := waiting.get(new_key(claim))):
                partner = queue.popleft()
                found[number] = partner
                taken.add(partner)
    return found
