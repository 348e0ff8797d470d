"""Copies: which articles of many share text, where, and who gave it to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

import msgspec

from rawi.events.direction import judge
from rawi.events.passages import LEAST_WORDS, align, passages_of
from rawi.events.shingles import Body, candidate_pairs, containment
from rawi.events.templates import is_frame, same_frame
from rawi.model.article import Article
from rawi.model.copy import CopyPair
from rawi.model.span import Span

__all__ = ["CopyPair", "compare_bodies", "copied_spans", "copy_groups", "find_copies"]

# From here on the shorter article is told as a copy as a whole.
WHOLE = 0.5
_BODIES = 512  # articles held laid out for alignment; pairs come in the order of their first article


def find_copies(articles: Iterable[Article], *, least: int = LEAST_WORDS) -> list[CopyPair]:
    """Every pair of articles that share a passage, ordered by their ids. Site furniture is left out.

    least: words that a passage must have. The result does not depend on the order of the articles. Templated short
    items, which share a frame and differ in place, date, number or name, are no copies. Time grows with the length of
    the articles and the number of pairs that share text. Ids must differ; of two articles with one id the first counts.
    """
    by_id: dict[str, Article] = {}
    for article in articles:
        by_id.setdefault(article.id, article)
    ordered = sorted(by_id.values(), key=lambda article: (article.published or "~", article.id))

    @lru_cache(maxsize=_BODIES)
    def body(number: int) -> Body:
        return Body(ordered[number])

    found: list[CopyPair] = []
    for one, other in candidate_pairs(ordered):
        pair = compare_bodies(body(one), body(other), least=least)
        if pair is not None:
            found.append(pair)
    return sorted(found, key=lambda pair: (pair.a, pair.b))


def compare_bodies(one: Body, other: Body, *, least: int = LEAST_WORDS) -> CopyPair | None:
    """What two articles share, or None where it is nothing, or no more than a frame that many items share."""
    a, b = sorted((one, other), key=lambda body: body.article.id)
    passages = [passage for passage in align(a, b, least=least) if not is_frame(a, b, passage)]
    if not passages or same_frame(a, b):
        return None
    share = containment(a, b)
    pair = CopyPair(
        a=a.article.id,
        b=b.article.id,
        containment=round(share, 3),
        level="article" if share >= WHOLE else "passage",
        passages=tuple(chain.from_iterable(passages_of(a, b, passage) for passage in passages)),
    )
    direction, evidence = judge(a, b, pair)
    return msgspec.structs.replace(pair, direction=direction, evidence=evidence)


def copy_groups(pairs: Iterable[CopyPair], *, least: float = WHOLE) -> dict[str, str]:
    """For each article that is as a whole a copy of another, or the other way round: the name of its group.

    The name is the first id of the group in alphabetical order, whatever the order of the pairs. least: containment
    from which two articles belong together; articles that share less are in no group by that.
    """
    above: dict[str, str] = {}

    def top(article: str) -> str:
        above.setdefault(article, article)
        while above[article] != article:
            above[article] = above[above[article]]
            article = above[article]
        return article

    for pair in pairs:
        if pair.containment >= least:
            first, second = sorted((top(pair.a), top(pair.b)))
            above[second] = first
    return {article: top(article) for article in sorted(above)}


def copied_spans(pairs: Iterable[CopyPair]) -> Mapping[str, tuple[Span, ...]]:
    """For each article the ranges of its text that stand in another article too: in order, overlapping ones joined.

    A claim whose trigger stands inside one is a copied claim.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for pair in pairs:
        for passage in pair.passages:
            spans.setdefault(pair.a, []).append(passage.a)
            spans.setdefault(pair.b, []).append(passage.b)
    return {article: _joined(found) for article, found in sorted(spans.items())}


def _joined(ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Span(*item) for item in joined)
