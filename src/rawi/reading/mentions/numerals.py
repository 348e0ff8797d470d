"""Number words and digits: what number begins at a word, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from rawi.lexicon.tables import table as word_list
from rawi.text.folding import fold_word

Kind = Literal["unit", "eleven", "ten", "tens", "hundred", "hundreds", "magnitude", "double", "fraction"]

_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
# Thousands and a fraction with different marks: "10,000.50", "10.000,50".
_BOTH = re.compile(r"([1-9]\d{0,2}(?:([.,])\d{3})+)(?!\2)[.,](\d+)")


class _Part(NamedTuple):
    kind: Kind
    value: float


@cache
def numeral_data() -> dict[str, Any]:
    """The vocabulary file of number words and counted nouns, as it stands."""
    data: dict[str, Any] = word_list("numerals")
    return data


def _parts() -> dict[str, _Part]:
    data = numeral_data()
    table: dict[str, _Part] = {}

    def add(words: list[str], kind: Kind, value: float) -> None:
        for word in words:
            table.setdefault(fold_word(word), _Part(kind, value))

    add(data["ten"], "ten", 10)
    for kind, name in (
        ("unit", "units"), ("tens", "tens"), ("hundreds", "hundreds"), ("magnitude", "magnitudes"), ("double",
        "doubles"),
        ("fraction", "fractions"),
    ):  # fmt: skip
        for value, words in data[name].items():
            add(words, kind, value)  # type: ignore[arg-type]
    add(data["hundred"], "hundred", 100)
    for value, words in data["magnitude_plurals"].items():
        add(words, "magnitude", value)
    add(data["one_before_ten"], "eleven", 1)
    for word, part in list(table.items()):
        # "the two" is written like Monday and "the one" like "the only": neither counts.
        if part.kind not in {"eleven", "fraction"} and part.value > 2:
            table.setdefault("ال" + word, part)
    return table


_PARTS = _parts()
_LINKED = {"و" + word: part for word, part in _PARTS.items() if not word.startswith("ال")}
_LINKED_DEFINITE = {"و" + word: part for word, part in _PARTS.items() if word.startswith("ال") and part.kind == "tens"}
_TEN_AFTER_UNIT = frozenset(fold_word(word) for word in numeral_data()["ten_after_unit"])
_NEVER_FIRST = frozenset(fold_word(w) for words in numeral_data()["magnitude_plurals"].values() for w in words)
STARTERS = frozenset(_PARTS) - _NEVER_FIRST - frozenset("ال" + word for word in _NEVER_FIRST)


def read_digits(word: str, *, decimal: bool = False) -> float | int | None:
    """The value of digits with separators; None where they are a date, a score or a clock time.

    Three digits after a separator make thousands ("10.684" is 10684), unless ``decimal`` says that a magnitude word
    follows.
    """
    if word.isdecimal():
        return int(word) if len(word) <= 15 else None
    if not decimal and _THOUSANDS.fullmatch(word):
        return int(word.replace(".", "").replace(",", ""))
    if _PLAIN.fullmatch(word):
        return float(word.replace(",", "."))
    both = _BOTH.fullmatch(word)
    if both is not None:
        return float(f"{both[1].replace(',', '').replace('.', '')}.{both[3]}")
    return None


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 6)


def read_number(words: Sequence[str], i: int) -> tuple[int, float | int] | None:
    """The number that begins at ``words[i]``: the index after its last word, and its value. Words are folded.

    Clitics are expected to be cut off the first word. A lone fraction and a lone "one of" are no numbers here.
    """
    first = words[i]
    size = len(words)
    part = _PARTS.get(first)
    if part is None:
        if not first[:1].isdecimal():
            return None
        following = _PARTS.get(words[i + 1]) if i + 1 < size else None
        scaled = following is not None and following.kind == "magnitude"
        value = read_digits(first, decimal=scaled)
        if value is None:
            return None
        return _digits_on(words, i + 1, value) if scaled else (i + 1, value)
    if part.kind == "fraction":
        following = _PARTS.get(words[i + 1]) if i + 1 < size else None
        if following is None or following.kind != "magnitude":
            return None
        return i + 2, _whole(part.value * following.value)
    if first not in STARTERS:
        return None
    if part.kind == "eleven" and (i + 1 >= size or words[i + 1] not in _TEN_AFTER_UNIT):
        return None
    return _words_on(words, i, part)


def _digits_on(words: Sequence[str], j: int, value: float) -> tuple[int, float | int]:
    """Digits before magnitude words: "15 ألف", "3.2 مليار", "5 آلاف و200"."""
    scale = _PARTS[words[j]].value
    j += 1
    total = value * scale
    if (
        j + 1 < len(words)
        and words[j] == "و"
        and words[j + 1].isdecimal()
        and scale == 1000
        and int(words[j + 1]) < scale
    ):
        return j + 2, _whole(total + int(words[j + 1]))
    if j < len(words) and (linked := _LINKED.get(words[j])) is not None and linked.kind == "fraction":
        return j + 1, _whole(total + linked.value * scale)
    return j, _whole(total)


def _words_on(words: Sequence[str], i: int, part: _Part) -> tuple[int, float | int]:
    """A number in words, read as groups below a thousand, each closed by a magnitude."""
    total = group = last = 0.0
    floor = 1e18  # the last magnitude that was read: what follows must be smaller
    size = len(words)
    definite = words[i].startswith("ال")
    j = i
    kind = ""
    while True:
        if part.kind == "magnitude":
            floor = part.value
            total += (group or 1.0) * floor
            group = 0.0
        elif part.kind == "double":
            floor = part.value / 2
            total += part.value
        elif part.kind == "fraction":
            total += part.value * floor
        elif part.kind == "hundred" and kind == "unit":
            group = (group - last) + last * 100
        else:
            group += part.value
        last, kind = part.value, part.kind
        j += 1
        if j >= size:
            break
        following = words[j]
        if kind in {"unit", "eleven"} and following in _TEN_AFTER_UNIT:
            group += 10
            kind = "teen"
            j += 1
            if j >= size:
                break
            following = words[j]
        attached = _PARTS.get(following)
        if attached is not None and (
            (attached.kind == "magnitude" and attached.value < floor and group)
            or (attached.kind == "hundred" and kind == "unit" and 3 <= last <= 9)
        ):
            part = attached
            continue
        linked = _LINKED.get(following) or (_LINKED_DEFINITE.get(following) if definite else None)
        if linked is None:
            apart = _LINKED.get("و" + words[j + 1]) if following == "و" and j + 1 < size else None
            if apart is not None and _may_follow(kind, apart, floor, group):
                part = apart
                j += 1
                continue
            if (
                following == "و"
                and kind in {"magnitude", "double"}
                and j + 1 < size
                and words[j + 1].isdecimal()
                and int(words[j + 1]) < floor
            ):
                return j + 2, _whole(total + int(words[j + 1]))
            break
        if not _may_follow(kind, linked, floor, group):
            break
        part = linked
    return j, _whole(total + group)


def _may_follow(kind: str, linked: _Part, floor: float, group: float) -> bool:
    """Whether a part tied on with "و" makes the number longer, rather than beginning the next one."""
    if linked.kind == "fraction":
        return kind in {"magnitude", "double"}
    if kind in {"unit", "eleven"}:
        return linked.kind == "tens" and (group % 100) < 10
    if kind in {"hundred", "hundreds"}:
        return linked.kind in {"unit", "tens", "ten", "eleven"}
    if kind in {"magnitude", "double"}:
        return linked.kind in {"unit", "tens", "ten", "hundred", "hundreds", "eleven"} or linked.value < floor
    return False
