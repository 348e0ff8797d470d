"""The dossier of an event: who says what in which words, who copied whom, and over whom each report came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from rawi.events.details import sentence_around
from rawi.events.origins import origin_key
from rawi.events.sides import outlet
from rawi.events.sources import Sources, Told, published_by
from rawi.model.claim import FieldName
from rawi.model.copy import CopyPair
from rawi.model.event import Event, Words
from rawi.model.span import Quote

FIELDS: Final[tuple[FieldName, ...]] = ("event", "actor", "target", "place", "time", "quantity", "source", "status")

_AROUND = 160  # letters of a sentence that are shown to each side of the words


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the matrix. cells: by field the words it uses, each once, in the order of the text."""

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    mention: bool
    statuses: tuple[str, ...]
    cells: dict[FieldName, tuple[Words, ...]]


class CopyNode(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the copy tree. parent: the article that its text was taken from, or with which it shares it.

    sure: the direction has evidence; else the parent is only the one that was published first.
    passages: the shared words. names: the outlets that the article itself names as its source.
    """

    article: str
    outlet: str | None
    published: str | None
    parent: str | None
    sure: bool
    containment: float
    passages: tuple[str, ...]
    names: tuple[str, ...]


class ChainNode(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the chains. step: 0 who stands nearest the event, then who passes it on; outlets are last."""

    key: str
    name: str
    role: Literal["origin", "link", "outlet"]
    named: bool
    step: int


class ChainEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Who passes on whose word, and in how many claims."""

    source: str
    target: str
    claims: int


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """Words with the rest of their sentence, cut where it is long."""

    before: str
    words: Words
    after: str


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Everything there is to show of one event. sides: both sentences of each contradiction, in its order."""

    event: Event
    rows: tuple[Row, ...]
    copies: tuple[CopyNode, ...]
    nodes: tuple[ChainNode, ...]
    edges: tuple[ChainEdge, ...]
    sides: tuple[tuple[Excerpt, Excerpt], ...]


def dossier(event: Event, sources: Sources) -> Dossier:
    """The dossier of an event of the readings behind ``sources``."""
    told = sources.of(event)
    nodes, edges = _chains(told)
    return Dossier(
        event=event,
        rows=tuple(_rows(event, told)),
        copies=tuple(_tree(told, _told_copies(event, sources))),
        nodes=nodes,
        edges=edges,
        sides=tuple((_excerpt(item.a, sources), _excerpt(item.b, sources)) for item in event.contradictions),
    )


def _excerpt(words: Words, sources: Sources) -> Excerpt:
    text = sources.text(words.article)
    quote = words.quote
    start, end = sentence_around(text, quote.start, quote.end)
    before, after = " ".join(text[start : quote.start].split()), " ".join(text[quote.end : end].split())
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return Excerpt(before=before, words=words, after=after)


def _told_copies(event: Event, sources: Sources) -> list[CopyPair]:
    """The pairs in which claims of the event were copied; shared text on something else is left out."""
    told = {(link.a, link.b) for link in event.copies}
    return [pair for pair in sources.copies(event.articles + event.mentions) if (pair.a, pair.b) in told]


def _rows(event: Event, told: Sequence[Told]) -> Iterable[Row]:
    for article, items in _by_article(told).items():
        first = items[0].article
        cells: dict[FieldName, dict[str, Words]] = {}
        for item in items:
            for field, quote in _quotes(item):
                cells.setdefault(field, {}).setdefault(" ".join(quote.text.split()), item.words(quote))
        yield Row(
            article=article, outlet=first.outlet, title=first.title, url=first.url, published=first.published,
            mention=article in event.mentions, statuses=tuple(dict.fromkeys(item.claim.status for item in items)),
            cells={field: tuple(cells[field].values()) for field in FIELDS if field in cells},
        )  # fmt: skip


def _quotes(item: Told) -> Iterable[tuple[FieldName, Quote]]:
    claim = item.claim
    yield "event", claim.trigger
    yield from (("actor", mention.quote) for mention in claim.actors)
    yield from (("target", mention.quote) for mention in claim.targets)
    yield from (("place", mention.quote) for mention in (*claim.places, *claim.origins, *claim.destinations))
    yield from (("time", mention.quote) for mention in claim.times)
    yield from (("quantity", mention.quote) for mention in claim.quantities)
    yield from (("source", link.quote) for link in claim.sources)


def _by_article(told: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for item in told:
        found.setdefault(item.article.id, []).append(item)
    return found


def _tree(told: Sequence[Told], pairs: Sequence[CopyPair]) -> Iterable[CopyNode]:
    """Articles that share text, the earliest first. Each hangs under the one that most of its text stands in."""
    articles = _by_article(told)
    order = {article: number for number, article in enumerate(articles)}
    for article in sorted({name for pair in pairs for name in (pair.a, pair.b)}, key=order.__getitem__):
        best: tuple[bool, float, int, str, CopyPair] | None = None
        for pair in pairs:
            if article not in (pair.a, pair.b):
                continue
            other = pair.b if article == pair.a else pair.a
            given = {"a→b": pair.a, "b→a": pair.b}.get(pair.direction)
            if given == article or (given is None and order[other] > order[article]):
                continue
            offer = (given == other, pair.containment, -order[other], other, pair)
            if best is None or offer[:3] > best[:3]:
                best = offer
        first = articles[article][0].article
        links = [link for item in articles[article] for link in item.claim.sources if link.kind == "media"]
        names = [" ".join(link.quote.text.split()) for link in links if outlet(link.quote.text)]
        yield CopyNode(
            article=article, outlet=first.outlet, published=first.published, parent=best[3] if best else None,
            sure=best[0] if best else False, containment=best[1] if best else 0.0,
            passages=tuple(passage.text for passage in best[4].passages) if best else (),
            names=tuple(dict.fromkeys(names)),
        )  # fmt: skip


def _chains(told: Sequence[Told]) -> tuple[tuple[ChainNode, ...], tuple[ChainEdge, ...]]:
    """The graph of all chains. Whoever stands nearest the event somewhere is an origin wherever else he stands."""
    nodes: dict[str, ChainNode] = {}
    edges: dict[tuple[str, str], int] = {}
    longest = max((len(item.claim.sources) for item in told), default=0)
    for item in told:
        before = ""
        for step, link in enumerate(item.claim.sources):
            key, name, named = origin_key(item, link)
            if key not in nodes or nodes[key].step > step:
                role: Literal["origin", "link"] = "link" if step else "origin"
                nodes[key] = ChainNode(key=key, name=name, role=role, named=named, step=step)
            if before and before != key:
                edges[before, key] = edges.get((before, key), 0) + 1
            before = key
        publisher, known = published_by(item.article)
        key = f"published:{publisher}"
        name = known.name if known else item.article.outlet or item.article.id
        nodes[key] = ChainNode(key=key, name=name, role="outlet", named=True, step=max(longest, 1))
        if before:
            edges[before, key] = edges.get((before, key), 0) + 1
    found = sorted(nodes.values(), key=lambda node: (node.step, node.key))
    links = [ChainEdge(source=a, target=b, claims=count) for (a, b), count in sorted(edges.items())]
    return tuple(found), tuple(links)
