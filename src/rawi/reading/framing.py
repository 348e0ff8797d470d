"""Framing: the words by which an outlet, or somebody it quotes, takes a side. Each distinct wording once, where it
first stands."""

from __future__ import annotations

from rawi.lexicon.lexicon import Match
from rawi.model.claim import LoadedWord
from rawi.model.span import Quote
from rawi.model.vocabulary import LoadedKind
from rawi.reading.analysis import Analysis, Party

_SO_CALLED = frozenset({"يسمي", "يسمى", "يدعي", "يسمونه", "تسميه", "المدعو", "يعرف", "المزعوم"})


def find_loaded(analysis: Analysis, blocked: bytearray) -> list[LoadedWord]:
    """Loaded wordings in reading order; the longest where several overlap. blocked: tokens of site furniture."""
    doc = analysis.doc
    found: list[LoadedWord] = []
    seen: set[str] = set()
    by_sentence: dict[int, list[Party]] = {}
    named: set[int] = set()
    for party in analysis.parties:
        by_sentence.setdefault(doc.sentence[party.first], []).append(party)
        named.update(range(party.first, party.last))
    end = 0
    for match in sorted(analysis.loaded, key=lambda m: (m.first, -m.last)):
        if blocked[match.first] or match.first < end or not _holds(analysis, match, named):
            continue
        end = match.last
        words = " ".join(doc.words[match.first : match.last])[match.skip :]
        if words in seen:
            continue
        seen.add(words)
        quote = doc.quote(match.first, match.last, match.skip)
        kind: LoadedKind = match.entry.key  # type: ignore[assignment]
        toward, aimed = _toward(analysis, match, by_sentence.get(doc.sentence[match.first], []))
        found.append(LoadedWord(quote=quote, kind=kind, toward=toward, party=aimed))
    return found


def _holds(analysis: Analysis, match: Match, named: set[int]) -> bool:
    """Whether a wording is loaded where it stands. named: tokens of the parties that the article names."""
    words = analysis.doc.words
    entry = match.entry
    if entry.value("definite") == "true" and not (
        match.definite or words[match.first].startswith(("ال", "لل", "بال", "وال"))
    ):
        return False
    if entry.key == "regime_label" and match.last - match.first == 1:
        return (
            match.first in named
        )  # "النظام" is a government only where the article is about one; else it is any system
    if entry.key == "scare_quotes":
        before = words[match.first - 1] if match.first else ""
        after = words[match.last] if match.last < len(words) else ""
        return (before == '"' and after == '"') or before in _SO_CALLED
    if entry.value("needs_target") == "true":
        near = range(max(0, match.first - 2), min(len(words), match.last + 4))
        return any(
            token in analysis.party_at or token in analysis.noun
            for token in near
            if not match.first <= token < match.last
        )
    return True


def _toward(analysis: Analysis, match: Match, parties: list[Party]) -> tuple[Quote | None, str | None]:
    """The party that the wording is aimed at: the one it overlaps, or the nearest in its sentence just after or before.

    parties: those of the sentence.
    """
    doc = analysis.doc
    best = None
    for party in parties:
        if party.first < match.last and match.first < party.last:
            gap = 0
        else:
            gap = party.first - match.last + 1 if party.first >= match.last else match.first - party.last + 2
        if gap <= 4 and (best is None or gap < best[0]):
            best = (gap, party)
    if best is None:
        return None, None
    return doc.quote(best[1].first, best[1].last, best[1].skip), best[1].id
