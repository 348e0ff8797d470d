"""Fillers: every phrase of a document that may fill a field of a claim, in one shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS, Analysis
from rawi.reading.mentions.phrases import Phrase
from rawi.reading.mentions.places import FoundPlace
from rawi.reading.mentions.quantities import FoundQuantity
from rawi.reading.mentions.times import FoundTime

FillerKind = Literal["noun", "place", "time", "quantity"]


class Filler(NamedTuple):
    """A phrase that may fill a field. Tokens half-open; skip: letters of particles before it.

    shape: person, object, party, nisba, number, other for noun phrases; the level of a place; the grain of a time;
    what a
    quantity counts. cls, party: see :class:`rawi.reading.mentions.phrases.Phrase`. prep: the preposition before it,
    or "".
    number: its place among the found things of its kind.
    """

    first: int
    last: int
    skip: int
    kind: FillerKind
    shape: str
    cls: str
    party: str
    prep: str
    definite: bool
    joined: bool
    number: int


def collect_fillers(
    analysis: Analysis,
    phrases: Sequence[Phrase],
    places: Sequence[FoundPlace],
    times: Sequence[FoundTime],
    quantities: Sequence[FoundQuantity],
) -> list[list[Filler]]:
    """The fillers of each sentence, in reading order."""
    doc = analysis.doc
    found: list[list[Filler]] = [[] for _ in doc.bounds]
    sentence = doc.sentence
    for index, phrase in enumerate(phrases):
        if phrase.last - phrase.first == 1 and doc.words[phrase.first] == '"':
            continue
        found[sentence[phrase.first]].append(
            Filler(
                phrase.first, phrase.last, phrase.skip, "noun", phrase.kind, phrase.cls, phrase.party, phrase.prep,
                phrase.definite, phrase.joined, index,
            )
        )  # fmt: skip
    starts = {phrase.first for phrase in phrases}
    for index, party in enumerate(analysis.parties):
        if party.first in starts and party.how != "nisba":
            continue
        kind = "nisba" if party.how == "nisba" else "party"
        word = doc.words[party.first]
        found[sentence[party.first]].append(
            Filler(
                party.first, party.last, party.skip, "noun", kind, party.entry.value("kind"), party.id,
                _before(analysis, party.first, word[: party.skip]), word.startswith("ال"), False, -index - 1,
            )
        )  # fmt: skip
    for index, place in enumerate(places):
        word = doc.words[place.first]
        found[sentence[place.first]].append(
            Filler(
                place.first, place.last, place.skip, "place", place.mention.level or "unknown",
                place.mention.rule[:9], "",
                _before(analysis, place.first, word[: place.skip]), False, word[: place.skip][:1] == "و", index,
            )
        )  # fmt: skip
    for index, time in enumerate(times):
        # Not the grain: it is only known where the publication date is, and the words attach the same without it.
        shape = time.mention.rule if time.mention.rule in {"event", "vague"} else "dated"
        found[sentence[time.first]].append(
            Filler(
                time.first, time.last, 0, "time", shape, "", "", _before(analysis, time.first, ""), False, False, index
            )
        )
    for index, quantity in enumerate(quantities):
        mention = quantity.mention
        cls = "exact" if mention.low is not None else "vague"
        found[sentence[quantity.first]].append(
            Filler(
                quantity.first, quantity.last, 0, "quantity", mention.of, cls, "",
                _before(analysis, quantity.first, ""), False, False, index,
            )
        )  # fmt: skip
    for row in found:
        row.sort(key=lambda f: (f.first, f.last, f.kind, f.number))
    return found


def _before(analysis: Analysis, first: int, attached: str) -> str:
    """The preposition that leads to a phrase: attached to it, or the function word before it."""
    letters = attached.lstrip("وف")
    if letters:
        return letters
    if first == 0:
        return ""
    word = analysis.doc.words[first - 1]
    return word if word in FUNCTION_WORDS or word in CLAUSE_MARKS else ""
