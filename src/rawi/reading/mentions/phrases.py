"""Noun phrases: who or what a claim may be about. A light chunker; no tagger, no parser.

A phrase runs from a noun to the next word that cannot belong to it: a particle, a verb, a mark, an attached particle,
or a noun that begins a phrase of its own because the one before is complete ("طائرات حربية | مدينة منبج").
"""

from __future__ import annotations

from typing import NamedTuple

from rawi.reading.analysis import PREPOSITIONS, Analysis
from rawi.text.folding import fold_word

_LONGEST = 9  # words of a phrase; longer ones are relative clauses run on
_OF = frozenset(
    fold_word(word)
    for word in (
        "عدد",
        "عناصر",
        "عنصر",
        "مجموعه",
        "قاده",
        "قيادات",
        "عدد",
        "عشرات",
        "مئات",
        "الاف",
        "بعض",
        "احد",
        "احدي",
        "كل",
        "افراد",
        "قيادي",
        "مجموعات",
        "العديد",
        "مزيد",
        "المزيد",
        "مقاتلين",
        "مسلحين",
    )
)


class Phrase(NamedTuple):
    """A noun phrase. Tokens half-open; skip: letters of attached particles before it.

    kind: person, object, party, nisba, number or other; cls: the class of its head noun or the kind of party.
    party: id of the first party inside, or "". prep: the preposition that governs it, folded, or "".
    definite: its first word carries the article. joined: it follows و or ف directly.
    """

    first: int
    last: int
    skip: int
    kind: str
    cls: str
    party: str
    prep: str
    definite: bool
    joined: bool


def find_phrases(analysis: Analysis, blocked: bytearray, counts: frozenset[int] = frozenset()) -> list[Phrase]:
    """The noun phrases of a document in reading order.

    blocked: tokens of times, site furniture and event words. counts: tokens at which a number begins; so does a phrase.
    """
    doc = analysis.doc
    words, known = doc.words, analysis.words
    found: list[Phrase] = []
    for start, end in doc.bounds:
        i = start
        quotes = 0
        while i < end:
            if words[i] == '"':
                quotes += 1
            closing = words[i] == '"' and quotes % 2 == 0
            if blocked[i] or closing or not known[i].nominal:
                i += 1
                continue
            last = _extent(analysis, i, end, blocked, counts)
            quotes += words[i + 1 : last].count('"')
            found.append(_phrase(analysis, i, last, start))
            i = last
    return found


def _extent(analysis: Analysis, first: int, end: int, blocked: bytearray, counts: frozenset[int]) -> int:
    words, known = analysis.doc.words, analysis.words
    i = first + 1
    quoted = words[first] == '"'
    while i < end and i - first < _LONGEST:
        word = words[i]
        if word == '"':
            if quoted:
                quoted = False
                i += 1
                continue
            if '"' in words[i + 1 : i + 6]:
                quoted = True
                i += 1
                continue
            break
        if quoted:
            i += 1
            continue
        if blocked[i] or i in counts:
            break
        if word == "من" and i + 1 < end and (words[i - 1] in _OF or words[i - 1][0].isdigit()) and known[i + 1].nominal:
            i += 2
            continue
        if not known[i].nominal:
            break
        conjunction, particle, _skip = known[i].cut
        if conjunction or particle:
            break
        if (
            known[i - 1].closes
            and i - 1 not in counts  # a number and what it counts stay together
            and (i in analysis.noun or i in analysis.party_at or known[i].begins)
            and not word.startswith("ال")
        ):
            party = analysis.party_at.get(i)
            if party is None or party.how != "nisba":
                break
        i += 1
    if words[i - 1] == '"' and words[first:i].count('"') % 2 and i - 1 > first:
        i -= 1
    return i


def _phrase(analysis: Analysis, first: int, last: int, start: int) -> Phrase:
    words = analysis.doc.words
    conjunction, particle, skip = analysis.words[first].cut
    prep = particle
    if not prep and first > start and words[first - 1] in PREPOSITIONS:
        prep = words[first - 1]
    kind = cls = party = ""
    for i in range(first, last):
        named = analysis.party_at.get(i)
        noun = analysis.noun.get(i)
        if not kind and noun is not None:
            kind, cls = noun[1], noun[2]
        if named is not None and not party:
            party = named.id
            if not kind and named.how != "nisba":
                kind, cls = "party", named.entry.value("kind")
    if not kind:
        kind = "number" if words[first][0].isdigit() else "other"
    word = words[first][skip:]
    return Phrase(
        first, last, skip, kind, cls, party, prep, word.startswith("ال") or words[first].startswith("لل"), conjunction
    )


__all__ = ["Phrase", "find_phrases"]
