"""Place phrases: which words name a place, how far the phrase runs, and of which parts it is made.

"بلدة X بريف Y الشرقي" is one phrase of two parts: the town X, then the countryside of Y with the direction east. What
the
parts stand for is decided in :mod:`rawi.reading.mentions.places`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from rawi.lexicon.entries import Form
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon, Word
from rawi.reading.document import Document
from rawi.text.folding import fold_word

# Words that never are or begin an unknown place name after a head noun ("مدينة في ...").
_NO_NAME = frozenset(
    fold_word(word)
    for word in "في من على الى عن مع ان انها انه التي الذي الذين هذا هذه تلك ذلك و او ثم قد لم لن لا ما كما حيث"
    " بعد قبل خلال بين ضد حتى منذ اي كل بعض عدد"
    " امس اليوم غدا صباح مساء فجر ليلة ليل يوم كان كانت قال قالت وقال وفق حسب بحسب وسط عبر نحو لدى عند اثر جراء"
    " جديد جديدة اخرى".split()
)
# First halves of place names: the word after them belongs to the name.
_FIRST_HALVES = frozenset(
    fold_word(word)
    for word in "ابو ابي ام عين تل تلة كفر دير خان بيت بئر بير جبل راس وادي شيخ الشيخ سيدي ابن بني باب مشهد"
    " خربة خربه معرة معره ال عبد حمام جب مرج برج قصر قلعة قلعه"
    " النبي سد حوش سن كرم مجدل صلاح نور جسر مطار معبر عرب حاسي عقبة".split()
)
_QUOTE = '"'
_NAME_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
_LONGEST_QUOTED = 4  # words of a name in quotation marks
_NUMBER_OF_KM = frozenset(
    {"كم", "كيلومتر", "كيلومترا", "كيلومترات", "كيلو", "كلم", "ميل", "ميلا", "اميال", "متر", "مترا", "امتار"}
)


@dataclass(slots=True)
class Part:
    """One level of a phrase: a head noun, a name with the places it may stand for, and a direction.

    level, around, precision_m: what the head noun says (see place_words.yaml); definite: the head carries the article
    and
    no name, so it points back; several: the head is a dual or plural, so names joined by و belong to it;
    generic: the head alone may stand for a place ("المنطقة"); qualified: an adjective follows. bearings: degrees from
    north of the direction words; distance_m: as told, if told.
    """

    first: int
    last: int
    head: str = ""
    level: str = ""
    around: bool = False
    precision_m: int = 0
    definite: bool = False
    several: bool = False
    generic: bool = False
    qualified: bool = False
    name: str = ""
    candidates: tuple[int, ...] = ()
    bearings: list[int] = field(default_factory=list)
    distance_m: int = 0


class Phrase(NamedTuple):
    """A place phrase. Tokens half-open; skip: letters of attached particles before it; parts from narrow to wide."""

    first: int
    last: int
    skip: int
    parts: list[Part]


class _Token(NamedTuple):
    """What a word may do in a place phrase."""

    head: tuple[str, str, bool, int, bool, int, bool] | None  # lemma, level, around, precision, definite, skip, several
    generic: bool
    bearing: int | None
    adjective: bool
    relation: int | None
    known: bool


@cache
def _token(word: str) -> _Token:
    known: Word = Lexicon.load().word(word)
    head = None
    bearing = relation = None
    adjective = generic = False
    for entry, form, skip, _particle, definite, pronoun in known.readings:
        if entry.domain != "placeword":
            continue
        if entry.key == "head" and head is None and not pronoun:
            precision = int(entry.value("precision_m") or 0)
            generic = bool(entry.value("generic"))
            several = bool(form & (Form.DUAL | Form.PLURAL)) and not form & Form.SINGULAR
            head = (entry.lemma, entry.value("level"), bool(entry.value("around")), precision, definite, skip, several)
        elif entry.key == "direction" and entry.value("bearing"):
            bearing = int(entry.value("bearing"))
        elif entry.key == "adjective":
            adjective = True
        elif entry.key == "relation":
            relation = int(entry.value("precision_m") or 0)
    return _Token(head, generic, bearing, adjective, relation, bool(known.readings))


class Scanner:
    """Finds the place phrases of a document. names: what the gazetteer knows; remembered by first word."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._first: dict[str, tuple[tuple[str, int], ...]] = {}

    def _openings(self, word: str) -> tuple[tuple[str, int], ...]:
        """The ways to cut particles off so that a name of the gazetteer may begin: (rest, letters cut)."""
        known = self._first.get(word)
        if known is None:
            firsts = self._gazetteer.first_words
            found = [(word[len(c) :], len(c)) for c in _NAME_CLITICS if word.startswith(c) and word[len(c) :] in firsts]
            if word.startswith(("لل", "ولل")):
                cut = word.index("لل")
                rest = "ال" + word[cut + 2 :]
                if rest in firsts:
                    found.append((rest, cut))
            known = self._first[word] = tuple(pair for pair in found if len(pair[0]) > 2 or pair[1] == 0)
        return known

    def name_at(self, words: list[str], i: int) -> tuple[int, int, str, tuple[int, ...]] | None:
        """The longest name that begins at token ``i``: (end, letters cut, folded name, candidates)."""
        for rest, cut in self._openings(words[i]):
            if cut:
                ahead = [rest, *words[i + 1 : i + 6]]
                found = self._gazetteer.match(ahead, 0)
                if found:
                    end, candidates = found[0]
                    return i + end, cut, " ".join(ahead[:end]), candidates
            else:
                found = self._gazetteer.match(words, i)
                if found:
                    end, candidates = found[0]
                    return end, 0, " ".join(words[i:end]), candidates
        return None

    def phrases(self, doc: Document, taken: bytearray) -> list[Phrase]:
        """All place phrases in reading order. taken: tokens that belong to something else, such as a party's name."""
        found: list[Phrase] = []
        i = 0
        size = len(doc)
        words = doc.words
        while i < size:
            if taken[i] or not (
                _token(words[i]).head or _token(words[i]).relation is not None or self._openings(words[i])
            ):
                i += 1
                continue
            phrase = self._parse(doc, i, taken)
            if phrase is None:
                i += 1
                continue
            found.append(phrase)
            i = phrase.last
        return found

    def _parse(self, doc: Document, start: int, taken: bytearray) -> Phrase | None:
        words = doc.words
        limit = doc.bounds[doc.sentence[start]][1]
        parts: list[Part] = []
        skip = 0
        i = start
        end = start
        while i < limit and not taken[i]:
            opening = not parts
            step = self._part(words, i, limit, taken, opening=opening)
            if step is None:
                break
            part, cut = step
            if opening:
                skip = cut
            parts.append(part)
            end = i = part.last
            if parts[0].several:
                end = i = self._siblings(words, i, limit, taken)
            i = self._connector(words, i, limit)
            if i < 0:
                break
        if not parts or not any(part.name or (part.generic and (part.definite or part.qualified)) for part in parts):
            return None
        return Phrase(start, end, skip, parts)

    def _siblings(self, words: list[str], i: int, limit: int, taken: bytearray) -> int:
        """The end of the names joined by و to one whose head is a dual or plural ("قريتي س وص")."""
        while i < limit and not taken[i] and words[i][0] == "و":
            found = self.name_at(words, i)
            if found is not None and found[1] == 1:
                i = found[0]
            elif self._unknown_name(words[i][1:]):
                i += 1
            else:
                break
        return i

    def _connector(self, words: list[str], i: int, limit: int) -> int:
        """Where the next, wider part begins; -1 where the phrase ends."""
        if i >= limit:
            return -1
        word = words[i]
        if word in {"،", ","}:
            j = i + 1
            if j < limit and (words[j] in {"في", "ضمن"} or _token(words[j]).bearing is not None or words[j] == "علي"):
                return self._after_preposition(words, j, limit)
            return -1
        return self._after_preposition(words, i, limit)

    def _after_preposition(self, words: list[str], i: int, limit: int) -> int:
        word = words[i]
        if word in {"في", "ضمن", "من", "التابعه", "التابع", "الواقعه", "الواقع", "القريبه", "المتاخمه", "المحاذيه"}:
            j = i + 1
            if j < limit and words[j] in {"في", "من", "علي"}:
                j += 1
            if j >= limit:
                return -1
            token = _token(words[j])
            if token.head or token.bearing is not None or (self.name_at(words, j) and word != "من"):
                return j
            return -1
        if word == "علي" and i + 1 < limit and words[i + 1] in {"بعد", "مسافه", "الحدود"}:
            return i if words[i + 1] != "الحدود" else i + 1
        token = _token(word)
        if token.bearing is not None and not word.startswith("ال"):
            return i
        if token.relation is not None and i + 1 < limit and (_token(words[i + 1]).head or self.name_at(words, i + 1)):
            return i
        if token.head and token.head[5] == 1 and word[0] == "ب":
            return i
        opening = self.name_at(words, i)
        if opening and opening[1] == 1 and word[0] == "ب" and not self._gazetteer.is_common(opening[2]):
            return i
        return -1

    def _part(
        self, words: list[str], i: int, limit: int, taken: bytearray, *, opening: bool
    ) -> tuple[Part, int] | None:
        """One part from token ``i``: relation and distance words, heads, a name, adjectives and directions."""
        start = i
        skip = 0
        part = Part(i, i)
        i = self._lead(words, i, limit, part)
        while i < limit and not taken[i]:
            token = _token(words[i])
            name = self.name_at(words, i)
            if name and (part.head or name[1] or not token.head or self._names_more(name, i)):
                break
            if token.head is None:
                if token.bearing is None or not part.bearings:
                    break
                part.bearings.append(token.bearing)  # "شمال شرقي"
                i += 1
                continue
            lemma, level, around, precision, definite, cut, several = token.head
            if i > start and cut and part.head:
                break
            if i == start:
                skip = cut
            if token.bearing is not None:
                part.bearings.append(token.bearing)
            if not part.head or part.around or part.level in {"region", ""}:
                part.head, part.level = lemma, level
                part.around = part.around or around
                part.precision_m = max(part.precision_m, precision)
            part.definite = definite
            part.several = part.several or several
            part.generic = part.generic or token.generic
            i += 1
            if definite:
                break
        i = self._adjectives(words, i, limit, part) if part.definite else i
        i, cut = self._name(words, i, limit, part, taken)
        if not part.head and cut >= 0:
            skip = cut
        if i == start or (not part.name and not part.head):
            return None
        if not part.name and not part.definite and part.bearings and not part.around:
            return None
        i = self._adjectives(words, i, limit, part)
        part.last = i
        return part, max(skip, 0)

    def _names_more(self, name: tuple[int, int, str, tuple[int, ...]], i: int) -> bool:
        """Whether a word that could be a head is the first word of a longer name ("جبل الزاوية", "ريف دمشق")."""
        return name[0] - i > 1

    def _lead(self, words: list[str], i: int, limit: int, part: Part) -> int:
        """Relation words ("قرب") and distances ("على بعد 20 كم") before the head or name."""
        if i < limit and _token(words[i]).relation is not None and i + 1 < limit:
            part.precision_m = _token(words[i]).relation or 0
            i += 1
            if i < limit and words[i] == "من":
                i += 1
        while (
            i + 1 < limit
            and (bearing := _token(words[i]).bearing) is not None
            and not _token(words[i]).head
            and not words[i].startswith("ال")
        ):
            part.bearings.append(bearing)
            part.around = True
            i += 1
        if i + 1 < limit and words[i] == "علي" and words[i + 1] in {"بعد", "مسافه"}:
            i += 2
            while i < limit and (words[i][0].isdigit() or words[i] in {"نحو", "حوالي", "قرابه", "مسافه"}):
                if words[i][0].isdigit():
                    part.distance_m = _metres(words[i], words[i + 1] if i + 1 < limit else "كم")
                i += 1
            if i < limit and words[i] in _NUMBER_OF_KM:
                i += 1
            if i < limit and words[i] in {"من", "الي"}:
                i += 1
        return i

    def _name(self, words: list[str], i: int, limit: int, part: Part, taken: bytearray) -> tuple[int, int]:
        """The name after the head: from the gazetteer, in quotation marks, or unknown. Gives (end, letters cut)."""
        apposed = part.definite and part.level not in {"", "region"} and part.head != "عاصمة"
        if i >= limit or taken[i] or (apposed and words[i] != _QUOTE and not words[i].startswith("ال")):
            return i, -1
        if words[i] == _QUOTE and part.head:
            for j in range(i + 1, min(i + 2 + _LONGEST_QUOTED, limit)):
                if words[j] == _QUOTE:
                    name = self.name_at(words, i + 1)
                    part.name = " ".join(words[i + 1 : j])
                    if name and name[0] == j:
                        part.candidates = name[3]
                    return j + 1, -1
            return i, -1
        found = self.name_at(words, i)
        if found and not (part.head and found[1]):
            end, cut, name_text, candidates = found
            if end < limit + 1 and (part.head or not self._gazetteer.is_common(name_text)):
                part.name, part.candidates = name_text, candidates
                end = self._alternative(words, end, limit, part)
                return end, cut
            return i, -1
        if part.head and not part.definite and self._unknown_name(words[i]):
            last = i + 1
            if words[i] in _FIRST_HALVES and last < limit and self._unknown_name(words[last]):
                last += 1
            part.name = " ".join(words[i:last])
            return last, -1
        return i, -1

    def _alternative(self, words: list[str], i: int, limit: int, part: Part) -> int:
        """A second name of the same place: "عين العرب/كوباني", "(كوباني)"."""
        if i + 1 < limit and words[i] in {"/", "-", "("}:
            found = self.name_at(words, i + 1)
            if found and not found[1]:
                shared = tuple(c for c in part.candidates if c in found[3])
                part.candidates = shared or part.candidates
                end = found[0]
                return end + 1 if words[i] == "(" and end < limit and words[end] == ")" else end
        return i

    @staticmethod
    def _unknown_name(word: str) -> bool:
        if word in _FIRST_HALVES:
            return True
        if len(word) < 3 or word in _NO_NAME or not ("\u0621" <= word[0] <= "\u064a"):
            return False
        token = _token(word)
        return (
            not token.head
            and token.bearing is None
            and not token.adjective
            and not (token.known and not word.startswith("ال"))
        )

    @staticmethod
    def _adjectives(words: list[str], i: int, limit: int, part: Part) -> int:
        """Adjectives and direction words that close a part ("الشرقي", "الحدودية"), and "بـ 20 كم"."""
        while i < limit:
            token = _token(words[i])
            if token.bearing is not None and (
                words[i].startswith("ال") or (words[i].endswith(("ي", "يه")) and part.definite)
            ):
                part.bearings.append(token.bearing)
            elif not token.adjective:
                break
            part.qualified = True
            i += 1
        if i + 2 < limit and words[i] == "ب" and words[i + 1][0].isdigit() and words[i + 2] in _NUMBER_OF_KM:
            part.distance_m = _metres(words[i + 1], words[i + 2])
            i += 3
        elif i + 1 < limit and words[i][0].isdigit() and words[i + 1] in _NUMBER_OF_KM and part.bearings:
            part.distance_m = _metres(words[i], words[i + 1])
            i += 2
        return i


def _metres(number: str, unit: str) -> int:
    try:
        value = float(number.replace(",", ""))
    except ValueError:
        return 0
    factor = 1 if unit.startswith(("متر", "امتار")) else 1609 if unit.startswith(("ميل", "اميال")) else 1000
    return int(value * factor)


def head_of(word: str) -> bool:
    """Whether the folded word says what kind of place a name is ("مدينة")."""
    return _token(word).head is not None
