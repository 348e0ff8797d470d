"""Tell Arabic from the other languages that are written in Arabic letters."""

from __future__ import annotations

import contextlib
import html
import re
from typing import Literal

from rawi.intake.charset import decode

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
    """The language of a text, judged from its first 20,000 letters; "other" where most of it is in other scripts."""
    sample = text[:_SAMPLE]
    script = len(_ARABIC_SCRIPT.findall(sample))
    if not script or 2 * script < len(_LETTERS.findall(sample)):
        return "other"
    score = _scores(sample)
    best = max(score, key=lambda lang: (score[lang], lang == "ar"))
    return best if score[best] else "ar"


def _scores(sample: str) -> dict[Language, int]:
    """Letters and words that speak for each language.

    Words weigh three letters each: a few foreign names in an Arabic text bring marker letters, not words.
    """
    return {lang: len(_MARKERS[lang].findall(sample)) + 3 * len(_WORDS[lang].findall(sample)) for lang in _WORDS}


_ASCII_BYTES = bytes(range(0x80))
_LEGACY_BYTES = bytes(range(0xC0, 0x100))
# Letters of UTF-8 from U+0600 to U+06FF begin with one of these bytes, which begin nothing else and continue nothing.
_ARABIC_BYTES = (b"\xd8", b"\xd9", b"\xda", b"\xdb")
# Letters, as UTF-8, that Arabic has and its neighbours write otherwise or not at all, and the other way round.
_OWN = tuple(letter.encode() for letter in "ةىأإيك")
_FOREIGN: dict[Language, tuple[bytes, ...]] = {
    "fa": tuple(letter.encode() for letter in "یکگپچژ"),
    "ckb": tuple(letter.encode() for letter in "ەۆێڵ"),
    "ur": tuple(letter.encode() for letter in "ےہںٹ"),
}
# So many times as many letters of one side make it needless to look at words.
_CLEARLY = 8
# Words in Arabic letters; marks may stand within, digits and punctuation may not.
_ARABIC_RUN = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"
    r"[\u0620-\u065f\u066e-\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]*"
)
_ESCAPE = re.compile(r"\\u(06[0-9a-fA-F]{2})")
# A page with fewer letters in Arabic script holds no article, whatever else it holds.
_FEWEST = 30
# Words that are looked at, taken evenly from the whole page: menus stand together at its beginning.
_WORDS_OF_SAMPLE = 2500


def gate(raw: bytes) -> Language:
    """The language that the bytes of a page are worth being read in, told before the page is taken apart.

    It errs towards Arabic: another language is named only where no article in Arabic can be in the page, or where its
    words outnumber the Arabic ones more than twice. Whoever reads the page decides the rest.
    """
    # Letters that are no ASCII stand together once the markup is gone, and are quickly counted.
    high = b"" if raw.isascii() else raw.translate(None, _ASCII_BYTES)
    if not _may_be_arabic(raw, high):
        return "other"
    own = sum(map(high.count, _OWN))
    foreign = {language: sum(map(high.count, letters)) for language, letters in _FOREIGN.items()}
    others = sum(foreign.values())
    if own >= _FEWEST and own > _CLEARLY * others:
        return "ar"
    if others >= _FEWEST and others > _CLEARLY * own:
        # Kurdish and Urdu have the letters of Persian, too.
        return "fa" if foreign["ckb"] == foreign["ur"] == 0 else max("ckb", "ur", key=lambda one: foreign[one])
    text = _decoded(raw)
    if "&#" in text:
        text = html.unescape(text)
    if "\\u06" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    runs = _ARABIC_RUN.findall(text)
    if sum(map(len, runs)) < _FEWEST:
        return "other"
    score = _scores(" ".join(runs[:: max(1, len(runs) // _WORDS_OF_SAMPLE)]))
    best = max(score, key=lambda lang: (score[lang], lang == "ar"))
    return best if score[best] > 2 * score["ar"] else "ar"


def _decoded(raw: bytes) -> str:
    """The text of a page. UTF-8 with Arabic in it needs no repair, and looking for one takes most of the time."""
    if raw.count(b"\xd8") + raw.count(b"\xd9") >= _FEWEST:
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode("utf-8")
    return decode(raw).text


def _may_be_arabic(raw: bytes, high: bytes) -> bool:
    """Whether enough bytes can be Arabic letters in any way that pages write them. high: those that are no ASCII."""
    if sum(map(high.count, _ARABIC_BYTES)) >= _FEWEST:
        return True
    if raw.count(b"&#") >= _FEWEST or raw.count(b"\\u06") >= _FEWEST or b"\0" in raw[:512]:
        return True
    if len(high) - len(high.translate(None, _LEGACY_BYTES)) < _FEWEST:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    # Valid UTF-8 without Arabic letters; what was encoded twice has them as pairs of Latin ones.
    return high.count(b"\xc3\x98") + high.count(b"\xc3\x99") >= _FEWEST
