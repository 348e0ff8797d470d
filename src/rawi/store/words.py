"""The full-text index: the folded words of each article and of each claim, found alike on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter

from sqlalchemy import Connection

from rawi.model.article import Article
from rawi.model.claim import Claim
from rawi.store.tables import CLAIM_TEXT, FULL_TEXT
from rawi.text.folding import fold_word

_WORD = re.compile(r"[^\W_]+")
# PostgreSQL refuses a tsvector of more than 1 MB; 250,000 characters stay below it whatever the words are.
_MOST_CHARACTERS = 250_000

_INSERT = {
    "sqlite": f"INSERT INTO {FULL_TEXT} (rowid, words) VALUES (?, ?)",
    "postgresql": f"INSERT INTO {FULL_TEXT} (version_id, words) VALUES (%s, to_tsvector('simple', %s::text))",
}

_INSERT_CLAIM = {
    "sqlite": f"INSERT INTO {CLAIM_TEXT} (rowid, words) VALUES (?, ?)",
    "postgresql": f"INSERT INTO {CLAIM_TEXT} (claim, words) VALUES (%s, to_tsvector('simple', %s::text))",
}
# Stands between words of a claim that are not neighbours in the article: no phrase goes across. A lengthening stroke is
# a letter to both databases, and folding leaves none in a query.
_GAP = "\u0640"
_start = attrgetter("start")


def words_of(text: str) -> list[str]:
    """The words of a text or of a query as they stand in the index: folded, lower case, no punctuation."""
    return _WORD.findall(fold_word(text).lower())


def index_words(connection: Connection, articles: Iterable[tuple[int, Article]]) -> None:
    """Put the words of each version's title and text into the index, but not those of site furniture."""
    dialect = connection.dialect.name
    most = _MOST_CHARACTERS if dialect == "postgresql" else None
    rows = [(version, " ".join(_words(article))[:most]) for version, article in articles]
    if rows:
        connection.exec_driver_sql(_INSERT[dialect], rows)


def _words(article: Article) -> list[str]:
    parts = [article.title or ""]
    at = 0
    for span in sorted(article.boilerplate):
        parts.append(article.text[at : span.start])
        at = max(at, span.end)
    parts.append(article.text[at:])
    return words_of("\n".join(parts))


def index_claims(connection: Connection, rows: list[tuple[int, str]]) -> None:
    """Put claims into the index: the id of each, and what ``claim_words`` gives."""
    if rows:
        connection.exec_driver_sql(_INSERT_CLAIM[connection.dialect.name], rows)


def claim_words(claim: Claim) -> str:
    """What a claim is found by: the words of its fields in the order of the article, then the neutral names."""
    found = [claim.trigger]
    names: list[str] = []
    for actor in (*claim.actors, *claim.targets):
        found.append(actor.quote)
        if actor.name and actor.name != actor.quote.text:
            names.append(actor.name)
    for place in (*claim.places, *claim.origins, *claim.destinations):
        found.append(place.quote)
        if place.candidates and place.candidates[0].name != place.quote.text:
            names.append(place.candidates[0].name)
    found += [time.quote for time in claim.times]
    found += [quantity.quote for quantity in claim.quantities]
    found += [link.quote for link in claim.sources]
    parts: list[str] = []
    end = -2
    for quote in sorted(found, key=_start):
        if quote.end > end:
            if quote.start != end + 1 and quote.start != end:
                parts.append(_GAP)
            parts.append(_folded(quote.text))
            end = quote.end
    for name in names:
        parts += (_GAP, _folded(name))
    return " ".join(parts)


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    return " ".join(words_of(text))
