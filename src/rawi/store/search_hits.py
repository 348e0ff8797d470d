"""What a search shows of a claim or an article, on one level so that it fits a row of a table."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim
from rawi.model.place import PlaceMention
from rawi.store.claim_rows import split_key
from rawi.store.packing import unpack_article
from rawi.store.query_words import Words
from rawi.store.search_snippets import Snippet, article_snippet, claim_snippet
from rawi.store.tables import claims, readings, versions


class _Body(msgspec.Struct):
    """A reading whose claims are not decoded yet: most of them are not asked for."""

    claims: tuple[msgspec.Raw, ...] = ()


_bodies = msgspec.json.Decoder(_Body)
_claims = msgspec.json.Decoder(Claim)


class ClaimHit(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that was found.

    key: its number in the store. claim: its id. current: no newer reading has replaced it. day: of the event, or where
    the article does not tell it, of the publication; day_from says which. actors and so on: the words of the article,
    and after them in brackets the neutral name where it is another. hits: ranges in the snippet, see ``Snippet``.
    """

    key: int
    claim: str
    current: bool
    day: str | None
    day_from: str | None
    first_day: str | None
    last_day: str | None
    event: str
    status: str
    commitment: str
    trigger: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    lat: float | None
    lon: float | None
    quantities: tuple[str, ...]
    sources: tuple[str, ...]
    source_kinds: tuple[str, ...]
    confidence: float
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    article: str
    version: int
    reader: str
    snippet: str
    hits: tuple[tuple[int, int], ...]


class ArticleHit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found. version: its number in the store. claims: of its newest reading; None if unread."""

    version: int
    article: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    claims: int | None
    snippet: str
    hits: tuple[tuple[int, int], ...]


def claim_hits(connection: Connection, keys: Sequence[int], words: Words) -> list[ClaimHit]:
    """The claims with these numbers, in this order."""
    rows = {row.id: row for row in connection.execute(select(claims).where(claims.c.id.in_(keys)))}
    read = {
        row.id: row
        for row in connection.execute(
            select(readings.c.id, readings.c.reader, readings.c.version_id, readings.c.body, versions.c.article)
            .join_from(readings, versions)
            .where(readings.c.id.in_({split_key(key)[0] for key in keys}))
        )
    }
    told = {number: _bodies.decode(zlib.decompress(row.body)).claims for number, row in read.items()}
    articles = {number: unpack_article(row.article) for number, row in read.items()}
    hits = []
    for key in keys:
        reading, number = split_key(key)
        article, claim, row = articles[reading], _claims.decode(told[reading][number]), rows[key]
        snippet = claim_snippet(article.text, claim, words)
        hits.append(_claim_hit(row, claim, article, read[reading].version_id, read[reading].reader, snippet))
    return hits


def _claim_hit(row: object, claim: Claim, article: Article, version: int, reader: str, snippet: Snippet) -> ClaimHit:
    key, current, day = (getattr(row, name) for name in ("id", "current", "day"))
    spans = [mention.interval for mention in claim.times if mention.interval is not None]
    first = min((span.first for span in spans), default=None)
    last = max((span.last for span in spans), default=None)
    where = _best_place(claim)
    return ClaimHit(
        key=key,
        claim=claim.id,
        current=current,
        day=day.isoformat() if day else None,
        day_from="event" if first else "publication" if day else None,
        first_day=first.isoformat() if first else None,
        last_day=last.isoformat() if last else None,
        event=claim.event,
        status=claim.status,
        commitment=claim.commitment,
        trigger=claim.trigger.text,
        actors=_actors(claim.actors),
        targets=_actors(claim.targets),
        places=_places(claim.places),
        origins=_places(claim.origins),
        destinations=_places(claim.destinations),
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        quantities=tuple(quantity.quote.text for quantity in claim.quantities),
        sources=tuple(link.quote.text for link in claim.sources),
        source_kinds=tuple(link.kind for link in claim.sources),
        confidence=claim.confidence,
        outlet=article.outlet,
        published=article.published,
        title=article.title,
        url=article.url,
        article=article.id,
        version=version,
        reader=reader,
        snippet=snippet.text,
        hits=snippet.hits,
    )


def _best_place(claim: Claim) -> PlaceMention | None:
    """The place of the claim: the first that is known, else the first."""
    for place in claim.places:
        if place.lat is not None:
            return place
    return claim.places[0] if claim.places else None


def _actors(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(_named(mention.quote.text, mention.name) for mention in mentions)


def _places(mentions: Iterable[PlaceMention]) -> tuple[str, ...]:
    return tuple(_named(mention.quote.text, mention.name) for mention in mentions)


def _named(words: str, name: str | None) -> str:
    return f"{words} ({name})" if name and name != words else words


def article_hits(connection: Connection, ids: Sequence[int], words: Words) -> list[ArticleHit]:
    """The article versions with these numbers, in this order."""
    newest = (
        select(readings.c.version_id, func.max(readings.c.id).label("reading"))
        .where(readings.c.version_id.in_(ids))
        .group_by(readings.c.version_id)
        .subquery()
    )
    counts = {
        row.version_id: row.claims
        for row in connection.execute(
            select(readings.c.version_id, readings.c.claims).join(newest, newest.c.reading == readings.c.id)
        )
    }
    found = select(versions.c.id, versions.c.article).where(versions.c.id.in_(ids))
    articles = {row.id: unpack_article(row.article) for row in connection.execute(found)}
    hits = []
    for number in ids:
        article = articles[number]
        snippet = article_snippet(article.title, article.text, words)
        hits.append(
            ArticleHit(
                version=number,
                article=article.id,
                outlet=article.outlet,
                published=article.published,
                title=article.title,
                url=article.url,
                claims=counts.get(number),
                snippet=snippet.text,
                hits=snippet.hits,
            )
        )
    return hits
