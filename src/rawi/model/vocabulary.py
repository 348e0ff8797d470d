"""The closed lists that claims are coded in (annotation guidelines, sections 2 and 3)."""

from __future__ import annotations

from typing import Literal, get_args

EventType = Literal[
    "clash", "shell", "airstrike", "bomb", "attack", "kill", "injure", "abduct", "arrest", "abuse", "destroy", "seize",
    "capture", "withdraw", "operation", "mobilize", "restrict", "arm",
    "defect", "desert", "surrender", "recruit", "realign", "discord", "appoint", "conceal",
    "threaten", "accuse", "condemn", "deny", "demand", "meet", "agree", "support", "sanction", "release", "protest",
    "displace", "return", "aid", "harm_services",
]  # fmt: skip
Status = Literal["happened", "ongoing", "planned", "possible", "called_for", "denied"]
Commitment = Literal["flat", "attributed", "hedged", "doubted"]
SourceKind = Literal[
    "official", "military", "security_source", "diplomatic_source", "local_source", "witness", "medical", "rescue",
    "monitor", "un", "ngo", "media", "social_media", "analyst", "relative", "document", "unnamed", "other",
]  # fmt: skip
LoadedKind = Literal["delegitimising", "terrorist_label", "scare_quotes", "glorifying", "emotive", "regime_label"]
QuantityOf = Literal[
    "killed", "injured", "casualties", "detained", "abducted", "defectors", "displaced", "people", "money",
    "weapons_vehicles", "places", "other",
]  # fmt: skip

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
VIOLENT: frozenset[EventType] = frozenset({"clash", "shell", "airstrike", "bomb", "attack"})
SYMMETRIC: frozenset[EventType] = frozenset({"clash", "meet", "agree"})
