"""Folding: one spelling for words that news spells in many ways, with a map back to the stored text.

What is folded away: vowel marks and other stacked marks, tatweel, direction marks and zero-width characters are
dropped; presentation forms are spelled out; hamza seats, alef maqsura, ta marbuta and Persian letter shapes become the
plain letter; Arabic-Indic digits become ASCII digits; all quotation marks become ``"``; all white space but the line
feed
becomes a space. Letter case is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

import msgspec

# One character for one character: replaced with str.replace, which is far faster than str.translate on Arabic.
_SAME_LENGTH: tuple[tuple[str, str], ...] = (
    *(("أإآٱ"[i], "ا") for i in range(4)),
    ("ى", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ئ", "ي"), ("ک", "ك"), ("ی", "ي"), ("ې", "ي"), ("ھ", "ه"), ("ہ", "ه"),
    ("ۀ", "ه"), ("ە", "ه"),
    *((chr(0x660 + i), str(i)) for i in range(10)),
    *((chr(0x6F0 + i), str(i)) for i in range(10)),
    *((mark, '"') for mark in "«»“”„‟″＂‹›‘’‚‛`´′"),
    *((space, " ") for space in "\t\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"),  # noqa: E501
    ("٪", "%"), ("٫", "."), ("٬", ","), ("–", "-"), ("—", "-"), ("‐", "-"), ("‑", "-"), ("−", "-"),
)  # fmt: skip
_DROPPED = (
    "\u0640\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\u00ad\x00"
)
# Some outlets break words with a lengthening stroke and a full stop ("قـ.صف") to slip past filters; the stop goes too.
_BROKEN = r"(?<=\u0640)[.*](?=[\u0621-\u064a])"
_DROP = re.compile(f"[{_DROPPED}]+|{_BROKEN}")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_CHANGED = re.compile(f"[{_DROPPED}\ufb50-\ufdff\ufe70-\ufefc]|{_BROKEN}")


class Folded(msgspec.Struct, frozen=True):
    """A folded text and the map between its offsets and those of the text it was made from.

    The map is two rising lists, in step: at folded offset ``_folded[i]`` stands source offset ``_source[i]``, and both
    run on together until the next entry.
    """

    text: str
    source_length: int
    _folded: tuple[int, ...] = (0,)
    _source: tuple[int, ...] = (0,)

    def source_offset(self, offset: int) -> int:
        """The source offset of the folded character at ``offset`` (its end of text for the folded end)."""
        if offset >= len(self.text):
            return self.source_length
        i = bisect_right(self._folded, offset) - 1
        return self._source[i] + offset - self._folded[i]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source range of a folded range that is not empty; dropped marks after its last letter belong to it."""
        folded, source = self._folded, self._source
        if len(folded) == 1 and self.source_length == len(self.text):  # nothing was dropped: most articles
            return start, end
        i = bisect_right(folded, end - 1) - 1
        last = source[i] + end - folded[i]
        if end >= len(self.text):
            last = max(last, self.source_length)
        elif i + 1 < len(folded) and folded[i + 1] == end:
            last = max(last, source[i + 1])
        i = bisect_right(folded, start, 0, i + 1) - 1
        return source[i] + start - folded[i], last

    def folded_offset(self, offset: int) -> int:
        """The folded offset of the source character at ``offset``; a dropped one gives that of the next kept one."""
        if offset >= self.source_length:
            return len(self.text)
        i = bisect_left(self._source, offset)
        if i < len(self._source) and self._source[i] == offset:
            return self._folded[i]
        reach = self._folded[i] if i < len(self._folded) else len(self.text)
        return min(self._folded[i - 1] + offset - self._source[i - 1], reach) if i else reach


_PLAIN = dict(_SAME_LENGTH)
_CHANGING = frozenset(_PLAIN)
# Below this length, looking which letters change is quicker than trying every pair.
_SHORT = 40


def _replace_letters(text: str) -> str:
    if len(text) < _SHORT:
        for old in _CHANGING.intersection(text):
            text = text.replace(old, _PLAIN[old])
        return text
    for old, new in _SAME_LENGTH:
        text = text.replace(old, new)
    return text


def _spell_out(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def fold_word(word: str) -> str:
    """The folded spelling alone, where no map back is needed (vocabulary, queries)."""
    return _replace_letters(_DROP.sub("", _PRESENTATION.sub(lambda m: _spell_out(m[0]), word)))


def fold(text: str) -> Folded:
    """Fold a text and keep the map. Time and memory are linear in its length."""
    if not _CHANGED.search(text):
        return Folded(_replace_letters(text), len(text))
    parts: list[str] = []
    folded: list[int] = []
    source: list[int] = []
    size = done = 0
    for match in _CHANGED.finditer(text):
        at = match.start()
        if at > done:
            parts.append(text[done:at])
            folded.append(size)
            source.append(done)
            size += at - done
        spelled = "" if match[0] in ".*" else _DROP.sub("", _spell_out(match[0]))
        if spelled:
            parts.append(spelled)
            folded.extend(range(size, size + len(spelled)))
            source.extend([at] * len(spelled))
            size += len(spelled)
        done = at + 1
    if done < len(text):
        parts.append(text[done:])
        folded.append(size)
        source.append(done)
    if not folded:
        return Folded("", len(text))
    return Folded(_replace_letters("".join(parts)), len(text), tuple(folded), tuple(source))
