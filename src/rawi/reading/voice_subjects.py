"""Subjects: who stands before or after a reporting verb, and where what is said begins."""

from __future__ import annotations

import functools
from typing import NamedTuple

from rawi.lexicon.entries import Entry
from rawi.lexicon.lexicon import Match
from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS, PREPOSITIONS, Analysis
from rawi.reading.voice_speakers import Link, Speakers
from rawi.reading.voice_words import ASIDES, BUT, CLAUSAL, OPENERS, OPENING, PLAIN, RELATIVES, SPEECH, VERBAL
from rawi.text.folding import fold_word

REACH = 24  # tokens between a verb and the word that opens what is said; subjects with titles are long


class VerbFacts(NamedTuple):
    """What the vocabulary says of a reporting word, looked up once."""

    strength: str
    speaker: str
    passive: str
    event: bool
    preps: frozenset[str]
    voice: str


@functools.lru_cache(maxsize=4096)
def facts_of(entry: Entry) -> VerbFacts:
    """The tags of ``entry`` as fields; words folded."""
    preps = frozenset(fold_word(word) for word in entry.values("prep"))
    return VerbFacts(
        entry.value("strength"),
        entry.value("speaker"),
        entry.value("passive"),
        bool(entry.value("event")),
        preps,
        entry.value("voice"),
    )


