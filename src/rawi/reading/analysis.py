"""What the vocabulary knows of a document, sorted by who needs it; no later stage looks words up again."""

from __future__ import annotations

from rawi.lexicon.entries import Entry
from rawi.lexicon.lexicon import Lexicon, Match
from rawi.reading.document import Document
from rawi.reading.kinds import bit_of
from rawi.reading.words import CLAUSE_MARKS, FUNCTION_WORDS, PREPOSITIONS, Known, know


class Party:
    """A party named in the text: token range, the entry, how it is named (name, ambiguous, label, member, nisba)."""

    __slots__ = ("entry", "first", "how", "id", "last", "skip")

    def __init__(self, match: Match, party: str) -> None:
        self.first = match.first
        self.last = match.last
        self.skip = match.skip
        self.entry: Entry = match.entry
        self.id = party
        self.how = match.entry.value("as")


class Analysis:
    """The vocabulary's view of a document.

    words: what each token may be. events, voices, speakers, hedges, loaded: matches in reading order.
    parties: named parties, none overlapping, longest first choice. noun: for the first token of a person or object
    noun, its (last token + 1, domain, class, entry). context: the context classes of each token, sentence_context: of
    each sentence, as bits (see :mod:`rawi.reading.kinds`). stems: of the words of each sentence, each once.
    """

    __slots__ = (
        "_lexicon", "_lists", "context", "doc", "events", "hedges", "loaded", "loaded_at", "noun", "parties",
        "party_at", "sentence_context", "speakers",
        "stems", "taken", "voices", "words",
    )  # fmt: skip

    def __init__(self, doc: Document, lexicon: Lexicon) -> None:
        self.doc = doc
        self._lexicon = lexicon
        self.words: list[Known] = know(doc.words, lexicon)
        self.stems = [
            tuple(dict.fromkeys([known.stem for known in self.words[start:end] if known.stem]))
            for start, end in doc.bounds
        ]
        self.events: list[Match] = []
        self.voices: list[Match] = []
        self.speakers: list[Match] = []
        self.hedges: list[Match] = []
        self.loaded: list[Match] = []
        self.noun: dict[int, tuple[int, str, str, Entry]] = {}
        self.context = [0] * len(doc)
        self.sentence_context = [0] * len(doc.bounds)
        named: list[Match] = []
        self._lists = {
            "event": self.events, "voice": self.voices, "speaker": self.speakers, "hedge": self.hedges,
            "loaded": self.loaded, "party": named,
        }  # fmt: skip
        self._meet()
        self.loaded_at: dict[int, list[Match]] = {}
        for match in self.loaded:
            self.loaded_at.setdefault(match.first, []).append(match)
        self.taken = bytearray(len(doc))
        self.parties = self._named_parties(named)
        self.party_at: dict[int, Party] = {party.first: party for party in self.parties}
        for party in self.parties:
            if party.last - party.first > 1:
                self.taken[party.first : party.last] = b"\1" * (party.last - party.first)

    def _meet(self) -> None:
        """Sort what each word, and each expression that begins with it, may be; expressions come first."""
        doc, words, noun, lists = self.doc, self.words, self.noun, self._lists
        for i in [i for i, known in enumerate(words) if known.busy]:
            known = words[i]
            # Most words that begin pairs stand before a word that goes on with none of them.
            if known.gapped or (
                known.pairs and not known.pairs.keys().isdisjoint(words[min(i + 1, len(words) - 1)].lexemes)
            ):
                for match in self._lexicon.expressions(doc.words, words, i, doc.bounds[doc.sentence[i]][1]):
                    domain = match.entry.domain
                    if domain == "context":
                        self._add_context(bit_of(match.entry.key), i, match.last)
                    elif domain == "person" or domain == "object":
                        if i not in noun or match.last > noun[i][0]:
                            noun[i] = (match.last, domain, match.entry.key, match.entry)
                    elif domain in lists:
                        lists[domain].append(match)
            if known.context:
                self._add_context(known.context, i, i + 1)
            entry = known.noun
            if entry is not None and i not in noun:
                noun[i] = (i + 1, entry.domain, entry.key, entry)
            for domain, reading in known.met:
                lists[domain].append(Match(i, i + 1, i, *reading))

    def _add_context(self, bits: int, first: int, last: int) -> None:
        for token in range(first, last):
            self.context[token] |= bits
        self.sentence_context[self.doc.sentence[first]] |= bits

    def party_name(self, party: str) -> str:
        """The neutral Arabic name of a party."""
        return self._lexicon.party_name(party)

    def _named_parties(self, matches: list[Match]) -> list[Party]:
        """Longest names first; a word that could mean several parties means the one of them named last before it."""
        strength = {"name": 4, "label": 3, "member": 2, "ambiguous": 1, "nisba": 0}
        ordered = sorted(matches, key=lambda m: (m.first, -m.last, -strength[m.entry.value("as")]))
        found: list[Party] = []
        spoken: dict[str, int] = {}  # to the number of its last mention
        # A label such as "the regime" means this or that government; believe it where the article is about that
        # country.
        countries = {m.entry.value("country") for m in matches if m.entry.value("as") in {"name", "nisba", "member"}}
        words = self.doc.words
        starts = {m.first for m in matches}
        end = 0
        at = 0
        while at < len(ordered):
            match = ordered[at]
            rivals = [match]
            at += 1
            while at < len(ordered) and ordered[at].first == match.first:
                if ordered[at].last == match.last:
                    rivals.append(ordered[at])
                at += 1
            if match.first < end:
                continue
            if match.entry.value("as") == "label" and match.last - match.first == 1:
                rivals = [m for m in rivals if not m.entry.value("country") or m.entry.value("country") in countries]
                following = words[match.last] if match.last < len(words) else ""
                if not rivals or (following.startswith("ال") and match.last not in starts):
                    continue
                match = rivals[0]
            best = [m for m in rivals if m.entry.value("as") == match.entry.value("as")]
            if match.entry.value("as") == "label":
                # Several camps are called so: the one whose country the article names comes first.
                best.sort(key=lambda m: m.entry.value("country") not in countries)
            ids = [m.entry.key for m in best]
            if match.entry.value("as") == "ambiguous":
                party = max((p for p in ids if p in spoken), key=spoken.__getitem__, default="")
                if not party:
                    continue
            else:
                party = max((p for p in ids if p in spoken), key=spoken.__getitem__, default=ids[0])
            chosen = next(m for m in best if m.entry.key == party)
            found.append(Party(chosen, party))
            if match.entry.value("as") != "nisba":
                spoken[party] = len(found)
                end = match.last
        return found


__all__ = ["CLAUSE_MARKS", "FUNCTION_WORDS", "PREPOSITIONS", "Analysis", "Party"]
