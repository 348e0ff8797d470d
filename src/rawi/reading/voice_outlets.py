"""The outlet in its own text: what it calls itself is no source."""

from __future__ import annotations

import functools
import re

from rawi.model.article import Article
from rawi.reading.voice_words import OUTLET_SORTS
from rawi.text.folding import fold_word

_SOUNDS = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhkddrzsssdtzgfkklmnh", "اويعةىءآأإؤئaeiouyw'h-_")
_LATIN = str.maketrans("qc", "kk", "aeiouywh'-_ ")
_TAIL = 5  # words of an outlet's name in the tail of a page's title


class OwnNames:
    """The names of the outlet of an article: the tail of the page's title ("... - وكالة ...") and its address."""

    __slots__ = ("_called", "_names", "_sound")

    def __init__(self, article: Article) -> None:
        self._names = _tails(article.title or "")
        # "CNN Arabic" is called CNN
        self._called = frozenset(word.lower() for word in (article.outlet or "").split() if word.isascii())
        self._sound = _consonants((article.outlet or "").lower().removeprefix("www.").partition(".")[0])

    def names(self, text: str) -> bool:
        """Whether the folded ``text`` names the outlet."""
        if any(name in text or (len(text) > 4 and text in name) for name in self._names):
            return True
        rest = [word for word in text.split() if word not in OUTLET_SORTS]
        if len(rest) == 1 and rest[0].removeprefix("ل").lower() in self._called:
            return True
        return len(rest) == 1 and len(self._sound) > 1 and _consonants(rest[0]) == self._sound


@functools.lru_cache(maxsize=1024)
def _consonants(name: str) -> str:
    """The consonants of a name, the same for "almayadeen" and "الميادين"."""
    if name.isascii():
        return name.removeprefix("al").removeprefix("el").translate(_LATIN)
    return name.removeprefix("ال").translate(_SOUNDS).replace("h", "")


@functools.lru_cache(maxsize=256)
def _tails(title: str) -> tuple[str, ...]:
    tails = [[fold_word(word) for word in part.split()] for part in re.split(r"\s[-|–]\s", title)[1:]]
    return tuple(" ".join(words) for words in tails if 1 < len(words) <= _TAIL)