class Subjects:
    """Finds the subjects of reporting verbs. verbs: reporting verbs by token."""

    def __init__(self, analysis: Analysis, speakers: Speakers) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._speakers = speakers
        self.verbs: dict[int, Match] = {}
        for match in analysis.voices:
            if match.entry.key == "verb" and match.form & VERBAL:
                self.verbs.setdefault(match.first, match)

    def topic(self, start: int, end: int) -> Link | None:
        """The speaker that a sentence opens with, after كان too ("وكان الوزير زار ... وقال")."""
        words = self._doc.words
        was = words[start] in {"وكان", "وكانت", "كان", "كانت"}
        first = start + was
        name = was and first < end and not self._analysis.words[first].readings
        link = self._speakers.read(first, end, trust=name)
        return link if link is not None and (link.kind not in {"document", "other"} or name) else None

    def after(self, match: Match, facts: VerbFacts, end: int, strict: bool) -> tuple[Link | None, int, Link | None]:
        """(subject, token that opens what is said or 0, outlet spoken to) of what follows a verb."""
        words = self._doc.words
        speakers = self._speakers
        subject: Link | None = None
        addressee: Link | None = None
        unknown = 0
        token = match.last
        limit = min(end, token + REACH)
        commas = 0
        while token < limit:
            word = words[token]
            if word in OPENING:
                if subject is None and unknown and (token - unknown <= 8 or self._called(unknown, token)):
                    subject = speakers.read(unknown, end, trust=True)
                return subject, token, addressee
            if word == '"':
                if subject is None and not unknown and token == match.last:
                    subject = speakers.read(token, end, trust=self._name_in_quotes(token, end))
                    if subject is not None:
                        token = max(subject.last, token + 1)
                        continue
                if subject is None and unknown:
                    subject = speakers.read(unknown, end, trust=True)
                return subject, token, addressee
            if word in {"،", ","}:
                commas += 1
                if commas > 3:
                    break
                token += 1
                continue
            if word in CLAUSE_MARKS and word not in {"(", ")", "-", "/"}:
                break
            if (
                word in ASIDES
                or word in {"(", ")", "-", "/"}
                or word[0].isdigit()
                or word in {"قايلا", "قايله", "قايلين"}
            ):
                token += 1
                continue
            if (
                word in facts.preps
                and subject is None
                and unknown
                and token - unknown <= 4
                and match.entry.lemma in PLAIN
                and not facts.event
                and self._named_so(unknown, token)
            ):
                subject = speakers.read(unknown, end, trust=True)
            if word in facts.preps and facts.speaker != "after_prep" and (subject is not None or not unknown):
                # The verb's own complement begins; an opener may follow it.
                nearby = next((t for t in range(token + 1, min(token + 3, end)) if words[t] in OPENERS), 0)
                return subject, nearby or token, addressee
            if word in PREPOSITIONS:
                if word in {"ل", "الي", "مع"} and addressee is None:
                    addressee = self._outlet_at(token + 1, end)
                token = self._past_phrase(token + 1, end)
                continue
            addressed = speakers.addressee(token, end) if word[0] == "ل" else None
            if addressed is not None:
                addressee = addressed
                token = max(addressed.last, token + 1)
                continue
            if (
                "ب" in facts.preps
                and word[0] == "ب"
                and len(word) > 3
                and (subject is not None or not unknown)
                and self.attached(token) == "ب"
            ):
                return subject, token, addressee
            if subject is None and not unknown:
                found = speakers.read(token, end)
                if found is not None:
                    subject = found
                    token = max(found.last, token + 1)
                    continue
                if self.attached(token) or word in FUNCTION_WORDS:
                    token += 1
                    continue
                if speakers.finite(token) or (token in self.verbs and token > match.last):
                    break
                unknown = token
            elif (
                not strict
                and token in self.verbs
                and self.verbs[token].entry.lemma in PLAIN
                and match.entry.lemma not in CLAUSAL
                and words[token - 1] not in RELATIVES
                and speakers.finite(token)
            ):
                break
            token += 1
        return subject, 0, addressee

    def _called(self, token: int, end: int) -> bool:
        """Whether a long unknown phrase is a name: its first word means nothing else, or a title follows."""
        return not self._analysis.words[token].readings or any(self._speakers.titles(t) for t in range(token + 1, end))

    def beside(self, subject: Link, end: int) -> tuple[Link, ...]:
        """A speaker with another one of another kind that is joined to it ("a source and residents said").

        Of one kind they are mostly two titles of one person, or states that speak as one.
        """
        at = subject.last
        if at >= end or self._doc.words[at][0] != "و":
            return (subject,)
        other = self._speakers.read(at, end)
        if other is None or other.skip != 1 or other.kind in {"other", subject.kind}:
            return (subject,)
        return (subject, other)

    def _named_so(self, token: int, end: int) -> bool:
        """Whether an unknown phrase can only be a name: it carries the article, stands in no list, or holds a party."""
        word = self._doc.words[token]
        return (
            word.startswith("ال")
            or not self._analysis.words[token].readings
            or any(t in self._analysis.party_at for t in range(token, end))
        )

    def _name_in_quotes(self, token: int, end: int) -> bool:
        words = self._doc.words
        close = next((t for t in range(token + 1, min(token + 6, end)) if words[t] == '"'), 0)
        return (
            close > token + 1
            and words[token + 1] not in OPENERS
            and not any(self._speakers.finite(t) for t in range(token + 1, close))
        )

    def _outlet_at(self, token: int, end: int) -> Link | None:
        if (
            self._doc.words[token - 1] == "ل"
            and token < end
            and self._doc.words[token] == '"'
            and self._name_in_quotes(token, end)
        ):
            named = self._speakers.read(token, end, trust=True, governed=True)
            return named._replace(kind="media") if named is not None and named.kind == "other" else None
        found = self._speakers.read(token, end, governed=True)
        return found if found is not None and found.kind == "media" else None

    def attached(self, token: int) -> str:
        """The preposition joined to a noun, or an empty string."""
        particle = ""
        for entry, _form, _skip, joined, _definite, _pronoun in self._analysis.words[token].readings:
            if entry.pos == "verb":
                continue
            if not joined:
                return ""
            particle = joined
        word = self._doc.words[token]
        return particle or ("ب" if word.startswith(("بال", "وبال")) else "ل" if word.startswith("لل") else "")

    def _past_phrase(self, token: int, end: int) -> int:
        """The token after the words that a preposition governs."""
        words = self._doc.words
        at = token
        if at < end and words[at] == '"':
            return next((t + 1 for t in range(at + 1, min(at + 7, end)) if words[t] == '"'), at)
        while at < end and at - token < 6:
            word = words[at]
            if (
                word in OPENING
                or word in CLAUSE_MARKS
                or word == '"'
                or word in PREPOSITIONS
                or (at > token and (self._speakers.finite(at) or self.attached(at)))
            ):
                break
            if (
                at > token
                and self._speakers.read(at, end) is not None
                and (words[at].startswith("ال") is False)
                and words[at - 1] not in SPEECH
            ):
                break
            at += 1
        return max(at, token)

    def before(self, match: Match, start: int, end: int) -> Link | None:
        """The speaker that opens the clause before the verb, after كان, or before "الذي"."""
        words = self._doc.words
        at = match.first - 1
        if at < start:
            return None
        while at > start and words[at] in {"قد", "كان", "كانت", "وقد", "لم", "كانوا"}:
            at -= 1
        if words[at] in {"الذي", "التي", "الذين"}:
            relative = at
            for token in range(max(start, at - 6), at):
                link = self._speakers.read(token, end)
                if (
                    link is not None
                    and link.last >= relative - 1
                    and (token == start or words[token - 1] not in {"في"})
                ):
                    return link
            return None
        for token in range(max(start, at - 3), at + 1):
            # "a report that revealed": what stands right before it speaks.
            link = self._speakers.read(token, end)
            if link is not None:
                if link.last == at + 1 and link.kind in {"document", "media"} and not link.bare:
                    return link
                break
        low = max(start, at - 24)
        for token in range(at, low - 1, -1):
            word = words[token]
            if word in {"كان", "كانت", "وكان", "وكانت", "فان"} or word in OPENERS:
                name = token + 1 < end and not self._analysis.words[token + 1].readings
                quoted = token + 1 < end and words[token + 1] == '"' and self._name_in_quotes(token + 1, end)
                link = self._speakers.read(
                    token + 1, end, trust=(name and (word not in OPENERS or token + 2 >= match.first - 1)) or quoted
                )
                return link if link is not None and self._reaches(link, match.first, word in OPENERS) else None
            if word[0] == "و" and token > start:
                beside = self._opening(token, match.first, end)
                if beside is not None and beside.skip:
                    return self._joined(start, token, end) or beside
            if word in {".", "؛", ":", "؟", "!"}:
                return self._opening(token + 1, match.first, end)
            if word in {"فيما", "بينما", "حيث", "لكن", "حين"}:
                return self._opening(token + 1, match.first, end)
        return self._opening(start + (words[start] in BUT), match.first, end) if low == start else None

    def _joined(self, start: int, last: int, end: int) -> Link | None:
        """The speaker that ends just before a token, to whom another one is joined there."""
        for token in range(max(start, last - 8), last):
            link = self._speakers.read(token, end)
            if link is not None and link.last == last and link.kind != "other":
                return link
        return None

    def _opening(self, token: int, verb: int, end: int) -> Link | None:
        link = self._speakers.read(token, end)
        return link if link is not None and self._reaches(link, verb, True) else None

    def _reaches(self, link: Link, verb: int, near: bool) -> bool:
        """Whether nothing but names, asides and titles stands between a speaker and its verb."""
        words = self._doc.words
        token = link.last
        while token < verb:
            word = words[token]
            if word in ASIDES or word in {"،", ",", "(", ")", "قد", '"'} or word[0].isdigit():
                token += 1
            elif word in PREPOSITIONS:
                token = max(self._past_phrase(token + 1, verb), token + 1)
            elif word in {"الذي", "التي", "الذين"}:
                return True
            elif near or self._speakers.finite(token):
                return False
            else:
                token += 1
        return True

    def coordinated(self, token: int, end: int, *, trust: bool) -> tuple[Link, ...]:
        """A speaker after a preposition with those joined to it ("sources and witnesses")."""
        first = self._speakers.read(token, end, trust=trust, governed=True)
        if first is None:
            return ()
        found = [first]
        words = self._doc.words
        while len(found) < 3 and found[-1].last < end:
            at = found[-1].last
            if words[at][0] != "و" or len(words[at]) < 3:
                break
            following = self._speakers.read(at, end)
            if following is None and words[at] in {"واخري", "واخرون", "واخرين"}:
                following = found[-1]._replace(first=at, last=min(at + 4, end), skip=1)
            if following is None or following.skip == 0:
                break
            found.append(following)
        return tuple(found)
