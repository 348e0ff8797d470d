"""Which articles share runs of words: an exact inverted index of five-word shingles.

Exact and not MinHash: a passage that fills a tenth of a long article is what copy detection is for, and MinHash, which
estimates resemblance, needs so many bands to see it that looking every shingle up takes no longer (docs/copies.md). The
index is worked through in slices of the shingles, so that it holds twelve bytes for each of them and little more.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from zlib import crc32

from rawi.furniture import boilerplate_lines
from rawi.model.article import Article
from rawi.text.folding import Folded, fold, fold_word

SHINGLE = 6  # words of the shingles of containment
SEED = 5  # words of the runs by which articles and passages are found: a word that was dropped spoils fewer of them
# A seed that stands more often than this in an article says nothing of where a passage lies; without the bound one word
# repeated would give a seed for each pair of its places.
_MOST_PLACES = 8
_QUOTATION = re.compile(r"[\"\n]")
_WORD = re.compile(r"[^\W_]+")
# Shared shingles that make two articles worth aligning: three are a run of seven words, and less than that is often a
# title with a name ("the minister of foreign affairs of ...").
LEAST_SHARED = 3
_SLICES = 64
# A shingle that stands in more articles than this is a stock phrase or one much copied story. Each article is then
# paired only with its neighbours and with the first, which keeps the number of pairs linear and a story together.
_MANY = 32
_NEIGHBOURS = 8
_VOCABULARY = 1_000_000  # words whose checksum is remembered


class _Checksums(dict[str, int]):
    """A number for each word that is the same in every process, unlike ``hash``."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _VOCABULARY:
            self.clear()
        number = self[word] = crc32(word.encode("utf-8", "replace"))
        return number


_CHECKSUMS = _Checksums()


def furniture_of(article: Article) -> list[tuple[int, int]]:
    """Ranges of the text that are no part of the story, in order, none overlapping another."""
    ranges = sorted({*boilerplate_lines(article.text, article.title), *((s.start, s.end) for s in article.boilerplate)})
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class Body:
    """The words of an article without site furniture and punctuation, folded, with the way back to the stored text.

    words: of the story in reading order; starts, ends: the half-open range of each in the folded text. parts: for each
    word the number of ranges of furniture before it; words of one part stand in one piece of the text.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.folded: Folded = fold(article.text)
        self.furniture = furniture_of(article)
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parts: list[int] = []
        blocked = [(self.folded.folded_offset(s), self.folded.folded_offset(e)) for s, e in self.furniture]
        at = 0
        for match in _WORD.finditer(self.folded.text):
            start = match.start()
            while at < len(blocked) and blocked[at][1] <= start:
                at += 1
            if at < len(blocked) and blocked[at][0] <= start:
                continue
            self.words.append(match[0])
            self.starts.append(start)
            self.ends.append(match.end())
            self.parts.append(at)

    def __len__(self) -> int:
        """Number of words."""
        return len(self.words)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The distinct six-word shingles, each as a number."""
        return frozenset(_shingles(self.words, SHINGLE))

    @cached_property
    def quoted(self) -> bytearray:
        """1 for each word that stands within quotation marks, which a line feed closes."""
        found = bytearray(len(self.words))
        within = False
        for i in range(len(self.words)):
            for mark in _QUOTATION.findall(self.between(i - 1, i)):
                within = mark != "\n" and not within
            found[i] = within
        return found

    @cached_property
    def seeds(self) -> dict[tuple[str, ...], list[int]]:
        """Where each run of five words begins, but for runs that stand very often."""
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, run in enumerate(zip(*(self.words[i:] for i in range(SEED)), strict=False)):
            places[run].append(at)
        return {run: found for run, found in places.items() if len(found) <= _MOST_PLACES}

    def span(self, first: int, last: int, opening: int = 0, closing: int = 0) -> tuple[int, int]:
        """The range of the stored text from the word ``first`` to the word before ``last``.

        opening, closing: how many characters before and after them belong to it.
        """
        return self.folded.source_span(self.starts[first] - opening, self.ends[last - 1] + closing)

    def between(self, left: int, right: int) -> str:
        """The folded text between the words ``left`` and ``right``, of which either may be outside the article."""
        start = self.ends[left] if left >= 0 else 0
        end = self.starts[right] if right < len(self.words) else len(self.folded.text)
        return self.folded.text[start:end]


def containment(a: Body, b: Body) -> float:
    """The part of the shingles of the body with fewer of them that stand in the other; 0 for bodies under six words."""
    small, large = sorted((a.shingles, b.shingles), key=len)
    return len(small & large) / len(small) if small else 0.0


def candidate_pairs(articles: Iterable[Article]) -> Iterator[tuple[int, int]]:
    """Positions of articles that share at least three shingles, each pair once with the smaller position first.

    Time and memory are linear in the length of the articles, as long as no shingle stands in very many of them.
    """
    keys = [array("q") for _ in range(_SLICES)]
    owners = [array("I") for _ in range(_SLICES)]
    count = 0
    for number, article in enumerate(articles):
        count += 1
        for key in set(_shingles(_words(article), SEED)):
            part = key & (_SLICES - 1)
            keys[part].append(key)
            owners[part].append(number)
    after: list[list[list[int]]] = [[] for _ in range(count)]  # of each article: those after it, once for each shingle
    for part in range(_SLICES):
        for found in _shared(keys[part], owners[part]):
            for at, article_number in enumerate(found[:-1]):
                after[article_number].append(_partners(found, at))
        keys[part], owners[part] = array("q"), array("I")
    for number, lists in enumerate(after):
        met = Counter(chain.from_iterable(lists))
        yield from ((number, other) for other in sorted(met) if met[other] >= LEAST_SHARED)


def _shared(keys: array[int], owners: array[int]) -> Iterable[list[int]]:
    """The articles of each shingle that stands in more than one, rising as the owners do."""
    first: dict[int, int] = {}
    more: dict[int, list[int]] = {}
    for key, owner in zip(keys, owners, strict=True):
        known = first.setdefault(key, owner)
        if known != owner:
            more.setdefault(key, [known]).append(owner)
    return more.values()


def _partners(found: list[int], at: int) -> list[int]:
    """The articles after the one at ``at`` that it is compared with."""
    if len(found) <= _MANY or at == 0:
        return found[at + 1 :]
    return found[at + 1 : at + 1 + _NEIGHBOURS]


def _words(article: Article) -> list[str]:
    """The same words as those of :class:`Body`, quicker: without the way back."""
    text, done = article.text, 0
    pieces: list[str] = []
    for start, end in furniture_of(article):
        pieces.append(text[done:start])
        done = end
    return _WORD.findall(fold_word(text if not pieces else "\n".join([*pieces, text[done:]])))


def _shingles(words: list[str], size: int) -> Iterator[int]:
    numbers = list(map(_CHECKSUMS.__getitem__, words))
    return map(hash, zip(*(numbers[i:] for i in range(size)), strict=False))
