"""When things happen: the time phrases of an article, each placed on the calendar as far as its words allow.

One pass looks every word up in a table of words that may begin a time phrase; only on a hit is anything parsed.
Phrases are resolved against the day of publication; what is relative stays unresolved where that is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rawi.model.time import Interval, TimeMention
from rawi.reading.document import Document
from rawi.reading.mentions import time_words
from rawi.reading.mentions.time_parts import Piece
from rawi.reading.mentions.time_phrases import CLOCK_OPENERS, PhraseReader
from rawi.reading.mentions.time_units import YEAR_PAIRS
from rawi.reading.mentions.time_words import (
    EDGES,
    HALVES,
    MONTHS,
    ORDINALS,
    PARTS,
    PREPOSITIONS,
    RELATIVE,
    UNITS,
    WEEKDAYS,
)

# Clitics that may stand before any word that begins a phrase; the longer first.
_PREFIXES = {"و": ("وب", "ول", "و"), "ف": ("فب", "ف"), "ب": ("ب",), "ل": ("ل",), "ك": ("ك",)}
_CONJUNCTIONS = ("و", "ف")


class FoundTime(NamedTuple):
    """A time phrase and its tokens, half-open.

    The words that name an event ("خلال اقتحام المدينة") are in the mention, but only the first of them is among the
    tokens: the others may tell who did what to whom.
    """

    first: int
    last: int
    mention: TimeMention


_Handler = Callable[[PhraseReader, int], Piece | None]


def _starters() -> dict[str, tuple[_Handler, ...]]:
    table: dict[str, list[_Handler]] = {}

    def add(words: Iterable[str], *handlers: _Handler) -> None:
        for word in words:
            found = table.setdefault(word, [])
            found += [handler for handler in handlers if handler not in found]

    add(time_words.VAGUE, PhraseReader.vague)
    add([*RELATIVE, *WEEKDAYS, *PARTS, "يوم", "نهار", "منتصف", "بعد", "قبل", "قبيل"], PhraseReader.day)
    add([*MONTHS, "شهر", "شهري", "الشهر"], PhraseReader.month_piece)
    add(
        [*[w for w, u in UNITS.items() if u.definite], *time_words.THIS, *time_words.STRETCHES, "ال"], PhraseReader.unit
    )
    add(["عام", "العام", "سنه", *YEAR_PAIRS], PhraseReader.named_year)
    add(time_words.DECADES, PhraseReader.decade)
    add(time_words.FEASTS, PhraseReader.feast)
    add([*ORDINALS, *WEEKDAYS, "اليوم", "الاسبوع", "اخر", "يوم"], PhraseReader.counted)
    add(time_words.THIS, PhraseReader.this_day)
    add(time_words.BARE_WEEKDAYS, PhraseReader.weekday_of_a_week)
    add(["مثل"], PhraseReader.anniversary)
    add(["يومي"], PhraseReader.two_days)
    add([*EDGES, "العشر", "عطله"], PhraseReader.edge)
    add(HALVES, PhraseReader.half)
    add([*time_words.SEASONS, "فصل"], PhraseReader.season)
    add([*CLOCK_OPENERS, "الساعه"], PhraseReader.clock)
    add([*ORDINALS, "ال"], PhraseReader.date)
    add(ORDINALS, PhraseReader.clock)
    add(time_words.HOUR_OPENERS, PhraseReader.hours)
    add(PREPOSITIONS["since"], PhraseReader.since)
    add(PREPOSITIONS["before"], PhraseReader.before)
    add(PREPOSITIONS["after"] | PREPOSITIONS["event"], PhraseReader.after)
    add(PREPOSITIONS["during"], PhraseReader.during)
    add(PREPOSITIONS["until"], PhraseReader.until)
    add(["بين", "من"], PhraseReader.between)
    return {word: tuple(handlers) for word, handlers in table.items()}


_STARTERS = _starters()
_DIGITS: tuple[_Handler, ...] = (PhraseReader.date, PhraseReader.days_of, PhraseReader.named_year, PhraseReader.unit)
_ONLY_AFTER_CONJUNCTION = (
    frozenset().union(*PREPOSITIONS.values()) | {"بين", "من", "ال", *CLOCK_OPENERS} | frozenset(time_words.VAGUE)
)


class _Start(NamedTuple):
    handlers: tuple[_Handler, ...]
    word: str
    skip: int


class _Starts(dict[str, "_Start | None"]):
    """What a written word may begin; worked out once for each word that is met, and forgotten when there are too
    many."""

    limit = 100_000

    def __missing__(self, word: str) -> _Start | None:
        if len(self) >= self.limit:
            self.clear()
        found = self[word] = _start(word)
        return found


def _start(word: str) -> _Start | None:
    if word[:1].isdecimal():
        return _Start(_DIGITS, word, 0)
    handlers = _STARTERS.get(word)
    if handlers is not None:
        return _Start(handlers, word, 0)
    for prefix in _PREFIXES.get(word[0], ()):
        stem = word[len(prefix) :]
        if not word.startswith(prefix) or len(stem) < 2:
            continue
        if (handlers := _STARTERS.get(stem)) is None and stem.startswith("ل") and prefix.endswith("ل"):
            stem = "ال" + stem[1:]
            handlers = _STARTERS.get(stem)
            if handlers is not None:
                return _Start(handlers, stem, len(prefix) - 1)
        if handlers is not None and (prefix in _CONJUNCTIONS or stem not in _ONLY_AFTER_CONJUNCTION):
            return _Start(handlers, stem, len(prefix))
    return None


_STARTS = _Starts()


def find_times(doc: Document) -> list[FoundTime]:
    """All time phrases in reading order; none overlaps another, and the longest reading of each place is taken."""
    reader = PhraseReader(list(doc.words), doc.article.published_day)
    words = reader.words
    found: list[FoundTime] = []
    done = 0
    for i, start in enumerate(map(_STARTS.__getitem__, doc.words)):
        if start is None or i < done:
            continue
        word = words[i]
        reader.stop = doc.bounds[doc.sentence[i]][1]
        words[i] = start.word
        best: Piece | None = None
        for handler in start.handlers:
            piece = handler(reader, i)
            if piece is not None and (best is None or piece.beats(best)):
                best = piece
        words[i] = word
        if best is not None:
            done = best.end
            if i and _only_names(words[i - 1], best):
                continue
            found.append(FoundTime(i, done - best.event, _mention(doc, i, best, start.skip)))
    return found


def _only_names(before: str, piece: Piece) -> bool:
    """Whether a date gives a name to the noun before it ("قوى 14 آذار", "حدود عام 1967") and tells no time."""
    if before in time_words.NAMES_BY_DATE:
        return piece.undated
    return before in time_words.NAMES_BY_ANY_DATE and piece.rule in {"date", "month", "year"}


def _mention(doc: Document, first: int, piece: Piece, skip: int) -> TimeMention:
    interval = None if piece.days is None else Interval(piece.days[0], piece.days[1], piece.grain)
    return TimeMention(
        quote=doc.quote(first, piece.end, skip),
        interval=interval,
        part_of_day=piece.part,
        weekday_conflict=piece.conflict,
        rule=piece.rule,
    )
