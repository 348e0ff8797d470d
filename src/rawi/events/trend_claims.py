"""Trend claims: where an article asserts that something happens more often or less often, and what the archive shows.

The assertion is found by the words of ``data/trend_words.yaml`` beside a word for an event; the verdict is that of
:mod:`rawi.events.trends_verdict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from rawi.events.details import sentence_around
from rawi.events.trends_verdict import Archive, Finding
from rawi.events.trends_words import Asserted, Direction, asserted, frame, no_event
from rawi.lexicon.lexicon import Lexicon, Match
from rawi.model.event import Event, Words
from rawi.model.reading import Reading
from rawi.model.vocabulary import EVENT_TYPES, EventType
from rawi.reading.analysis import CLAUSE_MARKS, PREPOSITIONS, Analysis
from rawi.reading.document import Document

# "بعد" or "على" leads away from what rises; "زيادة في الهجمات" and "موجة من الاعتقالات" stay with it.
_AWAY = CLAUSE_MARKS | (PREPOSITIONS - {"في", "من", "ب"})
_NEAR = 6  # words between the trend and the event, and between the event and its party


class TrendClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion with what the archive shows of it.

    words: from the word of the trend to the word of the event, as the article has them; sentence: the whole of it, on
    one line. party: whose acts are meant, or None where the words do not tell.
    """

    words: Words
    sentence: str
    direction: Direction
    event: EventType
    party: str | None
    finding: Finding


def trend_claims(readings: Mapping[str, Reading], events: Iterable[Event]) -> list[TrendClaim]:
    """The assertions of all articles in the order of publication, each held against what the others report."""
    days = {name: day for name, reading in readings.items() if (day := reading.article.published_day) is not None}
    archive = Archive(events, days)
    return [
        TrendClaim(
            words=words, sentence=sentence, direction=direction, event=event, party=party,
            finding=archive.finding(name, direction, event, party),
        )
        for name in sorted(readings, key=lambda name: (readings[name].article.published or "~", name))
        for words, sentence, direction, event, party in _assertions(readings[name])
    ]  # fmt: skip


_Found = tuple[Words, str, Direction, EventType, str | None]


def _assertions(reading: Reading) -> list[_Found]:
    """What one article asserts; the same of the same only once, where it says so first."""
    article = reading.article
    doc = Document(article)
    trends = list(asserted(doc.words, doc.bounds))
    if not trends:
        return []
    analysis = Analysis(doc, Lexicon.load())
    found: dict[tuple[Direction, EventType, str | None], _Found] = {}
    for trend in trends:
        match = _event_word(trend, analysis)
        if match is None:
            continue
        quote = doc.quote(min(trend.first, match.first), max(trend.last, match.last))
        if any(other.start < quote.end and quote.start < other.end for other in reading.boilerplate):
            continue
        at = doc.quote(match.first, match.last)
        claim = next((c for c in reading.claims if c.trigger.start < at.end and at.start < c.trigger.end), None)
        event = claim.event if claim else cast(EventType, match.entry.key)
        actors = [mention.party for mention in claim.actors if mention.party] if claim else []
        party = actors[0] if actors else _party(trend, match, analysis)
        start, end = sentence_around(article.text, quote.start, quote.end)
        words = Words(
            article=article.id, claim=claim.id if claim else "", quote=quote, outlet=article.outlet,
            published=article.published,
        )  # fmt: skip
        sentence = " ".join(article.text[start:end].split())
        found.setdefault((trend.direction, event, party), (words, sentence, trend.direction, event, party))
    return list(found.values())


def _event_word(trend: Asserted, analysis: Analysis) -> Match | None:
    """The nearest word for an event on the side where it belongs, in the same clause, unless it is one of a toll."""
    words = analysis.doc.words
    start, end = analysis.doc.bounds[analysis.doc.sentence[trend.first]]
    after = _clause(words, range(trend.last, min(end, trend.last + _NEAR)), _AWAY)
    before = _clause(words, range(trend.first - 1, max(start, trend.first - _NEAR) - 1, -1), _AWAY)
    for side in (after, before) if trend.after else (before,):
        for token in side:
            if no_event(words[token]):
                return None
            match = _named(token, analysis)
            if match and frame(words[token]) and token + 1 < end:
                match = _named(token + 1, analysis) or match
            if match:
                return match
    return None


def _named(token: int, analysis: Analysis) -> Match | None:
    """The event that the word names, by the surest and longest entry."""
    matches = [match for match in analysis.events if match.head == token and _says_event(match)]
    # "قصف" without a word on the weapon is coded as shelling (annotation guidelines, 5).
    return max(
        matches,
        key=lambda m: (m.entry.value("weight") == "strong", m.last - m.first, m.entry.key == "shell"),
        default=None,
    )


def _says_event(match: Match) -> bool:
    """Nouns that name an event; a verb is the act itself, and a weak word is as often something else."""
    return match.entry.key in EVENT_TYPES and match.entry.pos != "verb" and match.entry.value("weight") != "weak"


def _clause(words: Sequence[str], tokens: range, ends: frozenset[str] = CLAUSE_MARKS) -> list[int]:
    """The tokens up to the first word that is one of ``ends``."""
    found: list[int] = []
    for token in tokens:
        if words[token] in ends:
            break
        found.append(token)
    return found


def _party(trend: Asserted, match: Match, analysis: Analysis) -> str | None:
    """The first party named after the event in its clause, or between it and the word of the trend."""
    _, end = analysis.doc.bounds[analysis.doc.sentence[match.head]]
    after = _clause(analysis.doc.words, range(match.head + 1, min(end, match.head + 1 + _NEAR)))
    for token in (*after, *range(trend.last, match.head)):
        if token in analysis.party_at:
            return analysis.party_at[token].id
    return None
