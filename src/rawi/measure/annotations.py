"""Annotated articles: the file format of the annotation guidelines (section 6), read and anchored in the text."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Mapping
from typing import Any

from rawi.errors import InputError

Range = tuple[int, int]
ROLES = ("actor", "target", "place", "origin", "destination", "time")
_SENTENCE_END = re.compile(r"\n|[.!؟?](?=\s|$)")


class GoldQuantity:
    """A quantity: where it stands, what it counts and its bounds."""

    __slots__ = ("high", "low", "of", "range")

    def __init__(self, where: Range, of: str | None, low: Any, high: Any) -> None:
        self.range = where
        self.of = of
        self.low = low
        self.high = high

    def same(self, other: GoldQuantity) -> bool:
        """Same words, same thing counted, same bounds."""
        alike = (self.of, self.low, self.high) == (other.of, other.low, other.high)
        return alike and same_phrase(self.range, other.range)


class GoldClaim:
    """A claim with offsets; phrases that are not found in the text are left out."""

    __slots__ = ("commitment", "event", "quantity", "roles", "sentence", "sources", "status", "trigger")

    def __init__(self, text: str, sentences: list[int], row: Mapping[str, Any]) -> None:
        self.event: str = row.get("event") or ""
        self.trigger = locate(text, row.get("trigger") or "")
        near = self.trigger[0] if self.trigger else None
        self.sentence = sentences[self.trigger[0]] if self.trigger else None
        self.status: str | None = row.get("status")
        self.commitment: str | None = row.get("commitment")
        self.roles: dict[str, list[Range]] = {
            role: [found for phrase in row.get(role) or [] if (found := locate(text, phrase, near))] for role in ROLES
        }
        self.quantity = [
            GoldQuantity(found, q.get("of"), q.get("low"), q.get("high"))
            for q in row.get("quantity") or []
            if (found := locate(text, q, near))
        ]
        self.sources: list[tuple[Range | None, str | None]] = [
            (locate(text, s, near), s.get("kind")) for s in row.get("sources") or []
        ]

    def phrases(self, role: str) -> list[Range]:
        """The ranges of a role; quantities and sources too."""
        if role == "quantity":
            return [q.range for q in self.quantity]
        if role == "source":
            return [where for where, _ in self.sources if where]
        return self.roles[role]


def locate(text: str, phrase: str | Mapping[str, Any], near: int | None = None) -> Range | None:
    """Where a phrase stands: by its offsets, by its ``nth`` occurrence, or the occurrence nearest to ``near``."""
    if isinstance(phrase, str):
        phrase = {"text": phrase}
    if "start" in phrase and "end" in phrase:
        start, end = phrase["start"], phrase["end"]
        return (start, end) if 0 <= start < end <= len(text) else None
    quote = phrase.get("text") or ""
    if not quote:
        return None
    spots = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not spots:
        return None
    if "nth" in phrase:
        number = phrase["nth"] - 1
        return (spots[number], spots[number] + len(quote)) if 0 <= number < len(spots) else None
    start = min(spots, key=lambda spot: abs(spot - near)) if near is not None else spots[0]
    return start, start + len(quote)


def sentence_numbers(text: str) -> list[int]:
    """The sentence number of every offset, the end of the text included."""
    numbers: list[int] = []
    number = at = 0
    for match in _SENTENCE_END.finditer(text):
        numbers += [number] * (match.end() - at)
        at = match.end()
        number += 1
    return numbers + [number] * (len(text) + 1 - at)


def overlap(a: Range, b: Range) -> int:
    """Letters that two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_phrase(a: Range, b: Range) -> bool:
    """At least half of the shorter one's letters are shared."""
    return 2 * overlap(a, b) >= min(a[1] - a[0], b[1] - b[0])


def claims_of(text: str, record: Mapping[str, Any]) -> list[GoldClaim]:
    """The claims of an annotation record, anchored in its text."""
    sentences = sentence_numbers(text)
    return [GoldClaim(text, sentences, row) for row in record.get("claims", [])]


def read_rows(path: str | pathlib.Path) -> dict[str, dict[str, Any]]:
    """The rows of a JSON Lines file by their ``id``. Raises InputError naming the line that is none."""
    try:
        with open(path, "rb") as file:
            lines = file.readlines()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", subject=str(path)) from None
    rows: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                rows[row["id"]] = row
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"line {number} is no JSON object with an id ({error})", subject=str(path)) from None
    return rows
