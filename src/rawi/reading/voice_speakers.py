"""Speakers: which noun phrases can vouch for something, and how far they reach."""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.lexicon.lexicon import Match
from rawi.model.vocabulary import SourceKind
from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS, Analysis
from rawi.reading.voice_extents import Extents
from rawi.reading.voice_kinds import PARTY_KIND, PERSON_KIND, kind_of
from rawi.reading.voice_outlets import OwnNames
from rawi.reading.voice_words import (
    ANONYMOUS,
    ASIDES,
    DETERMINERS,
    NAME,
    OPENERS,
    PLURAL,
    SEATS,
    SINGULAR,
    noun_gender,
)

_PEOPLE = frozenset(
    (
        "official leader armed civilian medic journalist aid_worker displaced family woman worker student prisoner "
        "generic group crowd"
    ).split()
)
# Parties of these kinds decide what their name is a source of, whatever its first word.
_DECIDES = frozenset({"army", "armed_group", "faction", "coalition", "police", "rescue", "un_body", "person"})
# A ministry speaks as such, although the vocabulary knows it under the name of its forces.
_MINISTRY = frozenset({"وزارة", "وزير"})
# After these the source meant is the one named before.
_SAME = frozenset("نفسه ذاته نفسها ذاتها عينه عينها".split())
_MELTED = re.compile("^[وف]?(مراسل|مراسله|مراسلو|مصادر)(?=ال|ل)")
_STEMS = ("مراسل", "مصادر", "ومراسل", "ومصادر", "فمراسل")
_INTRODUCTION = 7  # tokens from a title to the last name that it introduces
_FULL_NAME = 18  # tokens of a speaker with name and titles


class Link(NamedTuple):
    """One link of a chain, in tokens: the noun phrase of the voice, its kind and party.

    skip: letters of attached particles before the phrase. gender: m, f, or p for several persons; empty where unknown.
    head: the word of the vocabulary that names it, or empty. bare: it only points back ("المصدر").
    """

    first: int
    last: int
    skip: int
    kind: SourceKind
    party: str
    gender: str = ""
    head: str = ""
    bare: bool = False


