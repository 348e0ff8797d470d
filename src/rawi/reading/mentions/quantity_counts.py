"""Counts: a number or a word for one, with what bounds it before and what it counts after it."""

from __future__ import annotations

from typing import NamedTuple

from rawi.model.quantity import QuantityMention
from rawi.model.vocabulary import QuantityOf
from rawi.reading.document import Document
from rawi.reading.mentions import quantity_words as qw
from rawi.reading.mentions.numerals import read_number
from rawi.reading.mentions.quantity_words import WORDS, Mode, Noun, Word

Number = float | int
FATED: frozenset[QuantityOf] = frozenset(
    {"killed", "injured", "detained", "abducted", "displaced", "defectors", "casualties"}
)

_DETERMINERS = frozenset({"اخر", "اخري", "اخران", "اثنين", "اثنان", "واحد", "واحده", "فقط"})
# Relative adjectives and sound plurals: what agrees with a counted noun.
_ADJECTIVE_ENDINGS = ("يين", "يان", "يون", "يا", "ين", "ون", "يه")


class FoundQuantity(NamedTuple):
    """A quantity and its tokens, half-open. head: the token of the counted noun, if there is one."""

    first: int
    last: int
    mention: QuantityMention
    head: int | None


class Count(NamedTuple):
    """A count that was read, before it is known what it counts. of: None where a fate near by must tell."""

    first: int
    end: int
    skip: int
    low: Number | None
    high: Number | None
    approx: bool
    of: QuantityOf | None
    head: int | None
    firm: bool = True


