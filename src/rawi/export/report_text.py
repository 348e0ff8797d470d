"""The text of an article as HTML: cut at the ends of its marks, each piece with the names of the marks over it.

Marks are named ``<claim>.<field>.<n>`` ("3.actor.0"), ``w<n>`` for loaded words and ``u<n>`` for unknown phrases,
counted within the article; the cards and lists beside the text use the same names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rawi.export.labels import GROUP_OF, LOADED_KIND_LABELS
from rawi.export.report_html import both, escape, words
from rawi.model.claim import Claim, LoadedWord
from rawi.model.reading import Reading
from rawi.model.span import Quote, Span

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# "MQ-9" stays on one line.
_COMPOUND = re.compile("[A-Za-z0-9]{1,12}(?:-[A-Za-z0-9]{1,12}){1,3}")
_JOINER = "\u200d"


class Mark(NamedTuple):
    """A range of the text and the name by which it is known; css: classes that it gives its words."""

    start: int
    end: int
    name: str
    css: str = ""


def field_quotes(claim: Claim) -> Iterator[tuple[str, Quote]]:
    """The phrases of a claim, each with its mark's name but for the number of the claim: ``actor.0``."""
    seen: dict[str, int] = {}
    for field, quote in claim.quotes():
        number = seen.get(field, 0)
        seen[field] = number + 1
        yield f"{field}.{number}", quote


def marks_of(reading: Reading) -> list[Mark]:
    """Every mark of a reading, widened so that no letter is parted from its vowel marks."""
    found: list[tuple[Quote, str, str]] = []
    for number, claim in enumerate(reading.claims):
        for name, quote in field_quotes(claim):
            css = f"t g-{GROUP_OF[claim.event]}" if name.startswith("trigger") else ""
            found.append((quote, f"{number}.{name}", css))
    found += [(word.quote, f"w{number}", "w") for number, word in enumerate(reading.loaded)]
    found += [(item.quote, f"u{number}", "u") for number, item in enumerate(reading.unknown)]
    text = reading.article.text
    return [Mark(*widen(text, quote.start, quote.end), name, css) for quote, name, css in found]


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with both ends moved outwards to where a letter, or an emoji of several parts, begins or ends."""
    while 0 < start < len(text) and _clings(text, start):
        start -= 1
    while end < len(text) and _clings(text, end):
        end += 1
    return start, end


def _clings(text: str, at: int) -> bool:
    """Whether the character belongs to the one before it."""
    char = text[at]
    if unicodedata.category(char) in ("Mn", "Mc", "Me") or char == _JOINER:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f":
        return True
    if text[at - 1] == _JOINER and not _RTL.match(char):
        return True
    return _is_flag_half(char) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    first = at
    while first > 0 and _is_flag_half(text[first - 1]):
        first -= 1
    return at - first


def text_html(reading: Reading) -> str:
    """The paragraphs of the article, each with the loaded words that begin in it beside it in the margin."""
    text = reading.article.text
    marks = sorted(marks_of(reading), key=lambda mark: (mark.start, -mark.end, mark.name))
    furniture: list[Quote | Span] = [*reading.boilerplate, *reading.article.boilerplate]
    grey = sorted({widen(text, item.start, min(item.end, len(text))) for item in furniture})
    parts: list[str] = []
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        inside = [m for m in marks if m.start < end and m.end > start]
        shade = [Mark(a, b, "", "bp") for a, b in grey if a < end and b > start]
        whole = any(m.start <= start and m.end >= end - len(line) + len(line.rstrip()) for m in shade)
        direction = "rtl" if _RTL.search(line) or not _LATIN.search(line) else "ltr"
        body = "".join(_piece(*piece) for piece in _pieces(text, start, end, inside + ([] if whole else shade)))
        notes = "".join(
            _note(number, word) for number, word in enumerate(reading.loaded) if start <= word.quote.start < end
        )
        css = "para bp" if whole else "para"
        margin = f'<aside class="notes">{notes}</aside>' if notes else ""
        parts.append(f'<div class="{css}"><p dir="{direction}">{body}</p>{margin}</div>')
    return "\n".join(parts)


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[tuple[str, list[Mark]]]:
    """The text from ``start`` to ``end`` in pieces, each with its marks: the innermost first, of equals the trigger."""
    cuts = sorted({start, end} | {p for m in marks for p in (m.start, m.end) if start < p < end})
    opening = sorted(marks, key=lambda mark: mark.start)
    open_marks: list[Mark] = []
    taken = 0
    for first, last in pairwise(cuts):
        while taken < len(opening) and opening[taken].start <= first:
            open_marks.append(opening[taken])
            taken += 1
        open_marks = [m for m in open_marks if m.end > first]
        yield text[first:last], sorted(open_marks, key=lambda m: (m.end - m.start, not m.css.startswith("t "), m.name))


def _piece(piece: str, marks: list[Mark]) -> str:
    content = _COMPOUND.sub(r'<span class="nb">\g<0></span>', escape(piece))
    if not marks:
        return content
    css: list[str] = []
    for mark in marks:
        # One event colour a piece: that of the innermost trigger.
        if (
            mark.css
            and not (mark.css.startswith("t ") and any(c.startswith("t ") for c in css))
            and mark.css not in css
        ):
            css.append(mark.css)
    names = " ".join(mark.name for mark in marks if mark.name)
    if not names:
        return f'<span class="bp">{content}</span>'
    classes = " ".join(["m", *css])
    return f'<span class="{classes}" data-m="{names}" role="button" tabindex="-1">{content}</span>'


def _note(number: int, word: LoadedWord) -> str:
    toward = ""
    if word.toward:
        toward = f'<span class="toward"><span class="arrow" aria-hidden="true"></span>{words(word.toward.text)}</span>'
    return (
        f'<button type="button" class="note" data-w="w{number}"><b>{words(word.quote.text)}</b>'
        f'<span class="kind">{both(LOADED_KIND_LABELS[word.kind])}</span>{toward}</button>'
    )
