"""Place phrases: which words name a place, how far the phrase runs, and of which parts it is made.

"بلدة X بريف Y الشرقي" is one phrase of two parts: the town X, then the countryside of Y with the direction east. What
the parts stand for is decided in :mod:`rawi.reading.mentions.places`.
"""

from __future__ import annotations

from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.place_names import variants
from rawi.reading.document import Document
from rawi.reading.mentions.place_parts import (
    FIRST_HALVES,
    LEADS,
    LONGEST_QUOTED,
    NAME_CLITICS,
    NO_NAME,
    NUMBER_OF_KM,
    QUOTE,
    WAYS,
    Part,
    Phrase,
    token_of,
)

__all__ = ["Part", "Phrase", "Scanner", "head_of"]


class Scanner:
    """Finds the place phrases of a document. names: what the gazetteer knows; remembered by first word."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._first: dict[str, tuple[tuple[str, int], ...]] = {}
        self._begins: dict[str, bool] = {}
        self._names_at: dict[int, tuple[int, int, str, tuple[int, ...]] | None] = {}
        self._last_end = -1

    def _openings(self, word: str) -> tuple[tuple[str, int], ...]:
        """The ways to cut particles off so that a name of the gazetteer may begin: (rest, letters cut)."""
        known = self._first.get(word)
        if known is None:
            firsts = self._gazetteer.first_words
            found = [(word[len(c) :], len(c)) for c in NAME_CLITICS if word.startswith(c) and word[len(c) :] in firsts]
            if word.startswith(("لل", "ولل")):
                cut = word.index("لل")
                rest = "ال" + word[cut + 2 :]
                if rest in firsts:
                    found.append((rest, cut))
            known = self._first[word] = tuple(pair for pair in found if len(pair[0]) > 2 or pair[1] == 0)
        return known

    def name_at(self, words: list[str], i: int) -> tuple[int, int, str, tuple[int, ...]] | None:
        """The longest name that begins at token ``i``: (end, letters cut, folded name, candidates).

        Remembered for the article whose phrases are being found: a token is looked at from several sides.
        """
        if i in self._names_at:
            return self._names_at[i]
        found = self._names_at[i] = self._name_at(words, i)
        return found

    def _name_at(self, words: list[str], i: int) -> tuple[int, int, str, tuple[int, ...]] | None:
        longest = self._gazetteer.longest
        for rest, cut in self._openings(words[i]):
            ahead = [rest, *words[i + 1 : i + self._gazetteer.first_words[rest]]]
            found = longest(ahead, 0, len(ahead))
            if found is not None:
                return i + found[0], cut, found[1], found[2]
        return None

    def phrases(self, doc: Document, taken: bytearray) -> list[Phrase]:
        """All place phrases in reading order. taken: tokens that belong to something else, such as a party's name."""
        found: list[Phrase] = []
        self._last_end = -1
        self._names_at.clear()
        words = doc.words
        size = len(words)
        known = self._begins
        begins: list[int] = []
        for n, word in enumerate(words):
            may_begin = known.get(word)
            if may_begin is None:
                token = token_of(word)
                may_begin = bool(token.head or token.relation is not None or self._openings(word))
                known[word] = may_begin
            if may_begin and not taken[n]:
                begins.append(n)
        end = 0
        for i in begins:
            if i < end:
                continue
            if words[i] in {"القضاء", "للقضاء"} and i + 1 < size and words[i + 1] == "علي":
                continue  # "putting an end to", not the district
            phrase = self._parse(doc, i, taken)
            if phrase is None:
                continue
            found.append(phrase)
            end = phrase.last
            self._last_end = end - 1
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
            if self._is_country(part):
                break
            if parts[0].several:
                end = i = self._siblings(words, i, limit, taken, part)
            start_of_next = self._connector(words, i, limit)
            if start_of_next < 0 and part.definite and not part.name and self._belongs(words, i, limit):
                start_of_next = i
            i = start_of_next
            if i < 0:
                break
        if not parts or not any(part.name or (part.generic and (part.definite or part.qualified)) for part in parts):
            return None
        return Phrase(start, end, skip, parts)

    def _is_country(self, part: Part) -> bool:
        """Whether a part is the bare name of a country, which lies in no wider place ("روسيا في مدينة س")."""
        return bool(part.candidates and not part.head and self._gazetteer.entry(part.candidates[0]).level == "country")

    def _siblings(self, words: list[str], i: int, limit: int, taken: bytearray, part: Part) -> int:
        """The end of the names joined by و to one whose head is a dual or plural ("قريتي س وص"). They speak for the
        first name where that one is unknown."""
        while i < limit and not taken[i] and words[i][0] == "و":
            found = self.name_at(words, i)
            if found is not None and found[1] == 1:
                if part.name and not part.candidates:
                    part.name, part.candidates = found[2], found[3]
                i = found[0]
            elif self._unknown_name(words[i][1:]):
                i += 1
            else:
                break
        return i

    def _belongs(self, words: list[str], i: int, limit: int) -> bool:
        """Whether a place with the particle ل follows, to which the part before belongs ("الريف الغربي لناحية س")."""
        if i >= limit or words[i][0] != "ل":
            return False
        head = token_of(words[i]).head
        name = self.name_at(words, i)
        return bool(
            (head and (head[5] or words[i].startswith("لل")))
            or (name and name[1] and not self._gazetteer.is_common(name[2]))
        )

    def _connector(self, words: list[str], i: int, limit: int) -> int:
        """Where the next, wider part begins; -1 where the phrase ends."""
        if i >= limit:
            return -1
        word = words[i]
        if word in {"،", ","}:
            j = i + 1
            if j < limit and (words[j] in {"في", "ضمن"} or token_of(words[j]).bearing is not None or words[j] == "علي"):
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
            token = token_of(words[j])
            if token.head or token.bearing is not None or (self.name_at(words, j) and word != "من"):
                return j
            return -1
        if word == "علي" and i + 1 < limit and words[i + 1] in {"بعد", "مسافه", "الحدود"}:
            return i if words[i + 1] != "الحدود" else i + 1
        token = token_of(word)
        if token.bearing is not None and not word.startswith("ال"):
            return i
        if token.relation is not None and i + 1 < limit and (token_of(words[i + 1]).head or self.name_at(words, i + 1)):
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
            token = token_of(words[i])
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
        if i < limit and token_of(words[i]).relation is not None and i + 1 < limit:
            part.precision_m = token_of(words[i]).relation or 0
            i += 1
            if i < limit and words[i] == "من":
                i += 1
        while (
            i + 1 < limit
            and (bearing := token_of(words[i]).bearing) is not None
            and not token_of(words[i]).head
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
            if i < limit and words[i] in NUMBER_OF_KM:
                i += 1
            if i < limit and words[i] in {"من", "الي"}:
                i += 1
        return i

    def _name(self, words: list[str], i: int, limit: int, part: Part, taken: bytearray) -> tuple[int, int]:
        """The name after the head: from the gazetteer, in quotation marks, or unknown. Gives (end, letters cut)."""
        apposed = part.definite and part.level not in {"", "region"} and part.head != "عاصمة"
        if i >= limit or taken[i] or (apposed and words[i] != QUOTE and not words[i].startswith("ال")):
            return i, -1
        if words[i] == QUOTE and part.head:
            for j in range(i + 1, min(i + 2 + LONGEST_QUOTED, limit)):
                if words[j] == QUOTE:
                    name = self.name_at(words, i + 1)
                    part.name = " ".join(words[i + 1 : j])
                    if name and name[0] == j:
                        part.candidates = name[3]
                    return j + 1, -1
            return i, -1
        found = self.name_at(words, i)
        if found and not (part.head and found[1]):
            end, cut, name_text, candidates = found
            sure = part.head and not (part.definite and self._gazetteer.is_obscure(candidates))
            if end < limit + 1 and (sure or self._believed(words, i, part, cut, name_text, candidates)):
                part.name, part.candidates = name_text, candidates
                end = self._alternative(words, end, limit, part)
                return end, cut
            return i, -1
        if part.head and not part.definite and self._unknown_name(words[i]):
            last = i + 1
            if words[i] in FIRST_HALVES and last < limit and self._second_half(words[last]):
                last += 1
            part.name = " ".join(words[i:last])
            if part.level in {"populated", "neighbourhood"} and not part.around:
                part.candidates = self.spelled(part.name)
            return last, -1
        return i, -1

    def _believed(self, words: list[str], i: int, part: Part, cut: int, name: str, candidates: tuple[int, ...]) -> bool:
        """Whether a name without a head noun stands for a place: no everyday word, and of obscure places only where the
        words before lead to a place."""
        if self._gazetteer.is_common(name):
            return False
        if " " in name or not self._gazetteer.is_obscure(candidates):
            return True
        if cut:
            return words[i][cut - 1] in "بل" or i - 1 == self._last_end
        return i > part.first or i == 0 or words[i - 1] in LEADS

    def _alternative(self, words: list[str], i: int, limit: int, part: Part) -> int:
        """A second name of the same place: "عين العرب/كوباني", "(كوباني)"."""
        if i + 1 < limit and words[i] in {"/", "-", "("}:
            found = self.name_at(words, i + 1)
            if found and not found[1]:
                shared = tuple(c for c in part.candidates if c in found[3])
                part.candidates = shared or part.candidates
                if part.head in WAYS and not shared:
                    part.other_end = found[3]
                end = found[0]
                return end + 1 if words[i] == "(" and end < limit and words[end] == ")" else end
        return i

    def spelled(self, name: str) -> tuple[int, ...]:
        """The places of a folded name, else those of the gazetteer's other spelling of it."""
        spellings = (name, *variants(name))
        return next((found for key in spellings if (found := self._gazetteer.candidates(key))), ())

    def _second_half(self, word: str) -> bool:
        """Whether a word may follow the first half of a name; with the article it may be any noun ("ام القرى")."""
        return self._unknown_name(word) or (word.startswith("ال") and len(word) > 4 and not token_of(word).adjective)

    @staticmethod
    def _unknown_name(word: str) -> bool:
        if word in FIRST_HALVES:
            return True
        if len(word) < 3 or word in NO_NAME or not ("\u0621" <= word[0] <= "\u064a"):
            return False
        token = token_of(word)
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
            token = token_of(words[i])
            if token.bearing is not None and (
                words[i].startswith("ال") or (words[i].endswith(("ي", "يه")) and part.definite)
            ):
                part.bearings.append(token.bearing)
            elif not token.adjective:
                break
            part.qualified = True
            i += 1
        if i + 2 < limit and words[i] == "ب" and words[i + 1][0].isdigit() and words[i + 2] in NUMBER_OF_KM:
            part.distance_m = _metres(words[i + 1], words[i + 2])
            i += 3
        elif i + 1 < limit and words[i][0].isdigit() and words[i + 1] in NUMBER_OF_KM and part.bearings:
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
    return token_of(word).head is not None
