"""Whom a count counts: civilians, fighters, children ... as the words say, never as anybody else would say."""

from __future__ import annotations

import re
from typing import Literal

from rawi.text.folding import fold

Class = Literal["child", "woman", "civilian", "fighter", "person"]

_AFFIX = r"(?:^|(?<=\W))(?:[وفبلك]{0,2})(?:ال|لل)?"
_WORDS: tuple[tuple[Class, str], ...] = (
    ("child", r"(?:طفل|اطفال|رضيع|قاصر|فتي\b|فتاه|فتيات|طفولي)"),
    ("woman", r"(?:امراه|امراتان|امراتين|نساء|سيده|سيدات|سيدتان|سيدتين)"),
    (
        "fighter",
        r"(?:عنصر|عناصر|مقاتل|مسلح|جندي|جنديان|جنديين|جنود|عسكري|ضابط|ضباط|قيادي|قياديان|قياديين|قياده ميداني|ارهابي|"
        r"انتحاري|ميليشياوي|مجند|شرطي|ضباطا|امير عسكري|متشدد|مجاهد)",
    ),
    (
        "civilian",
        r"(?:مدني|اهالي|نازح|مزارع|راعي|رعاه|طالب|طلاب|تلميذ|تلاميذ|معلم|صحفي|صحافي|اعلامي|مسعف|طبيب|ممرض|عامل|عمال|"
        r"عائله|اسره|متسوق|مصل|مواطن|سكان|قروي|مسن)",
    ),
)
_PATTERNS = tuple((name, re.compile(_AFFIX + words)) for name, words in _WORDS)


def classes(words: str) -> frozenset[Class]:
    """The classes that the words name; ``person`` where they name none."""
    folded = fold(words).text
    return frozenset(name for name, pattern in _PATTERNS if pattern.search(folded)) or frozenset({"person"})


def status(found: frozenset[Class]) -> Literal["civilian", "fighter", "both", "unsaid"]:
    """Whether those counted are civilians or fighters. Children and women are told as civilians."""
    civilian = bool(found & {"child", "woman", "civilian"})
    fighter = "fighter" in found
    return "both" if civilian and fighter else "civilian" if civilian else "fighter" if fighter else "unsaid"


def comparable(a: frozenset[Class], b: frozenset[Class]) -> Literal["same", "part_of_b", "part_of_a", "no"]:
    """Whether two counts count the same: one class, or one of them a part of what the other counts."""
    if a == b:
        return "same"
    if "person" in b and "person" not in a:
        return "part_of_b"
    if "person" in a and "person" not in b:
        return "part_of_a"
    # Civilians are counted with their children and women, or without a word on them.
    if a <= {"child", "woman"} and "civilian" in b and "fighter" not in b:
        return "part_of_b"
    if b <= {"child", "woman"} and "civilian" in a and "fighter" not in a:
        return "part_of_a"
    return "no"
