"""Extents: how far the noun phrase of a speaker reaches."""

from __future__ import annotations

from rawi.lexicon.lexicon import Match
from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS, Analysis
from rawi.reading.voice_words import (
    ACTIVE,
    ANONYMOUS,
    ASIDES,
    FUTURE,
    KUNYAS,
    NAME,
    OPENERS,
    OTHERS,
    OUTLET_SORTS,
    PLAIN,
    SPEECH,
    VERBAL,
)

# Persons who are named after somebody else, not as his title: "the council accused fighters of ...".
_BODIES = frozenset({"armed", "force", "group", "crowd", "civilian"})
_LONGEST = 14  # tokens of a speaker with all that belongs to the name


class Extents:
    """Measures noun phrases of a document. heads: nouns that head a source phrase, by their first token."""

    def __init__(self, analysis: Analysis, heads: dict[int, Match]) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._heads = heads
        # "قال ناصر": no verb follows a reporting verb, but a name may look like one.
        self._said_by = {
            match.last
            for match in analysis.voices
            if match.entry.key == "verb"
            and match.entry.lemma in PLAIN
            and match.last < len(self._doc)
            and self._doc.words[match.last][0] not in "يتسو"
        }
        self._acts = {match.head for match in analysis.events if match.entry.value("weight") == "strong"}

    def cut(self, token: int) -> tuple[int, str]:
        """(letters of attached particles, the attached preposition) of a noun."""
        word = self._doc.words[token]
        best: tuple[int, str] | None = None
        for entry, _form, skip, particle, _definite, _pronoun in self._analysis.words[token].readings:
            if entry.pos != "verb" and (best is None or skip < best[0]):
                best = (skip, particle)
        if best is not None:
            return best
        for prefix, particle in (
            ("وال", ""),
            ("فال", ""),
            ("بال", "ب"),
            ("وبال", "ب"),
            ("ولل", "ل"),
            ("لل", "ل"),
            ("كال", "ك"),
        ):
            if word.startswith(prefix) and len(word) > len(prefix) + 2:
                return len(prefix) - 2, particle
        return 0, ""

    def finite(self, token: int) -> bool:
        """Whether a word can only be a verb."""
        if token and (self._doc.words[token - 1] in KUNYAS or token in self._said_by):
            return False
        verb = False
        for entry, form, skip, particle, definite, _pronoun in self._analysis.words[token].readings:
            if definite:
                return False
            if particle == "س" and self._doc.words[token][skip : skip + 1] not in FUTURE:
                continue
            if entry.pos == "verb":
                verb = verb or bool(form & VERBAL)
            elif entry.domain not in {"hedge", "voice"} or entry.pos != "word":
                return False
        word = self._doc.words[token]
        return verb or (
            not self._analysis.words[token].readings
            and len(word) > 4
            and word[0] == "ي"
            and word[1] not in "وا"
            and not word.endswith(("ه", "ا"))
        )

    def end(self, head: int, last: int, end: int, quoted: bool) -> int:
        """The end of the phrase: adjectives, what is joined without a particle, "باسم", a title after a comma."""
        words = self._doc.words
        limit = min(end, head + _LONGEST)
        at = last
        if self._titled(head, last, limit):
            at += 1
        person = head in self._analysis.noun or head in self._heads
        # "The statement": whoever is named after it is spoken of.
        speech = words[head].startswith("ال") and words[head][2:] in SPEECH
        while at < limit:
            word = words[at]
            if word == '"':
                if quoted:
                    return at + 1
                close = next((t for t in range(at + 1, min(at + 6, end)) if words[t] == '"'), 0)
                statement = words[head].removeprefix("ال") in SPEECH  # what follows is what it says
                if (
                    statement
                    or not close
                    or words[at + 1] in OPENERS
                    or any(self.finite(t) for t in range(at + 1, close))
                ):
                    break
                at = close + 1
                continue
            if word == "(":
                close = next((t for t in range(at + 1, min(at + 6, end)) if words[t] == ")"), 0)
                if not close or words[at + 1] in ASIDES:
                    break
                at = close + 1
                continue
            if word == "باسم" or (word == "العام" and words[at - 1].startswith("ال") and at == last):
                at += 1
                continue
            if word in KUNYAS and at + 1 < limit and NAME.fullmatch(words[at + 1]):
                at += 2
                continue
            if word in {"في", "لدي", "من"} and person and at + 1 < limit and self._belongs(at + 1):
                at += 2
                continue
            if word in {"،", ","} and self._apposed(at + 1, end):
                at += 2
                continue
            if (
                word in OPENERS
                or word in FUNCTION_WORDS
                or word in CLAUSE_MARKS
                or word in ASIDES
                or not word[0].isalpha()
                or self.finite(at)
                or word in OTHERS
                or self._reports(at)
                or (at > head and at in self._acts)
            ):
                break
            skip, particle = self.cut(at)
            if particle and (self._addressed(at) or at - head > 5 or particle == "ك"):
                break
            if (
                skip
                and not particle
                and word[0] in "وف"
                and not (word.startswith("وال") and words[at - 1].startswith("ال"))
            ):
                break
            if at in self._analysis.noun and (self._analysis.noun[at][2] == "casualty" or speech):
                break
            if at > head and self._possessed(at):
                break
            if (
                at > head
                and not particle
                and not word.startswith("ال")
                and self._complete(at - 1, head)
                and self._begins(at)
            ):
                break
            at += 1
        return at

    def _possessed(self, token: int) -> bool:
        """Whether a word is something of the speaker's ("... موقفها"), no part of the name."""
        word = self._doc.words[token]
        return word in ANONYMOUS or (len(word) > 4 and word.endswith("ها") and not word.startswith("ال"))

    def _titled(self, head: int, last: int, limit: int) -> bool:
        """Whether a name must follow, whatever it looks like: "the agency of ..."."""
        if last >= limit or last != head + 1:
            return False
        words = self._doc.words
        follower = words[last]
        named = words[head] in OUTLET_SORTS or words[head][1:] in OUTLET_SORTS  # "لوكالة", "ووكالة"
        return (
            named
            and bool(NAME.fullmatch(follower))
            and follower not in OPENERS
            and follower not in FUNCTION_WORDS
            and follower not in ASIDES
        )

    def _complete(self, token: int, head: int) -> bool:
        """Whether the phrase of ``head`` may end with this word: it is definite, an adjective or a plural."""
        word = self._doc.words[token]
        if token > head and word.endswith("ه"):
            return True
        return word.startswith(("ال", "وال", "لل", "بال")) or word.endswith(("يه", "ين", "ون", "ات", "ي"))

    def _begins(self, token: int) -> bool:
        """Whether a phrase of its own begins here: a deed, a party, armed people or a group called by a label."""
        analysis = self._analysis
        if token in analysis.noun and analysis.noun[token][2] in _BODIES:
            return True
        if any(match.entry.key == "delegitimising" for match in analysis.loaded_at.get(token, ())):
            return True
        party = analysis.party_at.get(token)
        if party is not None and party.how != "nisba" and party.entry.value("kind") != "person":
            return True
        return any(entry.domain == "event" and entry.pos == "noun" for entry, *_rest in analysis.words[token].readings)

    def _reports(self, token: int) -> bool:
        """Whether a word may be a reporting verb: what follows is no part of a speaker's name."""
        words = self._doc.words
        if token in self._heads or token in self._analysis.noun or words[token].startswith("ال"):
            return False
        if token and words[token - 1] in KUNYAS:
            return False
        return any(
            entry.domain == "voice" and entry.key == "verb" and form & ACTIVE and not skip and not pronoun
            for entry, form, skip, _particle, _definite, pronoun in self._analysis.words[token].readings
        )

    def _belongs(self, token: int) -> bool:
        """Whether what follows في, لدى or من tells whose speaker it is."""
        word = self._doc.words[token]
        return (
            token in self._heads
            or token in self._analysis.party_at
            or (token in self._analysis.noun and self._analysis.noun[token][2] == "force")
        ) and word not in {
            "بيان",
            "تصريح",
            "حديث",
            "تقرير",
            "رساله",
            "كلمه",
            "منشور",
            "تصريحات",
            "تغريده",
            "مقابله",
            "خطاب",
        }

    def _apposed(self, token: int, end: int) -> bool:
        """Whether a title or a name stands after a comma and closes soon."""
        words = self._doc.words
        if token >= end - 1:
            return False
        if words[token] in FUNCTION_WORDS:
            return False
        if (
            token not in self._heads
            and token not in self._analysis.noun
            and (self._analysis.words[token].readings or not NAME.fullmatch(words[token]))
        ):
            return False
        if token in self._analysis.noun and self._analysis.noun[token][2] == "casualty":
            return False
        for at in range(token + 1, min(token + 8, end)):
            word = words[at]
            if word in OPENERS or word in {"،", ",", ":"}:
                return True
            if self.finite(at) or word in CLAUSE_MARKS:
                return False
        return token + 8 >= end and token in self._heads

    def _addressed(self, token: int) -> bool:
        """Whether an outlet is spoken to here ("للوكالة")."""
        match = self._heads.get(token)
        return match is not None and match.entry.key == "media" and match.particle == "ل"
