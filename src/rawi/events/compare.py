"""Two articles side by side: what they share, and what the second adds, drops and rewords, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from rawi.events.copies import compare_bodies
from rawi.events.direction import turned
from rawi.events.passages import Aligned, align, pieces
from rawi.events.shingles import Body, containment
from rawi.lexicon.lexicon import Lexicon
from rawi.model.article import Article
from rawi.model.claim import LoadedWord
from rawi.model.copy import ComparedPassage, Comparison, Direction, Edit, Evidence
from rawi.model.span import Quote
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.framing import find_loaded
from rawi.text.folding import fold_word

_LEAST = 6  # words of a passage that is shown; less than what counts as a copy, since here a person looks


def compare(a: Article, b: Article) -> Comparison:
    """Compare two articles; ``a`` and ``b`` of the answer are those of the call."""
    one, other = Body(a), Body(b)
    pair = compare_bodies(one, other)
    aligned = [piece for passage in align(one, other, least=_LEAST) for piece in pieces(one, other, passage)]
    loaded = (_loaded(a), _loaded(b))
    direction: Direction = "undetermined"
    evidence: tuple[Evidence, ...] = ()
    if pair is not None:
        direction, evidence = pair.direction, pair.evidence
    if pair is not None and (pair.a, pair.b) != (a.id, b.id):
        direction, evidence = turned(direction, evidence)
    return Comparison(
        a=a,
        b=b,
        copy=pair is not None,
        containment=pair.containment if pair else round(containment(one, other), 3),
        direction=direction,
        evidence=evidence,
        passages=tuple(_compared(one, other, piece, *loaded) for piece in aligned),
        only_a=tuple(_outside(one, sorted(piece.a for piece in aligned))),
        only_b=tuple(_outside(other, sorted(piece.b for piece in aligned))),
    )


def _compared(
    a: Body, b: Body, piece: Aligned, loaded_a: list[LoadedWord], loaded_b: list[LoadedWord]
) -> ComparedPassage:
    edits = [_weighed(edit, loaded_a, loaded_b) for edit in _edits(a, b, piece)]
    return ComparedPassage(a=_quote(a, *piece.a), b=_quote(b, *piece.b), words=piece.words, edits=tuple(edits))


def _edits(a: Body, b: Body, piece: Aligned) -> Iterator[Edit]:
    runs = [*piece.runs, (piece.a[1], piece.b[1], 0)]
    for (i, j, size), (next_i, next_j, _) in pairwise(runs):
        yield Edit(kind="same", a=_quote(a, i, i + size), b=_quote(b, j, j + size))
        yield from _gap(a, b, (i + size, next_i), (j + size, next_j))


def _gap(a: Body, b: Body, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Edit]:
    """What stands between two runs: few words, so that their best alignment costs nothing."""
    here, there = a.words[slice(*left)], b.words[slice(*right)]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        yield Edit(
            kind={"equal": "same", "replace": "reworded", "delete": "dropped", "insert": "added"}[tag],  # type: ignore[arg-type]
            a=_quote(a, left[0] + i, left[0] + i_end) if i_end > i else None,
            b=_quote(b, right[0] + j, right[0] + j_end) if j_end > j else None,
        )


def _quote(body: Body, first: int, last: int) -> Quote:
    return body.article.quote(*body.span(first, last))


def _loaded(article: Article) -> list[LoadedWord]:
    """Every place at which a loaded wording of the article stands, not only the first."""
    document = Document(article)
    analysis = Analysis(document, Lexicon.load())
    known = {fold_word(word.quote.text): word for word in find_loaded(analysis, bytearray(len(document)))}
    found: dict[tuple[int, int], LoadedWord] = {}
    for match in sorted(analysis.loaded, key=lambda match: (match.first, -match.last)):
        quote = document.quote(match.first, match.last, match.skip)
        word = known.get(fold_word(quote.text))
        if word is not None:
            found.setdefault((quote.start, quote.end), LoadedWord(quote=quote, kind=word.kind, party=word.party))
    return list(found.values())


def _weighed(edit: Edit, loaded_a: list[LoadedWord], loaded_b: list[LoadedWord]) -> Edit:
    if edit.kind == "same":
        return edit
    left, right = _within(loaded_a, edit.a), _within(loaded_b, edit.b)
    both = {fold_word(word.quote.text) for word in left} & {fold_word(word.quote.text) for word in right}
    return Edit(
        kind=edit.kind,
        a=edit.a,
        b=edit.b,
        loaded_a=tuple(word for word in left if fold_word(word.quote.text) not in both),
        loaded_b=tuple(word for word in right if fold_word(word.quote.text) not in both),
    )


def _within(loaded: list[LoadedWord], quote: Quote | None) -> list[LoadedWord]:
    if quote is None:
        return []
    return [word for word in loaded if word.quote.start < quote.end and quote.start < word.quote.end]


def _outside(body: Body, taken: list[tuple[int, int]]) -> Iterator[Quote]:
    """The words between the passages, a quote for each paragraph."""
    at = 0
    for first, last in [*taken, (len(body), len(body))]:
        start = at
        for i in range(at, first):
            ends = i + 1 == first or "\n" in body.between(i, i + 1) or body.parts[i] != body.parts[i + 1]
            if ends:
                yield _quote(body, start, i + 1)
                start = i + 1
        at = max(at, last)
