"""Which event types may be two names for one event, and which claims can be folded at all."""

from __future__ import annotations

from typing import Final

from rawi.model.vocabulary import EVENT_TYPES, EventType, Status

# News calls one act a strike, an attack, a killing or the destruction of a house, as it looks at the means or the end.
_FAMILIES: Final[dict[str, tuple[EventType, ...]]] = {
    "fire": ("clash", "shell", "airstrike", "bomb", "attack", "kill", "injure", "destroy"),
    "custody": ("arrest", "abduct"),
    "ground": ("operation", "capture", "withdraw"),
    "leaving": ("defect", "desert", "surrender"),
    "protest": ("protest",),
    "displace": ("displace",),
}
FAMILY: Final[dict[EventType, str]] = {
    **{event: event for event in EVENT_TYPES},
    **{event: family for family, events in _FAMILIES.items() for event in events},
}
# Of the types of a family, those that say by which means; the others say only that it was violent, or how it ended.
WEAPON: Final[frozenset[EventType]] = frozenset({"shell", "airstrike", "bomb"})
VAGUE: Final[frozenset[EventType]] = frozenset({"attack", "kill", "injure", "destroy"})
# Acts of speech: who spoke to whom matters, and where they stood hardly does.
SPOKEN: Final[frozenset[str]] = frozenset(
    {"threaten", "accuse", "condemn", "deny", "demand", "meet", "agree", "support", "sanction", "appoint", "discord"}
)
REAL: Final[frozenset[Status]] = frozenset({"happened", "ongoing", "denied"})


def same_type(a: EventType, b: EventType) -> float:
    """1 for one type, 0.5 where one of them says little, 0 where both name different means."""
    if a == b:
        return 1.0
    # "قصف" without a word on the weapon is coded as shelling, though it may have been from the air (guidelines, 5).
    return 0.5 if a in VAGUE or b in VAGUE or {a, b} == {"shell", "airstrike"} else 0.0
