"""The full-text index: the folded words of each article and of each claim, found alike on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection

from rawi.model.article import Article
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
GAP = "\u0640"


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
    """Put claims into the index: the id of each, and its words as ``indexed_words`` gives them."""
    if rows:
        connection.exec_driver_sql(_INSERT_CLAIM[connection.dialect.name], rows)


@lru_cache(maxsize=65536)
def folded_words(text: str) -> str:
    """The words of a phrase, as the index has them."""
    return " ".join(words_of(text))
