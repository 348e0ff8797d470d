"""Voices: who speaks, in which stretch of the text, with which word.

A *cue* is a reporting verb, participle or preposition with its speaker. A verb governs what follows it up to the
next cue; a preposition ("بحسب المصدر") governs the clause that it closes, or the sentence that it opens. A voice
carries over into the next sentence where that sentence goes on with the same account, and ends where the outlet
plainly speaks for itself (guidelines, section 5).
"""

from __future__ import annotations

from typing import NamedTuple

from rawi.lexicon.lexicon import Match
from rawi.reading.analysis import Analysis
from rawi.reading.mentions.phrases import Phrase
from rawi.reading.voice_cues import CueFinder
from rawi.reading.voice_found import Found
from rawi.reading.voice_speakers import Link, Speakers
from rawi.reading.voice_words import ASIDES, CONTRAST, PAST, PRESENT

_CARRY = 3  # sentences that a voice may be carried over without being named again
_PARAGRAPH = 3  # sentences of a paragraph of news; of longer ones every sentence may be one
_MEMORY = 12  # speakers that a verb without a subject may go back to
# Whose account runs on over paragraphs; what shows that it does; and openings that turn to something else.
_ACCOUNTS = frozenset({"local_source", "unnamed", "witness"})
_GOES_ON = frozenset({"وذلك", "خاصه", "اما", "وخاصه", "لاسيما", "وهو", "وهي"})
_TURNS = frozenset("وفي وقبل وبعد ومنذ وخلال وعقب ومع والان وقد وهذا وهذه وبذلك وبين ومن وحتي وعلي والي وعن".split())
# Acts of speech that a speaker performs himself, by any word and by nouns alone; who tells of the acts of others.
_OWN_ACTS = frozenset({"condemn"})
_OWN_NOUNS = frozenset({"demand", "deny"})
_REPORTERS = frozenset({"media", "unnamed", "document", "monitor", "local_source", "witness", "social_media"})
_HOWEVER = frozenset({"الا", "لكن", "ولكن", "بيد", "لكنها", "لكنه"})
# What a verb says of the truth of a report, weakest first: of two the later one holds.
_STRENGTHS = ("neutral", "commanding", "presupposes", "hedging", "doubting", "denying")


class Cue(NamedTuple):
    """A place where a voice takes over.

    token, last: the reporting word (tokens, half-open); links: nearest the event first; whole: it governs the clause
    that it closes, not only what follows; strength: of the reporting word, see data/voices.yaml; rule: what found it.
    outer: the voices that vouch for the act of speaking itself, where somebody tells it. opener: token of the word that
    opens what is said, or 0; clausal: nothing before the opener is reported; until: token where the report ends, or 0.
    """

    token: int
    last: int
    links: tuple[Link, ...]
    whole: bool
    strength: str
    rule: str
    outer: tuple[Link, ...] = ()
    opener: int = 0
    clausal: bool = False
    until: int = 0


class Chain(NamedTuple):
    """The answer for one claim: the cue that governs it, if any; carried: from an earlier sentence."""

    cue: Cue | None
    carried: bool


_NOBODY = Chain(None, False)


