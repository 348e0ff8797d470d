"""Details of a sentence that two reports of one event share and others do not: names, ages, uncommon words.

They need no statistics of a corpus, so that folding does not depend on what else was folded: a word counts as uncommon
where the vocabulary of conflict news does not know it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rawi.lexicon.lexicon import Lexicon
from rawi.text.folding import fold

_WORD = re.compile(r"[\u0621-\u064a]+|\d+|\n|[^\s\w]")
_SENTENCE_END = re.compile(r"\n|[.!?؟](?=\s)")
_AGE = re.compile(r"(\d{1,2})\s*(?:عاما|عام|سنه|سنوات|اعوام|ربيعا)\b|(?:العمر|عمره|عمرها)\s+(\d{1,2})")
# A count over a longer time or a wider area than that of one event.
_WIDER = re.compile(
    r"منذ (?:بدا|مطلع|اندلاع|انطلاق|بدء|شهر|عام|سنه|اسبوع|يومين|ايام|سبت|تشرين|كانون|الاسبوع|الشهر|العام)|"
    r"خلال (?:ال)?(?:اسبوع|شهر|ايام|يومين|عام|سنه|ساعات ال\w+ الماضيه|\d+ ساعه|24|48)|"
    r"هذا (?:العام|الشهر|الاسبوع)|اجمالي|مجمل|الحصيله الكليه|في عموم|في مختلف|في عده مناطق|في انحاء"
)
_LONGEST = 600  # letters of a sentence that are looked at, to each side of the trigger
_LONGEST_NAME = 4  # words
_NO_NAMES = frozenset({"event", "party", "voice", "speaker", "object", "placeword", "person"})
_BEFORE_NAMES = frozenset(
    "الشاب الطفل الطفله المدعو المدعوه القيادي السيده المواطن المواطنه المدني الشهيد الشهيده الحاج العميد العقيد "
    "الرائد النقيب الملازم اللواء الصحفي الصحفيه الصحافي الصحافيه المراسل الناشط الناشطه الطبيب الطبيبه الشيخ "
    "الجندي الضابط المقاتل المهندس المعلم المعلمه العنصر شاب طفل طفله مدني قيادي ويدعي يدعي تدعي اسمه".split()
)
_COMMON = frozenset(
    "الذي التي الذين هذا هذه ذلك تلك كانت كان يكون بعد قبل خلال عندما حيث ايضا اكثر بينما فيما لدي عند امام "
    "تحت فوق حول "
    "الي علي من عن في مع او ثم كما قد لم لن لا ما ان انه انها اذا كل بعض غير بين منذ حتي وفق بحسب نحو".split()
)


class Details(NamedTuple):
    """names: two words each, folded; ages: in years; rare: uncommon words.

    wider: the sentence counts over a longer time or a wider area than one event.
    """

    names: frozenset[str]
    ages: frozenset[int]
    rare: frozenset[str]
    wider: bool = False

    def joined(self, other: Details) -> Details:
        """All details of both."""
        return Details(
            self.names | other.names, self.ages | other.ages, self.rare | other.rare, self.wider and other.wider
        )


NONE = Details(frozenset(), frozenset(), frozenset())


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence that holds ``[start, end)``, cut where it is very long."""
    low = max(0, start - _LONGEST)
    first = low
    for match in _SENTENCE_END.finditer(text, low, start):
        first = match.end()
    stop = _SENTENCE_END.search(text, end, min(len(text), end + _LONGEST))
    return first, stop.start() if stop else min(len(text), end + _LONGEST)


@lru_cache(maxsize=4096)
def details_of(sentence: str) -> Details:
    """The details of one sentence."""
    folded = fold(sentence).text
    ages = frozenset(int(a or b) for a, b in _AGE.findall(folded))
    names: set[str] = set()
    rare: set[str] = set()
    left = 0  # words that may still belong to a name
    before = ""
    for word in _WORD.findall(folded):
        kind = _kind(word)
        if kind == "uncommon":
            rare.add(word)
        if word in _BEFORE_NAMES:
            left, before = _LONGEST_NAME, ""
        elif left and kind:
            if before:
                names.add(f"{before} {word}")
            left, before = left - 1, word
        else:
            left = 0
    return Details(frozenset(names), ages, frozenset(rare), bool(_WIDER.search(folded)))


@lru_cache(maxsize=200_000)
def _kind(word: str) -> str:
    """Whether the word is uncommon, may at least be part of a name, or neither."""
    if len(word) < 3 or word in _COMMON or not "\u0621" <= word[0] <= "\u064a":
        return ""
    known = Lexicon.load().word(word)
    if not known.readings and not known.lexemes:
        return "uncommon"
    return "" if any(r[0].domain in _NO_NAMES and not r[2] for r in known.readings) else "name"
