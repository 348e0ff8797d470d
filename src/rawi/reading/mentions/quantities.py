"""How many: the counts and amounts of an article, with their bounds and what is counted.

One pass looks every word up; only numbers, words that bound or blur a number, and nouns that are counted are looked at
more closely. What is counted comes from the noun; the fate of persons comes from the nearest word that tells it.
"""

from __future__ import annotations

from rawi.model.quantity import QuantityMention
from rawi.model.vocabulary import QuantityOf
from rawi.reading.document import Document
from rawi.reading.mentions import quantity_words as qw
from rawi.reading.mentions.quantity_counts import FATED, Count, CountReader, FoundQuantity
from rawi.reading.mentions.quantity_words import Noun, Word
from rawi.reading.mentions.times import FoundTime

__all__ = ["FoundQuantity", "find_quantities"]

# How many words a fate may stand before the persons it befell, before them when it is weak, and after them.
_REACH_BACK = 9
_REACH_WEAK = 3
_REACH_AHEAD = 5
_TWO = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})
_NAMED_PERSONS = frozenset(
    {"الشاب", "الطفل", "الطفله", "المواطن", "الشابه", "الفتي", "الشهيد", "السيده", "المواطنه", "القيادي"}
)


class _Reader(CountReader):
    """Walks one article and decides what every count is a count of."""

    __slots__ = ()

    def noun(self, i: int, info: Word, noun: Noun) -> Count | None:
        """A noun that counts by its own form: a dual, one person with a fate, a toll."""
        person = noun.of == "people" or noun.of in FATED
        last = self.found[-1].last if self.found else -9
        follows = info.linked and (last == i or (last == i - 1 and self.words[last] in {"،", ","}))
        handed = i > 0 and (before := self.infos[i - 1]) is not None and before.special == "inherits"
        two = self.at(i + 1) in _TWO or (self.at(i + 2) in _TWO and self.at(i + 1).isalpha())
        if noun.form == "two" or (noun.form == "many" and two):
            if noun.definite and not (person and self.near_fate(i)):
                return None
            return self.headed(i, i, info.skip, 2, 2, None, noun)
        if noun.form == "many":
            if info.stem in qw.BARE_PLURAL and not noun.definite:
                return self.toll(i, info, noun)
            if (
                noun.definite
                and follows
                and self.found[-1].mention.approx
                and self.found[-1].mention.low is None
                and noun.of in FATED
            ):
                return Count(i, i + 1, info.skip, None, None, True, noun.of, i)
            direct = i - self.fate_at == 1 and not info.linked and not info.stem.endswith("ون")
            if person and not noun.definite and (handed or (follows and self.last_of in FATED) or direct):
                return Count(i, self.modifiers(i + 1), info.skip, None, None, False, self.plain(noun), i)
            return None
        if not person or not noun.alone or noun.of in {"displaced", "casualties"}:
            return None
        follows = follows and self.last_of in FATED
        gap = i - self.fate_at
        fated = self.fate in {"killed", "injured", "detained", "abducted"} and gap >= 1
        if noun.definite:
            owned = not info.stem.startswith("ال")
            told = fated and gap == 1 and (owned or info.stem in _NAMED_PERSONS)
            return self.headed(i, i, info.skip, 1, 1, None, noun) if told or (owned and follows) else None
        near = (
            fated
            and not info.linked
            and (gap <= 2 or (gap <= _REACH_BACK and info.stem.endswith("ا") and info.stem[:-1] in qw.NOUNS))
        )
        if near or handed or follows or self._fate_verb_after(i + 1):
            return self.headed(i, i, info.skip, 1, 1, None, noun)
        return None

    def _fate_verb_after(self, j: int) -> bool:
        """Whether a verb of fate follows: "أن طفلا استشهد", "شخصا على الأقل قتل"."""
        if (after := self.bound(qw.AFTER, j, self.at(j))) is not None:
            j = after[0]
        for k in range(j, min(j + 2, self.sentence_end)):
            info = self.infos[k]
            if info is not None and info.fate in {"killed", "injured"}:
                return not info.skip and info.noun is None and info.stem not in qw.WEAK_FATES
        return False

    def toll(self, i: int, info: Word, noun: Noun) -> Count | None:
        """A bare plural: "سقوط قتلى", "دون وقوع إصابات"."""
        for back in (1, 2, 3):
            before = self.infos[i - back] if i >= back else None
            if before is not None and before.special == "none" and self.doc.sentence[i - back] == self.doc.sentence[i]:
                return Count(
                    i - back, i + 1, before.skip, 0, 0, False, "casualties" if noun.of == "injured" else noun.of, i
                )
        return Count(i, self.modifiers(i + 1), info.skip, None, None, False, noun.of, i)

    def special(self, i: int, info: Word) -> Count | None:
        """ "one of them", "another", "others", "a fourth", "losses of life"."""
        name = info.special
        if name == "toll":
            for rest, of in qw.TOLLS[info.stem]:
                if tuple(self.words[i + 1 : i + 1 + len(rest)]) == rest:
                    return Count(i, i + 1 + len(rest), info.skip, None, None, False, of, i)
            return None
        direct = i - self.fate_at <= 2 and i > self.fate_at
        if name == "one_of":
            following = self.info(i + 1)
            if following is None or following.noun is None:
                return None
            if not (
                direct or info.linked or following.noun.of in {"killed", "injured"} or self._fate_verb_after(i + 2)
            ):
                return None
            if following.noun.of != "people" and following.noun.of not in FATED:
                return None
            return Count(i, i + 2, info.skip, 1, 1, False, self.plain(following.noun), i + 1)
        if not direct:
            return None
        if name == "ordinal_person":
            return (
                Count(i, i + 1, info.skip, 1, 1, False, None, None)
                if i - self.fate_at == 1 and self.at(i + 1) not in {"مره", "ايام", "يوم"}
                else None
            )
        if name == "other_one" and info.stem == "اخر":
            return Count(i, i + 1, info.skip, 1, 1, False, None, None) if i - self.fate_at == 1 else None
        if info.stem in qw.OTHERS and i - self.fate_at == 1:
            return Count(i, i + 1, info.skip, None, None, False, None, None)
        return None

    # fates ----------------------------------------------------------------------------------------------------------

    def told(self, count: Count) -> QuantityOf | None:
        """What happened to the persons of a count; None where nothing near by says it."""
        ahead: QuantityOf | None = None
        distance = 99
        for k in range(count.end, min(count.end + _REACH_AHEAD, self.sentence_end)):
            info = self.infos[k]
            if info is None or info.fate is None:
                continue
            if info.linked or (info.noun is not None and info.noun.form != "one"):
                break
            ahead, distance = info.fate, k - count.end
            break
        back = count.first - self.fate_at
        if (
            ahead is not None
            and distance <= 1
            and self.words[count.end + distance].endswith(("وا", "هم", "ت", "جروح"))
            and back > 1
        ):
            return ahead
        if self.fate is not None and 0 < back <= (
            _REACH_WEAK if self.words[self.fate_at] in qw.WEAK_FATES else _REACH_BACK
        ):
            return "casualties" if self.joined and self.words[count.end - 1] not in qw.OTHERS else self.fate
        previous = self.found[-1] if self.found else None
        if (
            previous is not None
            and count.first - previous.last <= 3
            and self.last_of in FATED
            and self.doc.sentence[previous.first] == self.doc.sentence[count.first]
        ):
            return self.last_of
        return ahead

    def _total(self, i: int) -> bool:
        """Whether "إلى" with a word of totals stands before a bare number: it counts what the sentence told."""
        if not i or self.words[i - 1] != "الي":
            return False
        return any((word[1:] if word[0] in "وف" else word) in qw.TOTALS for word in self.words[max(0, i - 20) : i - 1])

    def run(self, times: list[FoundTime]) -> list[FoundQuantity]:
        """All quantities, in reading order."""
        taken = iter([*((time.first, time.last) for time in times), (len(self.words), len(self.words))])
        time_first, time_last = next(taken)
        free = 0  # the first token that no earlier mention holds
        sentence = -1
        sentences = self.doc.sentence
        for i, info in enumerate(self.infos):
            if i >= time_last:
                free = max(free, time_last)
                time_first, time_last = next(taken)
            if info is None:
                continue
            if sentences[i] != sentence:
                sentence = sentences[i]
                self.sentence_end = self.doc.bounds[sentence][1]
                self.fate_at = -99
                self.fate = None
            if free <= i < time_first:
                self.stop = min(self.sentence_end, time_first)
                count = self._read(i, info)
                if count is not None and count.first >= free and (made := self._made(count)) is not None:
                    self.found.append(made)
                    free = count.end
            if info.fate is not None:
                self.joined = (
                    info.linked
                    and i - self.fate_at == 1
                    and self.fate != info.fate
                    and info.stem in qw.JOINED_FATES
                    and (before := self.infos[i - 1]) is not None
                    and before.stem in qw.JOINED_FATES
                )
                self.fate = info.fate
                self.fate_at = i
        return self.found

    def _read(self, i: int, info: Word) -> Count | None:
        if info.opens or info.number or info.vague:
            count = self.count(i, info)
            if count is not None:
                return count
        if info.special and info.special not in {"none", "inherits"}:
            count = self.special(i, info)
            if count is not None:
                return count
        if info.noun is not None:
            return self.noun(i, info, info.noun)
        return None

    def _made(self, count: Count) -> FoundQuantity | None:
        of = count.of
        if of is None and self._total(count.first) and (self.fate is not None or count.head is None):
            of = self.fate or "other"
        elif of is None:
            of = self.told(count)
            if of is None:
                if not count.firm:
                    return None
                of = "people" if count.head is not None else "other"
            elif (
                count.head is None
                and not count.firm
                and count.first - self.fate_at > 4
                and not self.near_fate(count.first)
            ):
                return None
        self.last_of = of
        doc = self.doc
        mention = QuantityMention(
            quote=doc.quote(count.first, count.end, count.skip),
            low=count.low,
            high=count.high,
            approx=count.approx,
            of=of,
            head=None
            if count.head is None
            else doc.quote(count.head, count.head + 1, count.skip if count.head == count.first else 0),
        )
        return FoundQuantity(count.first, count.end, mention, count.head)


def find_quantities(doc: Document, times: list[FoundTime]) -> list[FoundQuantity]:
    """All quantities in reading order, none overlapping another or a time phrase of ``times``."""
    return _Reader(doc).run(times)
