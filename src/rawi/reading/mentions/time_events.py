"""Times told by an event: "منذ سقوط المدينة", "عقب الهجوم", "بعد يومين من الانفجار". None is placed on the calendar."""

from __future__ import annotations

from rawi.reading.mentions.numerals import STARTERS
from rawi.reading.mentions.time_parts import Piece
from rawi.reading.mentions.time_units import UnitReader
from rawi.reading.mentions.time_words import (
    CHAIN_STOPS,
    EVENT_NOUNS,
    MONTHS,
    PREPOSITIONS,
    RELATIVE,
    SEASONS,
    UNITS,
    WAW_NOUNS,
    WEEKDAYS,
)

# How many words without the article may name an event: more are likely the next clause.
_BARE_WORDS = 3
_LONGEST = 7
# A noun with a possessive pronoun is definite.
_OWNER = ("ها", "هم", "هما", "هن")
_SHORTEST_OWNED = 4
# Words that begin a time phrase of their own, but not after these: "صلاة الجمعة".
_OWN_PHRASE = frozenset().union(
    WEEKDAYS, RELATIVE, MONTHS, SEASONS, (word for word, unit in UNITS.items() if unit.definite)
)
_STOPS = CHAIN_STOPS | STARTERS
_RITES = frozenset({"صلاه", "خطبه", "قداس"})


class EventReader(UnitReader):
    """Reads the words that name an event."""

    __slots__ = ()

    def chain(self, i: int) -> int:
        """The index after the noun at ``i`` and the nouns and adjectives that hang on it.

        Bare nouns run up to the first with the article, and from there only words with the article go on.
        """
        definite = False
        bare = 0
        j = i
        while j < min(i + _LONGEST, self.stop):
            word = self.words[j]
            if word == '"' and j > i:
                return self._closing(j)
            if (
                not word.isalpha()
                or word in _STOPS
                or word.startswith("لل")
                or (word.startswith("و") and word not in WAW_NOUNS)
            ):
                break
            if j > i and word in _OWN_PHRASE and self.words[j - 1] not in _RITES:
                break
            if word.startswith("ال"):
                definite = True
            elif definite or bare == _BARE_WORDS:
                break
            else:
                bare += 1
                definite = len(word) > _SHORTEST_OWNED and word.endswith(_OWNER)
            j += 1
        return max(j, i + 1)

    def _closing(self, i: int) -> int:
        """The index after a name in quotation marks that opens at ``i``; ``i`` where the mark closes a quotation."""
        if self.at(i + 1).startswith("و"):
            return i
        for j in range(i + 1, min(i + _LONGEST, self.stop)):
            if self.words[j] == '"':
                return j + 1 if j > i + 1 else i
            if not self.words[j].isalnum():
                break
        return i

    def event(self, i: int) -> Piece | None:
        """A noun that tells of an event, and the words that name it; they may stand in quotation marks."""
        if self.at(i) == '"' and self.at(i + 1) in EVENT_NOUNS:
            end = self._closing(i)
            return None if end == i else Piece(end, None, "day", "event", event=end - i)
        return self.named("event", i) if self.at(i) in EVENT_NOUNS else None

    def named(self, rule: str, i: int) -> Piece:
        """A phrase that ends in the chain of nouns at ``i``; its first noun is closed to other readings."""
        end = self.chain(i)
        return Piece(end, None, "day", rule, event=end - i - 1)

    def after(self, i: int) -> Piece | None:
        """ "بعد يومين على الهجوم", "بعد ساعات", "بعد انتهاء المعركة", "عقب الهجوم"."""
        opener = self.at(i)
        if opener in PREPOSITIONS["after"]:
            length = self.duration(i + 1)
            if length is not None:
                end = length.end
                link = end + 1 if self.at(end) in {"،", ","} and self.at(end + 1) == "من" else end
                if self.at(link) in {"من", "علي"} and self.at(link + 1).isalpha():
                    return self.named("after", link + 1)
                return Piece(end, None, "day", "after")
            inner = self.core(i + 1)
            if inner is not None:
                return Piece(inner.end, None, inner.grain, "after")
            event = self.event(i + 1)
            if event is not None:
                return event
        if opener in PREPOSITIONS["event"] and self.at(i + 1).isalpha() and self.at(i + 1) not in _STOPS:
            return self.named("event", i + 1)
        return None