class Speakers:
    """Reads noun phrases of a document as speakers and remembers who was named how."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._heads: dict[int, Match] = {}
        self._modifiers: dict[int, Match] = {}
        for match in analysis.speakers:
            table = self._modifiers if match.entry.key == "modifier" else self._heads
            known = table.get(match.first)
            # The longest wins; of readings of one word ("الأمين") the singular.
            if known is None or (match.last, match.form & SINGULAR) > (known.last, known.form & SINGULAR):
                table[match.first] = match
        self._extents = Extents(analysis, self._heads)
        self._staff = {
            m.first: m for m in analysis.voices if m.entry.key == "self" and m.entry.value("role") == "staff"
        }
        # Where a phrase that can speak may begin, apart from names remembered.
        self._first = self._heads.keys() | self._staff.keys() | analysis.party_at.keys() | analysis.noun.keys()
        self._first |= {token for token, word in enumerate(self._doc.words) if word.startswith(_STEMS)}
        self._latest: SourceKind | None = None  # of the last speaker who may be "the source"
        self._known: dict[str, SourceKind] = {}
        self._own = OwnNames(analysis.doc.article)

    # Reading ---------------------------------------------------------------------

    def read(self, token: int, end: int, *, trust: bool = False, governed: bool = False) -> Link | None:
        """The speaker whose phrase begins at ``token``, or None. end: where the sentence ends.

        trust: take a phrase that the vocabulary does not know. governed: it stands after a preposition, so an attached
        ل or ب is that preposition.
        """
        if token >= end:
            return None
        words = self._doc.words
        word = words[token]
        if (
            not trust
            and token not in self._first
            and word not in self._known
            and word[0] not in '"و'
            and word not in DETERMINERS
        ):
            return None
        head = token
        while (
            head < end - 1
            and head < token + 3
            and words[head].removeprefix("و") in DETERMINERS
            and head not in self._staff
        ):
            if head in self._heads and self._heads[head].last == head + 1 and words[head + 1] in FUNCTION_WORDS:
                break
            head += 1
            if words[head] == "من" and head < end - 1:
                head += 1
        quoted = words[head] == '"'
        if quoted:
            head += 1
            if head >= end:
                return None
        found = self._head(head, trust, governed, quoted)
        if found is None:
            return None
        last, skip, kind, party, gender, lemma = found
        skip = skip if head == token else self._skip(token)
        last = self._extents.end(head, last, end, quoted)
        if lemma:
            kind = self._kind(head, last, end) or kind
        length = last - token - (words[last - 1] in _SAME)
        bare = bool(lemma) and length == 1 and words[token][skip:].removeprefix("ل").startswith(("ال", "ل"))
        bare = bare or (last - token == 1 and lemma in {"بيان", "تقرير"})
        if bare and lemma == "مصدر":
            kind = self._latest or kind
        if bare or (bool(lemma) and last - head == 1 and words[token].removeprefix("و") in DETERMINERS):
            kind = self._known.get(lemma, kind)
        if not lemma and kind == "other":
            titled = self._title(token, last, end) or self._introduced(token, last)
            if titled:
                kind = self._kind(titled, last, end) or kind
            elif any(word.removeprefix("ال").startswith("صادر") for word in words[token + 1 : last + 1]):
                kind = self._issuer(token + 1, end) or kind
        if kind == "other" and not lemma and last - token == 1 and words[token][skip:] in SEATS:
            kind = "official"
        if not party and not lemma:
            if words[head].startswith("ال") and words[head][2:] in self._known:
                kind = self._known[words[head][2:]]
            kind = next((self._known[w] for w in words[token:last] if w in self._known), kind)
        return Link(token, last, skip, kind, party, gender, lemma, bare)

    def _title(self, token: int, last: int, end: int) -> int:
        """The title that a name carries in its phrase or right after it ("..., spokesman of ..."), or 0."""
        for at in range(token + 1, min(max(last, token + 6), end)):
            if self.titles(at):
                return at
            word = self._doc.words[at]
            if at >= last and not (word in {"،", ",", "وهو", "وهي", "العام"} or self._named(at)):
                return 0
        return 0

    def _introduced(self, first: int, last: int) -> int:
        """The title that a name carries anywhere else in the text ("... minister X ..."), or 0."""
        words = self._doc.words
        name = next((t for t in range(last - 1, first - 1, -1) if self._named(t)), None)
        if name is None:
            return 0
        for at in range(len(words)):
            if words[at] != words[name] or first <= at < last:
                continue
            start, end = self._doc.bounds[self._doc.sentence[at]]
            for before in range(at - 1, max(start, at - _INTRODUCTION) - 1, -1):
                if words[before] in OPENERS or words[before] in CLAUSE_MARKS - {"،"} or self.finite(before):
                    break
                if self.titles(before):
                    return before
            after = self._title(at, at + 1, end)
            if after:
                return after
        return 0

    def titles(self, token: int) -> bool:
        """Whether a word is a title, or else a noun that tells what kind of source somebody is."""
        match = self._heads.get(token)
        return match is not None and match.entry.key != "other" and not match.particle

    def _named(self, token: int) -> bool:
        """Whether a word can only be a name."""
        word = self._doc.words[token]
        return (
            not self._analysis.words[token].readings
            and bool(NAME.fullmatch(word))
            and not (word in OPENERS or word in ASIDES or word in FUNCTION_WORDS)
        )

    def _head(
        self, token: int, trust: bool, governed: bool, quoted: bool
    ) -> tuple[int, int, SourceKind, str, str, str] | None:
        """(last, skip, kind, party, gender, lemma) of a phrase by its first noun."""
        analysis = self._analysis
        word = self._doc.words[token]
        staff = self._staff.get(token)
        if staff is not None:
            kind: SourceKind = staff.entry.value("kind") or "media"  # type: ignore[assignment]
            return (
                staff.last,
                staff.skip,
                kind,
                "",
                "p" if word.endswith(("ونا", "ينا")) else noun_gender(word[:-2]),
                "مراسل",
            )
        match = self._heads.get(token)
        party = analysis.party_at.get(token)
        if party is not None and party.how == "nisba":
            if (
                match is None
                and token not in analysis.noun
                and word.endswith(("ون", "ين"))
                and not word.startswith("ال")
                and not self._extents.cut(token)[1]
            ):
                return token + 1, self._extents.cut(token)[0], "local_source", "", "p", ""
            party = None
        if party is not None and (
            match is None
            or (
                party.last > match.last and party.entry.value("kind") in _DECIDES and match.entry.lemma not in _MINISTRY
            )
        ):
            if word[: party.skip].endswith(("ب", "ل", "ك")) and not governed:
                return None
            kind = PARTY_KIND.get(party.entry.value("side") or party.entry.value("kind"), "other")
            return party.last, party.skip, kind, party.id, self._party_gender(party.first, party.skip), ""
        if match is not None:
            if match.particle and not governed:
                return None
            if word.startswith("مسووليت"):
                return None
            entry = match.entry
            gender = noun_gender(word) if match.form else "f" if word.endswith(("ه", "ات")) else ""
            if match.form & PLURAL and not match.form & SINGULAR:
                gender = (
                    "p"
                    if (token in analysis.noun and analysis.noun[token][2] in _PEOPLE) or word.endswith(("ون", "ين"))
                    else "f"
                )
            kind = entry.key  # type: ignore[assignment]
            return match.last, match.skip, kind, party.id if party else "", gender, entry.lemma
        melted = _MELTED.match(word) if word.startswith(_STEMS) else None
        if melted is not None and not analysis.words[token].readings:
            return (
                token + 1,
                len(melted[0]) - len(melted[1]),
                "media" if melted[1] != "مصادر" else "unnamed",
                "",
                "f" if melted[1] == "مصادر" else "m",
                "مراسل",
            )
        noun = analysis.noun.get(token)
        if noun is not None and noun[1] == "person" and (noun[2] in PERSON_KIND or trust):
            skip, particle = self._extents.cut(token)
            if particle and not governed:
                return None
            return noun[0], skip, PERSON_KIND.get(noun[2], "other"), "", noun_gender(word), ""
        if word in self._known:
            return token + 1, 0, self._known[word], "", "", ""
        if word.startswith("و") and word[1:] in self._known:
            return token + 1, 1, self._known[word[1:]], "", "", ""
        if (
            not trust
            or word in FUNCTION_WORDS
            or word in CLAUSE_MARKS
            or word in ASIDES
            or not NAME.fullmatch(word)
            or (self._extents.finite(token) and not quoted)
        ):
            return None
        if quoted:
            return token + 1, 0, "other", "", "f" if word.endswith(("ه", "ات")) else "", ""
        if (noun is not None and noun[1] == "object") or any(
            r[0].domain == "placeword" or (r[0].domain == "event" and r[0].pos == "noun")
            for r in analysis.words[token].readings
        ):
            return None
        skip, particle = self._extents.cut(token)
        if particle and not governed:
            return None
        return token + 1, skip, "other", "", "f" if word.endswith(("ه", "ات")) else "", ""

    def _party_gender(self, token: int, skip: int) -> str:
        word = self._doc.words[token][skip:]
        return (
            "f"
            if word.endswith(("ه", "ات"))
            else "m"
            if word in {"الجيش", "جيش", "التحالف", "حزب", "تنظيم", "التنظيم", "الاحتلال", "جهاز"}
            else ""
        )

    def _skip(self, token: int) -> int:
        word = self._doc.words[token]
        return 1 if word[0] == "و" and word[1:] in DETERMINERS else self._extents.cut(token)[0]

    def _kind(self, head: int, last: int, end: int) -> SourceKind | None:
        match = self._heads.get(head)
        if match is None:
            return None
        kind = kind_of(match, last, self._analysis, self._modifiers)
        if kind in {"document", "unnamed"} and any(
            word.removeprefix("ال").startswith("صادر") for word in self._doc.words[match.last : last]
        ):
            return self._issuer(match.last, end) or kind
        if kind == "other" and match.entry.lemma == "بيان":
            issuer = next((t for t in range(match.last, last) if t in self._heads), 0)
            return kind_of(self._heads[issuer], last, self._analysis, self._modifiers) if issuer else kind
        return kind

    def _issuer(self, token: int, end: int) -> SourceKind | None:
        """The kind of who issued figures or a statement ("الأرقام الصادرة عن ...")."""
        words = self._doc.words
        for at in range(token, min(token + 3, end - 1)):
            if words[at] in {"عن", "من"}:
                link = self.read(at + 1, end)
                return link.kind if link is not None else None
        return None

    def remember(self, link: Link, reach: int) -> None:
        """Keeps how a speaker was named: names later stand alone, nouns later point back ("المصدر", "البيان").

        reach: the token up to which the full name may run.
        """
        words = self._doc.words
        if not link.bare and link.kind not in {"media", "document", "other"}:
            self._latest = link.kind
        if link.head and not link.bare:
            self._known[link.head] = link.kind
        if (
            link.kind in {"military", "official", "ngo", "rescue", "monitor", "un", "security_source"}
            and link.head != "بيان"
        ):
            self._known["بيان"] = link.kind
        if link.kind == "other" and not link.head:
            return
        if not link.head and not link.party:
            self._known.setdefault(words[link.first].strip('"')[link.skip :] or words[link.first + 1], link.kind)
        for token in range(link.first, min(max(link.last, reach), link.first + _FULL_NAME)):
            word = words[token]
            if len(word) > 3 and self._named(token) and word not in ANONYMOUS:
                self._known.setdefault(word, link.kind)

    def finite(self, token: int) -> bool:
        """Whether a word can only be a verb."""
        return self._extents.finite(token)

    def addressee(self, token: int, end: int) -> Link | None:
        """The outlet that somebody speaks to ("لوكالة ..."), where the word carries the preposition ل."""
        words = self._doc.words
        match = self._heads.get(token)
        staff = self._staff.get(token)
        if words[token][0] != "ل" or (
            staff is None and (match is None or match.entry.key != "media" or match.particle != "ل")
        ):
            return None
        if match is None:
            return self.read(token, end, governed=True)
        if match.entry.lemma in {"إعلام", "صحفي", "صحافي", "إعلامي", "وسيلة", "صحافة", "صحف"}:
            return None
        return self.read(token, end, governed=True)

    def is_outlet(self, link: Link) -> bool:
        """Whether the outlet names itself. Its people and its sources are others."""
        if link.head in {"مراسل", "مراسلة", "مصدر", "ناشط", "موفد", "مدير"}:
            return False
        text = " ".join(self._doc.words[link.first : link.last])[link.skip :].replace('" ', "").replace(' "', "")
        return self._own.names(
            text.removeprefix("لل").removeprefix("ل") if text.startswith("ل") and link.kind == "media" else text
        )
