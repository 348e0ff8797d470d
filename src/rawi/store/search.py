"""Finds claims and articles, the latest first: what was read last, and of articles what was collected last.

The rarest filter says what to look at, and the others are held against it, some hundred at a time, until a page is
full. So a page costs little both where nearly everything fits and where nearly nothing does, and SQLite, which knows no
statistics, does not have to guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, func, select, text

from rawi.store.claim_rows import MOST_CLAIMS, claim_key
from rawi.store.query import (
    Part,
    Query,
    claim_parts,
    field_parts,
    outlet_condition,
    words_parts,
    words_values,
)
from rawi.store.query_words import Words, parse_words
from rawi.store.search_hits import ArticleHit, ClaimHit, article_hits, claim_hits
from rawi.store.store import Store
from rawi.store.tables import FULL_TEXT, readings

# Up to so many, a filter is rare: the others are held against its claims in some milliseconds.
_RARE = 4000
# Up to so many, sorting those of a filter costs less than looking for them among others.
_SORTED = 20_000
_FIRST_CHUNK, _LARGEST_CHUNK = 200, 4000

Values = dict[str, object]
# Bounds of the ids of claims and versions, see ``Part``.
EVERY_ID: Values = {"c_low": 0, "v_low": 0, "c_high": (1 << 63) - 1, "v_high": (1 << 63) - 1}


class Page(msgspec.Struct, frozen=True):
    """Some of what was found. more: there is more after it."""

    hits: list[ClaimHit] | list[ArticleHit]
    more: bool


def search_claims(store: Store, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
    """Claims in whose words, names and fields all of this is found, the latest read first. Raises InputError."""
    with store.database.reading(snapshot=True) as connection:
        parts, values = claim_parts(connection, query)
        found = _page(_claims(connection, parts, values), limit, offset)
        return Page(claim_hits(connection, found[:limit], parse_words(query.words)), len(found) > limit)


def search_articles(store: Store, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
    """Articles with these words in them, and claims with these fields. Raises InputError."""
    with store.database.reading(snapshot=True) as connection:
        words = parse_words(query.words)
        parts, values = _article_parts(connection, query, words)
        found = _page(_articles(connection, parts, values, query), limit, offset)
        return Page(article_hits(connection, found[:limit], words), len(found) > limit)


def _page(ids: Iterator[int], limit: int, offset: int) -> list[int]:
    """The ids of a page, and one more where there is one."""
    found: list[int] = []
    for number, key in enumerate(ids):
        if number >= offset:
            found.append(key)
        if len(found) > limit:
            break
    return found


def _claims(connection: Connection, parts: list[Part], values: Values) -> Iterator[int]:
    """Ids of the claims of which all parts hold, falling."""
    first, candidates = _candidates(connection, parts, values, "SELECT id FROM claims")
    conditions = [part.holds for part in parts if part is not first]
    yield from _held(connection, candidates, "claims c", "c", conditions, values)


def _candidates(
    connection: Connection, parts: list[Part], values: Values, everything: str
) -> tuple[Part | None, Iterator[Sequence[int]]]:
    """The part that says what to look at, and the ids of that, falling and in chunks. None: it is everything."""
    part = only(parts)
    if part is None:
        part, count = rarest(connection, parts, values)
        if count >= _SORTED and not (part and part.sorted):
            # What comes in order needs no sorting; among so many a page is soon full.
            part = next((part for part in parts if part.sorted), None)
    if part is not None and not part.sorted:
        return part, _sorted(connection, part, values)
    return part, _streamed(connection, f"{part.ids if part else everything} ORDER BY 1 DESC", values)


def only(parts: list[Part]) -> Part | None:
    """The one part that can say what to look at, in order: nothing needs to be counted to choose it."""
    some = [part for part in parts if part.ids]
    return some[0] if len(some) == 1 and some[0].sorted else None


def rarest(connection: Connection, parts: list[Part], values: Values) -> tuple[Part | None, int]:
    """The part that holds of the fewest, and of how many, counted to ``_SORTED``."""
    some = [part for part in parts if part.ids]
    if not some:
        return None, _SORTED
    # Most searches have a rare part, which is found without counting the others to their end.
    for most in (_RARE, _SORTED):
        counts = [_count(connection, part, values, most) for part in some]
        if min(counts) < most or (len(some) == 1 and some[0].sorted):
            break
    return some[counts.index(min(counts))], min(counts)


def _count(connection: Connection, part: Part, values: Values, most: int) -> int:
    query = text(f"SELECT count(*) FROM (SELECT 1 FROM ({part.ids}) s LIMIT {most}) s")
    return int(connection.execute(query, values).scalar_one())


def _sorted(connection: Connection, part: Part, values: Values) -> Iterator[Sequence[int]]:
    """The ids of a part whose ids come in no order: first the latest, which cost less than sorting all of them."""
    whole = f"SELECT id FROM ({part.ids}) s"
    first = connection.execute(text(f"{whole} ORDER BY 1 DESC LIMIT {_FIRST_CHUNK}"), values).scalars().all()
    if first:
        yield first
    if len(first) == _FIRST_CHUNK:
        yield from _streamed(connection, f"{whole} WHERE id < {first[-1]} ORDER BY 1 DESC", values)


def _streamed(connection: Connection, query: str, values: Values) -> Iterator[Sequence[int]]:
    """The ids that a query gives, as they come."""
    result = connection.execute(text(query), values, execution_options={"stream_results": True})
    with result:
        size, ids = _FIRST_CHUNK, result.scalars()
        while rows := ids.fetchmany(size):
            yield rows
            size = min(2 * size, _LARGEST_CHUNK)


def _held(
    connection: Connection,
    chunks: Iterator[Sequence[int]],
    table: str,
    of: str,
    conditions: list[str],
    values: Values,
) -> Iterator[int]:
    """Those ids of which the conditions hold, in their order."""
    holds = "".join(f" AND {condition}" for condition in conditions)
    last = None
    for chunk in chunks:
        # Numbers in the text: thousands of parameters would cost more than the query. CROSS JOIN tells SQLite to begin
        # with them, where it could take a condition to be rarer.
        among = f"WITH s (id) AS (VALUES ({'), ('.join(map(str, chunk))})) SELECT {of}.id FROM s CROSS JOIN {table}"
        within = EVERY_ID | values | {f"{of}_low": min(chunk), f"{of}_high": max(chunk)}
        if of == "v":
            within |= _bounds_of_claims(connection, min(chunk), max(chunk))
        good = set(connection.execute(text(f"{among} WHERE {of}.id = s.id{holds}"), within).scalars())
        for key in chunk:
            if key in good and key != last:
                yield key
            last = key


def _article_parts(connection: Connection, query: Query, words: Words) -> tuple[list[Part], Values]:
    """The filters that articles themselves have."""
    values = words_values(connection, words, FULL_TEXT)
    found = words_parts(connection, words, FULL_TEXT, "version_id", "v")
    if query.since or query.until:
        # Moments sort as text, and a day before all its times; a year or a month alone is no day.
        days = ["{}published >= :since"] * bool(query.since) + ["{}published < :after"] * bool(query.until)
        condition = " AND ".join([*days, "length({}published) >= 10"])
        of = condition.replace("{}", "")
        found.append(Part(condition.replace("{}", "v."), f"SELECT id FROM versions WHERE {of}"))
        values |= {"since": query.since.isoformat()} if query.since else {}
        # What comes after every time of that day.
        values |= {"after": f"{query.until.isoformat()}U"} if query.until else {}
    if query.outlet:
        names = outlet_condition(connection, query.outlet, values)
        found.append(Part(names, f"SELECT v.id FROM versions v WHERE {names}"))
    if not query.all_readings:
        found.append(Part("EXISTS (SELECT 1 FROM pages WHERE pages.id = v.page_id AND latest_version = v.id)"))
    return found, values


def _articles(connection: Connection, parts: list[Part], values: Values, query: Query) -> Iterator[int]:
    """Ids of versions, falling."""
    fields, told = field_parts(connection, query, Words())
    values = values | told
    if len(fields) > (not query.all_readings):
        conditions = " AND ".join(part.holds for part in fields)
        read = "FROM readings r JOIN claims c ON c.id BETWEEN r.id << 16 AND (r.id << 16) + 65535"
        holds = f"EXISTS (SELECT 1 {read} WHERE r.version_id = v.id AND {conditions})"
        part, count = rarest(connection, fields, values)
        ids = ""
        if part is not None and count < _RARE:
            among = f"FROM ({part.ids}) s JOIN claims c ON c.id = s.id JOIN readings r ON r.id = c.id >> 16"
            others = "".join(f" AND {other.holds}" for other in fields if other is not part)
            ids = f"SELECT DISTINCT r.version_id AS id {among} WHERE 1 = 1{others}"
        parts = [*parts, Part(holds, ids)]
    first, candidates = _candidates(connection, parts, values, "SELECT id FROM versions")
    yield from _held(connection, candidates, "versions v", "v", [p.holds for p in parts if p is not first], values)


def _bounds_of_claims(connection: Connection, first: int, last: int) -> Values:
    """Between which ids the claims of these versions lie."""
    within = select(func.min(readings.c.id), func.max(readings.c.id)).where(readings.c.version_id.between(first, last))
    low, high = connection.execute(within).one()
    return {} if low is None else {"c_low": claim_key(low, 0), "c_high": claim_key(high, MOST_CLAIMS - 1)}
