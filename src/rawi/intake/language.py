"""Tell Arabic from the other languages that are written in Arabic letters."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["ar", "fa", "ckb", "ur", "other"]

_SAMPLE = 20_000
_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = re.compile(r"[\u0620-\u064a\u0671-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
# Letters that only one of the languages has. Persian and Kurdish share پ چ ژ گ; Arabic has ة, which Persian lacks.
_MARKERS: dict[Language, re.Pattern[str]] = {
    "ckb": re.compile("[ڕێۆڵەڤ]"),
    "ur": re.compile("[ٹڈڑںےھہ]"),
    "fa": re.compile("[پچژگ]"),
    "ar": re.compile("[ةىأإؤ]|\\bال"),
}
_WORDS: dict[Language, re.Pattern[str]] = {
    "ar": re.compile(r"\b(?:في|من|على|إلى|الى|أن|ان|التي|الذي|هذا|هذه|عن|مع|بعد|بين|وقال|كما|لم|كان|قال)\b"),
    "fa": re.compile(r"\b(?:است|این|که|را|می|های|شد|برای|آن|کرد|بود|شده)\b"),
    "ur": re.compile(r"\b(?:ہے|ہیں|کے|کی|کا|میں|سے|نے|اور|کو|پر)\b"),
    "ckb": re.compile(r"\b(?:لە|بە|کە|ئەو|بۆ|کرد|دەکات|لەگەڵ|هەر|وەک)\b"),
}


def detect(text: str) -> Language:
    """The language of a text, judged from its first 20,000 letters; "other" where most of it is in other scripts.

    Frequent words weigh three letters each: a few foreign names in an Arabic text bring marker letters, not words.
    """
    sample = text[:_SAMPLE]
    script = len(_ARABIC_SCRIPT.findall(sample))
    if not script or 2 * script < len(_LETTERS.findall(sample)):
        return "other"
    score = {lang: len(_MARKERS[lang].findall(sample)) + 3 * len(_WORDS[lang].findall(sample)) for lang in _WORDS}
    best = max(score, key=lambda lang: (score[lang], lang == "ar"))
    return best if score[best] else "ar"