class CountReader:
    """Reads counts at a token. Nothing is read beyond ``stop``: the end of the sentence, or the next time phrase.

    fate, fate_at: the last word of the sentence that told a fate, and its token; joined: it was joined to another
    by "و"; last_of: what the last quantity counts.
    """

    __slots__ = ("doc", "fate", "fate_at", "found", "infos", "joined", "last_of", "sentence_end", "stop", "words")

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.words = doc.words
        self.infos: list[Word | None] = list(map(WORDS.__getitem__, doc.words))
        self.stop = self.sentence_end = 0
        self.found: list[FoundQuantity] = []
        self.fate: QuantityOf | None = None
        self.fate_at = -99
        self.joined = False
        self.last_of: QuantityOf | None = None

    def at(self, i: int) -> str:
        """The word at an index, or an empty string beyond the end of the sentence."""
        return self.words[i] if i < self.stop else ""

    def info(self, i: int) -> Word | None:
        """What the word at an index may be in a count."""
        return self.infos[i] if i < self.stop else None

    def bound(self, table: qw.Phrases, i: int, word: str) -> tuple[int, Mode] | None:
        """A bound that begins at ``i`` with the given word, clitics cut off."""
        found = table.get(word)
        if found is None:
            return None
        following = self.at(i + 1)
        for rest, mode in found:
            if not rest:
                return i + 1, mode
            if rest[0] == following:
                end = i + 1 + len(rest)
                if end <= self.stop and (len(rest) == 1 or tuple(self.words[i + 1 : end]) == rest):
                    return end, mode
        return None

    def number(self, i: int) -> tuple[int, Number] | None:
        """A number whose first word may carry a clitic."""
        info = self.info(i)
        if info is None:
            if self.at(i) != "ال" or (info := self.info(i + 1)) is None:
                return None
            i += 1
        if not info.number:
            return None
        if info.stem == self.words[i]:
            read = read_number(self.words, i)
        else:
            window = [info.stem, *self.words[i + 1 : i + 9]]
            short = read_number(window, 0)
            read = None if short is None else (short[0] + i, short[1])
        return None if read is None or read[0] > self.stop else read

    # what stands at a word ------------------------------------------------------------------------------------------

    def count(self, i: int, info: Word) -> Count | None:
        """A count that begins at ``i`` with a bound, a number or a vague word."""
        j = i
        mode: Mode | None = None
        word = info.stem
        if info.opens:
            if word in {"بين", "ما"} and (
                between := self.between(i + 1 if word == "بين" else i + 2 if self.at(i + 1) == "بين" else -1)
            ):
                return self.headed(i, between[0], info.skip, between[1], between[2], None)
            while (opened := self.bound(qw.BEFORE, j, word)) is not None:
                j, mode = opened[0], opened[1] if mode in {None, "exact"} else mode
                word = self.at(j)
            if mode is None:
                return None
        read = self.number(j)
        if read is None:
            if mode in {None, "exact"}:
                return self.vague(i, info) if info.vague and j == i else None
            following = self.info(j)
            if following is None or following.linked:
                return None
            if following.vague:
                return self.vague(j, following)
            if following.noun is None or following.noun.form == "many":
                return None
            value: Number = 1 if following.noun.form == "one" else 2
            if mode != "at_least" and value == 1:
                return None
            return self.headed(i, j, info.skip, value, value, mode, following.noun)
        end, value = read
        if self.one_of(i) and (whole := self.infos[i + 1]) is not None and whole.noun is not None:
            return Count(i, i + 2, 1, 1, 1, False, self.plain(whole.noun), i + 1)
        before = self.words[i - 1] if i else ""
        if mode is None and (
            before in qw.NAMING
            or (before in {"-", "/"} and i > 1 and self.words[i - 2][:1].isalpha() and self.words[i][:1].isdecimal())
        ):
            return None
        definite = info.stem.startswith("ال") and not info.stem.startswith("الف")
        owner = (
            self.infos[i - 1]
            if mode is None and definite and i and self.doc.sentence[i - 1] == self.doc.sentence[i]
            else None
        )
        if owner is not None and owner.noun is not None and owner.noun.form == "many":
            return Count(i - 1, end, owner.skip, value, value, False, self.plain(owner.noun), i - 1)
        if self.at(end) in {"الي", "او"} and (second := self.number(end + 1)) is not None and second[1] > value:
            return self.headed(i, second[0], info.skip, value, second[1], mode)
        return self.headed(i, end, info.skip, value, value, mode)

    def one_of(self, i: int) -> bool:
        """Whether "واحد" is "وأحد" ("and one of the residents"): folded they are one spelling."""
        following = self.info(i + 1)
        return self.at(i) == "واحد" and following is not None and following.noun is not None and following.noun.definite

    def between(self, i: int) -> tuple[int, Number, Number] | None:
        """ "بين 3 و5": the index after it and both bounds."""
        if i < 0 or (first := self.number(i)) is None:
            return None
        j = first[0]
        if self.at(j) in {"و", "الي"}:
            j += 1
        elif not self.at(j).startswith("و"):
            return None
        second = self.number(j)
        if second is None:
            return None
        low, high = first[1], second[1]
        # "between 3 and 5 thousand": the magnitude belongs to both.
        if high >= 1000 > low and high / 1000 > low / 1000 and self.words[second[0] - 1].isalpha():
            scale = 1_000_000_000 if high >= 1_000_000_000 else 1_000_000 if high >= 1_000_000 else 1000
            low = low * scale
        return second[0], min(low, high), max(low, high)

    def headed(
        self, i: int, j: int, skip: int, low: Number, high: Number, mode: Mode | None, noun: Noun | None = None
    ) -> Count | None:
        """The rest of a count after its number: noun, adjectives, "others", "at least". noun: known to stand at
        ``j``."""
        word = self.at(j)
        of: QuantityOf | None = None
        head: int | None = None
        end = j
        firm = mode is not None and mode != "exact"
        bare = word.removeprefix("ال")
        after = self.bound(qw.AFTER, j, word)
        info = self.info(j)
        if noun is not None:
            of, end, head, firm = self.plain(noun), j + 1, j, True
        elif word in qw.PERCENT or (word == "في" and self.at(j + 1) in {"الميه", "المايه"}):
            of, end, firm = "other", j + (2 if word == "في" else 1), True
        elif bare in qw.MONEY:
            of, end, head, firm = "money", j + 1, j, True
            if (self.at(end).endswith(("ي", "يه", "يا")) and self.info(end) is not None) or self.at(end) in {
                "اميركي",
                "امريكي",
                "امريكيا",
            }:
                end += 1
        elif bare in qw.AGE or bare in qw.DISTANCE or bare in qw.TIME_UNITS:
            return None
        elif info is not None and info.noun is not None and not info.skip:
            of, end, head, firm = self.plain(info.noun), j + 1, j, True
            if of == "casualties" and mode is None:
                of = "killed"
        elif (
            word in qw.OTHERS
            or word in {"اخرا", "اخر", "اخري", "اخران", "غيرهم", "شخصا"}
            or word in {"منهم", "منهن", "منها"}
        ):
            end, firm = j + 1, True
        elif word == "من":
            end, head, of, firm = self._of_group(j)
            if head is None:
                end, firm = j, firm or self.near_fate(i)
        elif after is None and low >= 3 and self._may_be_head(word, info):
            end, head, firm = j + 1, j, True
            of = None if self.near_fate(i) else "other"
        if head is not None or end > j:
            end = self.modifiers(end)
        if self.at(end) == "بين" and self.at(end + 1) in {"قتيل", "شهيد", "جريح"} and end + 3 <= self.stop:
            return Count(i, end + 3, skip, low, high, mode == "about", "casualties", head)
        if noun is None and head == end - 1:
            end, of = self._both(end, of)
        after = self.bound(qw.AFTER, end, self.at(end))
        if after is not None:
            end = after[0]
            mode = after[1]
            firm = True
        if head is None and end == j and mode is None and self._no_count(i, j, low):
            return None
        lowest: Number | None = None if mode == "at_most" else low
        highest: Number | None = None if mode == "at_least" else high
        return Count(i, end, skip, lowest, highest, mode == "about", of, head, firm)

    def _no_count(self, i: int, j: int, value: Number) -> bool:
        """Whether a number that counts nothing is a year, a lone "one" or a definite number ("the ten")."""
        first = self.infos[i]
        year = 1900 <= value <= 2100 and len(self.words[j - 1]) == 4 and self.words[j - 1].isdecimal()
        return year or value == 1 or (first is not None and first.stem.startswith("ال"))

    @staticmethod
    def _may_be_head(word: str, info: Word | None) -> bool:
        """Whether a word that no vocabulary knows may be what a number counts: a plain Arabic word without clitics."""
        return (
            len(word) > 2
            and "ء" <= word[0] <= "ي"
            and word[0] not in "وفبل"
            and word not in qw.NOT_HEADS
            and (info is None or not info.fate)
        )

    def _of_group(self, j: int) -> tuple[int, int | None, QuantityOf | None, bool]:
        """ "من عناصر القوات": the index after it, the head and what it is."""
        for k in (j + 1, j + 2):
            info = self.info(k)
            if info is not None and info.noun is not None and not info.skip:
                return k + 1, k, self.plain(info.noun), True
        word = self.at(j + 1)
        if len(word) > 2 and word.isalpha() and word not in qw.NOT_HEADS:
            fated = self.near_fate(j) or self.follows(j, 6)
            if fated or word.startswith("ال"):
                return j + 2, j + 1, None if fated else "other", True
        return j, None, None, False

    def modifiers(self, end: int) -> int:
        """The index after the adjectives that follow a counted noun."""
        for _ in range(2):
            word = self.at(end)
            info = self.info(end)
            if word in qw.OTHERS or (word in _DETERMINERS and not self.one_of(end)):
                end += 1
                continue
            if len(word) < 3 or not word.isalpha() or word in qw.NOT_HEADS or word.startswith("ال"):
                break
            nation = info is not None and not info.skip and info.noun is not None and info.noun.nation
            if not nation and (
                word[0] in "وفبل"
                or (info is not None and (info.fate or (info.noun is not None and info.noun.form == "two")))
            ):
                break
            if not word.endswith(_ADJECTIVE_ENDINGS):
                break
            end += 1
        return end

    def follows(self, i: int, reach: int) -> bool:
        """Whether persons with a fate were counted at most so many words before, in the same sentence."""
        return (
            bool(self.found)
            and i - self.found[-1].last <= reach
            and self.last_of in FATED
            and self.doc.sentence[self.found[-1].first] == self.doc.sentence[i]
        )

    @staticmethod
    def plain(noun: Noun) -> QuantityOf | None:
        """What a noun counts where no fate is told: persons stay open."""
        return None if noun.of == "people" else noun.of

    def vague(self, i: int, info: Word) -> Count | None:
        """ "عشرات القتلى", "عدد من المواقع", "عدة", "مئات الآلاف من"."""
        word = info.stem
        bare = word.removeprefix("ال")
        j = i + 1
        while self.at(j) in qw.SIZES:
            j += 1
        preposition = self.at(j) == "من"
        if not preposition and bare in {"عدد", "عددا", "اعداد", "اعدادا"}:
            if bare.startswith("عدد") and self.at(j) in {"اخر"}:
                return Count(i, j + 1, info.skip, None, None, True, None, None)
            if self.at(j) in {"منهم", "منهن"}:
                return Count(i, j + 1, info.skip, None, None, True, None, None)
            return Count(i, j, info.skip, None, None, True, None, i) if j > i + 1 else None
        of: QuantityOf | None = None
        head: int | None = None
        end = j
        for k in (j + 1, j + 2) if preposition else (j,):
            following = self.info(k)
            if following is not None and following.noun is not None and not following.skip:
                head, of, end = k, self.plain(following.noun), k + 1
                break
        if head is None:
            if self.at(j) in {"منهم", "منها"} or self.at(j) in qw.OTHERS or self.at(j) in {"اخر", "اخرون"}:
                end = j + 1
            elif bare == "بعض" and self.follows(i, 1) and self.at(j).startswith("ال"):
                head, end = j, j + 1
            elif word in qw.NEEDS_NOUN or bare in qw.NEEDS_NOUN:
                return None
            elif preposition and self.at(j + 1).isalpha():
                head, end = j + 1, j + 2
                of = None if self.near_fate(i) else "other"
            elif (
                bare in {"عده", "بضع", "بضعه", "عشرات", "ميات", "الاف", "ملايين"}
                and self.at(j).isalpha()
                and self.at(j) not in qw.NOT_HEADS
                and (self.info(j) is None)
            ):
                if (
                    self.at(j)[0] in "وبفل"
                    or self.at(j) in qw.TIME_UNITS
                    or self.at(j) in qw.AGE
                    or self.at(j) in qw.DISTANCE
                ):
                    return None
                head, end = j, j + 1
                of = None if self.near_fate(i) else "other"
            elif not self.near_fate(i):
                return None
        elif self.at(head) in qw.TIME_UNITS:
            return None
        end, of = self._both(end, of)
        return Count(
            i,
            self.modifiers(end),
            info.skip,
            None,
            None,
            bare not in qw.MORE and bare not in {"رشقات", "رشقه"},
            of,
            head,
            True,
        )

    def _both(self, end: int, of: QuantityOf | None) -> tuple[int, QuantityOf | None]:
        """Killed and injured counted together: "عشرات الشهداء والجرحى", "أحد عشر ألف شهيد ومفقود"."""
        info = self.info(end)
        if of not in {"killed", "injured"} or info is None or not info.linked or info.noun is None:
            return end, of
        if info.stem == "مفقود" or (info.noun.of in {"killed", "injured"} and info.noun.of != of):
            return end + 1, "casualties"
        return end, of

    def near_fate(self, i: int) -> bool:
        """Whether a fate is told directly before or after."""
        if 0 < i - self.fate_at <= 4:
            return True
        for k in range(i + 1, min(i + 4, self.sentence_end)):
            info = self.infos[k]
            if info is not None and info.fate is not None:
                return True
        return False