class Voices:
    """The voices of a document. ``chain(token)`` tells who vouches for what is told at that token."""

    def __init__(self, analysis: Analysis, phrases: list[Phrase]) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._speakers = Speakers(analysis)
        self._finder = CueFinder(analysis, self._speakers)
        self._handovers: dict[int, str] = {}
        self._turned: set[int] = set()  # tokens of expressions that are no reports ("يذكر أن")
        for match in analysis.voices:
            if match.entry.key == "handover":
                self._handovers.setdefault(match.first, match.entry.value("effect"))
                if match.last - match.first > 1:
                    self._turned.update(range(match.first, match.last))
        self._history: list[tuple[Link, ...]] = []
        self.cues: list[list[Cue]] = [[] for _ in self._doc.bounds]
        self._carried: list[Cue | None] = [None] * len(self._doc.bounds)
        self._long = self._long_paragraphs()
        self._find()

    # Finding cues ---------------------------------------------------------------------

    def _find(self) -> None:
        by_sentence: list[list[Match]] = [[] for _ in self._doc.bounds]
        for match in self._analysis.voices:
            if match.entry.key in {"verb", "participle", "prep", "verbal_noun"}:
                by_sentence[self._doc.sentence[match.first]].append(match)
        last: Cue | None = None
        age = 0
        quoted = False
        for number, matches in enumerate(by_sentence):
            start, end = self._doc.bounds[number]
            new_paragraph = self._new_paragraph(start)
            quoted = quoted and not new_paragraph  # a quotation that nothing closes ends with its paragraph
            carried = self._carry(start, last, age, new_paragraph, quoted)
            self._carried[number] = carried
            quoted ^= bool(self._doc.words[start:end].count('"') % 2)
            if matches:
                self._sentence(number, matches, carried)
            named = [cue for cue in self.cues[number] if cue.links]
            if named:
                last, age = named[-1], 0
            elif carried is not None:
                age += 1
            else:
                last = None

    def _sentence(self, number: int, matches: list[Match], carried: Cue | None) -> None:
        start, end = self._doc.bounds[number]
        seen = start
        cues = self.cues[number]
        governing: Cue | None = None  # the last verb whose report is still open
        for match in sorted(matches, key=lambda m: (m.first, -m.last)):
            if match.first < seen or match.first in self._turned:
                continue
            found = self._finder.find(match, start, end)
            if found is None:
                continue
            if found.carrier and cues and cues[-1].whole and cues[-1].links:
                # "as the agency announced, quoting witnesses"
                cues[-1] = cues[-1]._replace(links=(*found.links, *cues[-1].links))
                seen = found.last
                continue
            cue = self._settle(found, governing, carried, start)
            if cue is None:
                continue
            cues.append(cue)
            seen = max([found.last, *(link.last for link in found.links if link.first >= found.first)])
            if not cue.whole or found.first <= start + 1:
                governing = cue

    def _settle(self, found: Found, governing: Cue | None, carried: Cue | None, start: int) -> Cue | None:
        """A found cue with its speakers: its own, those named before it, or those around it."""
        links = found.links
        outer: tuple[Link, ...] = ()
        if found.silent:
            self._history.append(links)
            return None
        if found.pronoun:
            links = (*self._named_before(found.gender)[:1], *links)
        elif found.relative and governing is not None:
            return None
        elif found.resumes:
            topic = found.topic
            if (
                topic is not None
                and governing is None
                and (not topic.gender or not found.gender or topic.gender == found.gender)
            ):
                links = (topic,)
                self._history.append(links)
            else:
                links = self._named_before(found.gender)
            if not links:
                return None
            links = (
                *links,
                *(link for link in found.links if link not in links and not self._speakers.is_outlet(link)),
            )
        elif found.impersonal:
            around = governing or carried
            if around is not None and around.links:
                # "what is thought to be a drone": the one who says so still vouches for it
                return Cue(found.first, found.last, around.links, found.whole, around.strength, found.rule)
        elif links:
            if self._speakers.is_outlet(links[-1]):
                links = links[:-1]
            elif (
                links[-1].bare
                and self._history
                and len(self._history[-1]) > 1
                and self._history[-1][0].head == links[-1].head
            ):
                # "the source" of an agency's report is still told by the agency.
                links = (*links, *self._history[-1][1:])
            nested = (
                not found.joined
                and not found.whole
                and governing is not None
                and governing.links
                and self._inside(found, governing)
            )
            if found.carrier and governing is not None and governing.links:
                links = (*links, *(link for link in governing.links if link not in links))
            elif nested and governing is not None and governing.links[0].first != links[0].first if links else False:
                outer = governing.links  # type: ignore[union-attr]
                links = (*links, *(link for link in outer if link not in links))[:3]
            if links:
                self._speakers.remember(links[0], found.opener or links[0].last)
                if not outer:  # who goes on speaking is the one outside
                    self._history.append(links)
                    del self._history[:-_MEMORY]
        return Cue(
            found.first,
            found.last,
            links,
            found.whole,
            found.strength,
            found.rule,
            outer,
            found.opener,
            found.clausal,
            found.until,
        )

    def _inside(self, found: Found, governing: Cue) -> bool:
        """Whether a verb stands in the report of the one before, not beside it."""
        words = self._doc.words
        previous = words[found.first - 1]
        if found.links[0].first > found.first and previous in {"،", ",", '"', "-"}:
            return False
        speaker = found.links[0]
        if speaker.first < found.first and speaker.skip and words[speaker.first][0] == "و":
            return False
        if previous in CONTRAST or previous in {"كما", "وقد", "حيث", "ثم"}:
            return False
        between = words[governing.last : found.first]
        return not any(word in CONTRAST or word in _HOWEVER for word in between)

    def _named_before(self, gender: str) -> tuple[Link, ...]:
        """The nearest speakers that a verb of this gender can have; the nearest of all where none agrees."""
        for links in reversed(self._history):
            if not gender or gender == "d" or not links[0].gender or links[0].gender == gender:
                return links
        return self._history[-1] if self._history else ()

    # Carrying ---------------------------------------------------------------------

    def _long_paragraphs(self) -> frozenset[int]:
        """The sentences of paragraphs so long that the text must have lost its line breaks."""
        paragraphs: list[list[int]] = []
        for number, (start, _end) in enumerate(self._doc.bounds):
            if not paragraphs or self._new_paragraph(start):
                paragraphs.append([])
            paragraphs[-1].append(number)
        return frozenset(number for numbers in paragraphs if len(numbers) > _PARAGRAPH for number in numbers)

    def _new_paragraph(self, start: int) -> bool:
        previous_end = self._doc.ends[start - 1] if start else 0
        return "\n" in self._doc.folded.text[previous_end : self._doc.starts[start]]

    def _carry(self, start: int, last: Cue | None, age: int, new_paragraph: bool, quoted: bool) -> Cue | None:
        """The cue that still governs the opening of a sentence, or None where the outlet speaks."""
        if last is None or age > _CARRY:
            return None
        if quoted or (start and self._doc.words[start - 1] == ":"):
            return last
        effect = self._handovers.get(start)
        if effect == "outlet" or effect == "other":
            return None
        if effect == "same":
            return last
        word = self._doc.words[start]
        if word in {"وكان", "وكانت"}:
            return None
        if word in _GOES_ON or (not new_paragraph and self._doc.sentence[start] not in self._long):
            return last if age < 2 or new_paragraph else None
        # An eyewitness account runs over paragraphs as long as they tell what happened next.
        told = last.links[0].kind in _ACCOUNTS and word[0] == "و" and word not in _TURNS and word[1:] not in ASIDES
        return last if told else None

    # Answering ---------------------------------------------------------------------

    def chain(self, token: int, event: str = "") -> Chain:
        """Who vouches for what is told at ``token``. A cue never governs the word that makes it.

        event: the type of what is told; what a speaker condemns he does not report, he does it himself.
        """
        number = self._doc.sentence[token]
        cues = self.cues[number]
        carried = self._carried[number]
        if self._performs(token):
            return _NOBODY
        if not cues:
            told = carried is not None and not self._acted(carried, token, event)
            return Chain(carried, True) if told else _NOBODY
        own = next((cue for cue in cues if cue.token <= token < cue.last), None)
        start = self._doc.bounds[number][0]
        ruling: Cue | None = None
        for cue in cues:
            if cue.token < token and cue is not own and (not cue.whole or cue.token <= start + 1):
                if (cue.clausal and token < cue.opener) or 0 < cue.until <= token:
                    continue
                ruling = cue
        if ruling is not None and not ruling.opener and not ruling.whole and self._contrast(ruling.token, token):
            ruling, carried = None, None
        closing = self._closing(cues, own, token)
        if own is not None and not own.whole:
            # A speech act is not vouched for by the one who performs it.
            ruling = own._replace(links=own.outer) if own.outer else None
            if closing is None:
                return Chain(ruling, False) if ruling is not None else _NOBODY
        if closing is not None:
            if (
                ruling is None
                or not ruling.links
                or self._contrast(ruling.token, token)
                or ruling.links[0] in closing.links
                or (closing.links and closing.links[0].bare and ruling.links[0].head == closing.links[0].head)
            ):
                return Chain(closing, False)
            joined = (*ruling.links, *(link for link in closing.links if link not in ruling.links))
            if closing.links and closing.token > token and ruling.whole:
                joined = (*closing.links, *ruling.links)
            return Chain(
                ruling._replace(links=joined[:3], strength=_stronger(ruling.strength, closing.strength)), False
            )
        if ruling is not None:
            return _NOBODY if self._acted(ruling, token, event) else Chain(ruling, False)
        return Chain(carried, True) if carried is not None and not self._acted(carried, token, event) else _NOBODY

    def _acted(self, ruling: Cue, token: int, event: str) -> bool:
        """Whether an act of speech is that of the speaker himself, and so needs nobody to report it."""
        if not ruling.links or ruling.links[0].kind in _REPORTERS:
            return False
        verb = any(entry.pos == "verb" for entry, *_rest in self._analysis.words[token].readings)
        return event in _OWN_ACTS or (event in _OWN_NOUNS and not verb)

    def _performs(self, token: int) -> bool:
        """Whether the word itself does what it says ("ندين", "لن نتركهم"): the speaker acts, nobody reports it."""
        word = self._doc.words[token]
        bare = word.removeprefix("و").removeprefix("س")
        if not bare.startswith("ن"):
            return False
        readings = [
            (entry.pos, form) for entry, form, *_rest in self._analysis.words[token].readings if entry.domain != "hedge"
        ]
        return bool(readings) and all(pos == "verb" and form & PRESENT and not form & PAST for pos, form in readings)

    def _closing(self, cues: list[Cue], own: Cue | None, token: int) -> Cue | None:
        """The preposition that closes the clause of ``token``, or one before it that nothing has replaced."""
        behind: Cue | None = None
        start = self._doc.bounds[self._doc.sentence[token]][0]
        for cue in cues:
            if not cue.whole or cue is own:
                continue
            if cue.token > token:
                if self._contrast(token, cue.token) or any(
                    token < c.token < cue.token and not c.whole and c.links for c in cues
                ):
                    return behind
                return cue
            if cue.token > start + 1:
                behind = cue
        if behind is not None and self._contrast(behind.token, token):
            return None
        return (
            behind
            if behind is not None and not any(behind.token < c.token < token and not c.whole for c in cues)
            else None
        )

    def _contrast(self, first: int, last: int) -> bool:
        words = self._doc.words
        return any(words[t] in CONTRAST and (words[t] != "حين" or words[t - 1] == "في") for t in range(first, last))


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=lambda strength: _STRENGTHS.index(strength) if strength in _STRENGTHS else 0)
