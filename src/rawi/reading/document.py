"""An article laid out for reading: folded, cut into tokens and sentences. Every stage works on this."""

from __future__ import annotations

import re

from rawi.model.article import Article
from rawi.model.span import Quote
from rawi.text.folding import fold
from rawi.text.tokens import tokenize

# Direction marks and white space cling to the last letter's dropped marks; no quote should end in them.
_LOOSE = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]"
_LOOSE_END = re.compile(_LOOSE)
_LOOSE_ENDS = re.compile(_LOOSE + "+$")


class Document:
    """An article with its tokens. Token ranges are half-open; offsets of tokens are those of the folded text.

    words, starts, ends, sentence, bounds: see :class:`rawi.text.tokens.Tokens`.
    """

    __slots__ = ("article", "bounds", "ends", "folded", "sentence", "starts", "words")

    def __init__(self, article: Article) -> None:
        self.article = article
        self.folded = fold(article.text)
        tokens = tokenize(self.folded.text)
        self.words = tokens.words
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.sentence = tokens.sentence
        self.bounds = tokens.bounds

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.words)

    def quote(self, first: int, last: int, skip: int = 0) -> Quote:
        """The source words of the tokens ``first`` to ``last`` (half-open).

        skip: folded letters to leave off the front, for a clitic that is not part of the phrase ("و", "ب").
        """
        start, end = self.folded.source_span(self.starts[first] + skip, self.ends[last - 1])
        text = self.article.text[start:end]
        if _LOOSE_END.match(text[-1]):
            text = _LOOSE_ENDS.sub("", text)
        return Quote(start, start + len(text), text)

    def raw(self, token: int) -> str:
        """A token as it is written, with its vowel marks."""
        start, end = self.folded.source_span(self.starts[token], self.ends[token])
        return self.article.text[start:end]
