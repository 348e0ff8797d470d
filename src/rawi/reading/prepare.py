"""The stages before any decision: everything that is found in an article, laid out for the judge. Deterministic."""

from __future__ import annotations

from collections import Counter

from rawi.furniture import boilerplate_lines
from rawi.lexicon.lexicon import Lexicon
from rawi.model.article import Article
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.facts import ArticleFacts, mark
from rawi.reading.fillers import Filler, collect_fillers
from rawi.reading.mentions.phrases import Phrase, find_phrases
from rawi.reading.mentions.places import FoundPlace, Places
from rawi.reading.mentions.quantities import FoundQuantity, find_quantities
from rawi.reading.mentions.times import FoundTime, find_times
from rawi.reading.triggers import Candidate, find_candidates
from rawi.reading.voices import Voices


class Prepared:
    """An article with all that was found in it.

    blocked: 1 for tokens of site furniture. rows: fillers by sentence. speaking: tokens of speakers to their reporting
    word.
    """

    __slots__ = (
        "analysis", "blocked", "boilerplate", "candidates", "doc", "facts", "phrases", "places", "quantities",
        "rows", "speaking", "times", "voices",
    )  # fmt: skip

    def __init__(self, article: Article, lexicon: Lexicon, places: Places) -> None:
        doc = self.doc = Document(article)
        lines = boilerplate_lines(article.text, article.title)
        self.boilerplate: list[tuple[int, int]] = sorted({*lines, *((s.start, s.end) for s in article.boilerplate)})
        self.blocked = _blocked(doc, self.boilerplate)
        analysis = self.analysis = Analysis(doc, lexicon)
        self.times: list[FoundTime] = find_times(doc)
        self.quantities: list[FoundQuantity] = find_quantities(doc, self.times)
        countries: Counter[str] = Counter()
        for party in analysis.parties:
            country = party.entry.value("country")
            if country and party.how != "nisba":
                countries[country] += 1
        self.places: list[FoundPlace] = places.find(doc, analysis.taken, countries)
        self.candidates: list[Candidate] = find_candidates(analysis, self.blocked)
        closed = bytearray(self.blocked)
        for candidate in self.candidates:
            if candidate.firm and candidate.head not in analysis.noun and not analysis.taken[candidate.head]:
                closed[candidate.head] = 1
        for time in self.times:
            closed[time.first : time.last] = b"\1" * (time.last - time.first)
        self.phrases: list[Phrase] = find_phrases(analysis, closed, frozenset(q.first for q in self.quantities))
        self.voices = Voices(analysis, self.phrases)
        self.speaking: dict[int, int] = {}
        for cues in self.voices.cues:
            for cue in cues:
                for link in cue.links:
                    if link.first >= doc.bounds[doc.sentence[cue.token]][0]:
                        self.speaking.update(dict.fromkeys(range(link.first, link.last), cue.token))
        self.rows: list[list[Filler]] = collect_fillers(
            analysis, self.phrases, self.places, self.times, self.quantities
        )
        self.facts = ArticleFacts(analysis, self.candidates)
        facts = self.facts
        mark(facts, "place", doc, ((p.first, p.last) for p in self.places))
        mark(facts, "time", doc, ((t.first, t.last) for t in self.times))
        mark(facts, "party", doc, ((p.first, p.last) for p in analysis.parties))
        tolls = {"killed", "injured", "casualties"}
        mark(facts, "toll", doc, ((q.first, q.last) for q in self.quantities if q.mention.of in tolls))
        mark(facts, "number", doc, ((q.first, q.last) for q in self.quantities if q.mention.of not in tolls))
        for place in self.places:
            facts.places.update(range(place.first, place.last))


def _blocked(doc: Document, ranges: list[tuple[int, int]]) -> bytearray:
    blocked = bytearray(len(doc))
    if not ranges:
        return blocked
    at = 0
    folded = [(doc.folded.folded_offset(start), doc.folded.folded_offset(end)) for start, end in ranges]
    for token, start in enumerate(doc.starts):
        while at < len(folded) and folded[at][1] <= start:
            at += 1
        if at == len(folded):
            break
        if folded[at][0] <= start:
            blocked[token] = 1
    return blocked
