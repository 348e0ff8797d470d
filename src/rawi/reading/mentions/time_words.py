"""The vocabulary of time as lookup tables over folded words, made from ``times.yaml`` and ``months.yaml``."""

from __future__ import annotations

from typing import Any, NamedTuple

from rawi.lexicon.tables import table as word_list
from rawi.text.folding import fold_word
from rawi.text.tokens import tokenize


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(tokenize(fold_word(phrase)).words)


def _words(phrases: list[str]) -> frozenset[str]:
    return frozenset(fold_word(phrase) for phrase in phrases)


_Phrases = dict[str, list[tuple[tuple[str, ...], Any]]]


def _phrases(pairs: list[tuple[str, Any]]) -> _Phrases:
    """Sequences by first word, longest first."""
    table: _Phrases = {}
    for phrase, value in pairs:
        first, *rest = _split(phrase)
        entry = (tuple(rest), value)
        if entry not in table.setdefault(first, []):
            table[first].append(entry)
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return table


class Unit(NamedTuple):
    """A form of a unit. number: 1, 2, or 0 for a plural."""

    name: str
    number: int
    definite: bool


class Month(NamedTuple):
    """A month name.

    alone: it may stand without a number, a year or the word "شهر"; day_only: it is a month only after a day number.
    """

    number: int
    hijri: bool
    alone: bool
    day_only: bool


class Feast(NamedTuple):
    """A feast. month, day: of its own calendar; length: in days."""

    month: int
    day: int
    hijri: bool
    length: int


_T = word_list("times")

RELATIVE = _phrases([(words, offset) for offset, listed in _T["relative_days"].items() for words in listed])
WEEKDAYS: dict[str, int] = {fold_word(word): day for day, listed in _T["weekdays"].items() for word in listed}
BARE_WEEKDAYS: dict[str, int] = {word[2:]: day for word, day in WEEKDAYS.items()}
FEASTS = _phrases(
    [
        (name, Feast(f["month"], f["day"], f["calendar"] == "hijri", f["length"]))
        for f in _T["feasts"]
        for name in f["names"]
    ]
)
NOT_BEFORE_WEEKDAY = _words(_T["not_before_weekday"])
PARTS: dict[str, str] = {fold_word(w): fold_word(part) for part, listed in _T["parts_of_day"].items() for w in listed}
ALONE = _words(_T["alone"])
FILLERS = _words(_T["fillers"])
HOUR_OPENERS = _words(_T["hour_openers"])
HOUR_QUALITIES = _words(_T["hour_qualities"])
STRETCHES = _words(_T["stretches"])
DIRECTIONS: dict[str, int] = {fold_word(word): way for way, listed in _T["directions"].items() for word in listed}
ELSEWHERE = _words(_T["elsewhere"])
THIS = _words(_T["this"])
EDGES: dict[str, str] = {fold_word(word): edge for edge, listed in _T["edges"].items() for word in listed}
SEASONS: dict[str, tuple[int, int]] = {}
for _name, (_first, _length) in _T["seasons"].items():
    SEASONS[_name] = SEASONS["ال" + _name] = (_first, _length)
PREPOSITIONS: dict[str, frozenset[str]] = {name: _words(listed) for name, listed in _T["prepositions"].items()}
UNTIL_LINKS = _words(_T["until_links"])
EVENT_NOUNS = _words(_T["event_nouns"])
NOT_BEFORE_DURING = _words(_T["not_before_during"])
NOT_AFTER_DURING = _words(_T["not_after_during"])
NAMES_BY_DATE, NAMES_BY_ANY_DATE = (
    frozenset(prefix + word for word in _words(_T[name]) for prefix in ("", "و", "ل", "ب", "ف"))
    for name in ("names_by_date", "names_by_any_date")
)
DECADES: dict[str, int] = {}
for _tens, _forms in _T["decades"].items():
    for _word in _words(_forms):
        DECADES[_word] = DECADES["ال" + _word] = _tens
CHAIN_STOPS = _words(_T["chain_stops"])
WAW_NOUNS = _words(_T["waw_nouns"])
VAGUE = _phrases([(phrase, None) for phrase in _T["vague_phrases"]])
# For a word that is no fixed phrase alone, what may come second: "في" stands everywhere and must be turned away fast.
VAGUE_SECOND = {first: frozenset(rest[0] for rest, _ in found) for first, found in VAGUE.items() if found[-1][0]}
INTRODUCERS = _words(_T["month_introducers"])
AFTER_INTRODUCER = _words(_T["month_after_introducer"])
HALVES: dict[str, int] = {}
for _name, _parts in _T["halves"].items():
    HALVES[_name] = HALVES["ال" + _name] = _parts


def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for name, forms in _T["units"].items():
        for count, key in ((1, "one"), (2, "two"), (0, "many")):
            for form in forms[key]:
                word = fold_word(form)
                table.setdefault(word, Unit(name, count, definite=False))
                table.setdefault("ال" + word, Unit(name, count, definite=True))
                if key == "two" and word.endswith(("ين", "ان")):
                    table.setdefault(word[:-1], Unit(name, count, definite=True))  # construct: "يومي الجمعة والسبت"
    return table


# Ordinals of a compound alone: by itself "الواحد" is "the one".
_NEVER_ALONE = frozenset({"الحادي", "الواحد"})


def _ordinals() -> _Phrases:
    tens = [(value, word) for value, listed in _T["ordinal_tens"].items() for word in listed]
    pairs: list[tuple[str, int]] = [(word, value) for value, word in tens]
    for value, listed in _T["ordinals"].items():
        for word in listed:
            if word not in _NEVER_ALONE:
                pairs.append((word, value))
            pairs += [(f"{word} {teen}", value + 10) for teen in _T["ordinal_teens"]]
            joined = ("و", "و ") if word.startswith("ال") else ("و",)
            pairs += [
                (f"{word} {a}{ten_word}", value + ten) for ten, ten_word in tens if value + ten <= 31 for a in joined
            ]
    pairs += [(f"{word} {teen}", value) for word, value in _T["eleven_twelve"].items() for teen in _T["ordinal_teens"]]
    return _phrases(pairs)


def _months() -> _Phrases:
    ambiguous = _words(_T["ambiguous_months"])
    pairs: list[tuple[str, Month]] = []
    for name, system in word_list("months").items():
        hijri, day_only = system["calendar"] == "hijri", name in _T["day_only_systems"]
        for number, names in system["months"].items():
            pairs += [(name, Month(number, hijri, fold_word(name) not in ambiguous, day_only)) for name in names]
    return _phrases(pairs)


UNITS = _units()
ORDINALS = _ordinals()
MONTHS = _months()
