"""Gets claims, readings and articles back out of the store, whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from rawi.model.article import Article
from rawi.model.claim import Claim
from rawi.model.reading import Reading
from rawi.store.claim_rows import split_key
from rawi.store.packing import unpack_article, unpack_reading
from rawi.store.tables import readings, versions


def load_claims(connection: Connection, keys: Iterable[int]) -> dict[int, Claim]:
    """Claims by their numbers in the store; numbers without a claim are left out."""
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for key in keys:
        wanted[split_key(key)[0]].append(key)
    found: dict[int, Claim] = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), 500):
        bodies = select(readings.c.id, readings.c.body).where(readings.c.id.in_(ids[start : start + 500]))
        for row in connection.execute(bodies):
            claims = unpack_reading(row.body).claims
            for key in wanted[row.id]:
                number = split_key(key)[1]
                if number < len(claims):
                    found[key] = claims[number]
    return found


def load_article(connection: Connection, version: int) -> Article | None:
    """The article of a version."""
    row = connection.execute(select(versions.c.article).where(versions.c.id == version)).first()
    return None if row is None else unpack_article(row.article)


def load_reading(connection: Connection, reading: int) -> Reading | None:
    """A reading as it was added, with its article. Raises GroundingError where the two no longer fit."""
    row = connection.execute(
        select(readings.c.body, readings.c.reader, versions.c.article)
        .join_from(readings, versions)
        .where(readings.c.id == reading)
    ).first()
    if row is None:
        return None
    body = unpack_reading(row.body)
    return Reading(
        article=unpack_article(row.article),
        claims=body.claims,
        loaded=body.loaded,
        boilerplate=body.boilerplate,
        unknown=body.unknown,
        reader=row.reader,
    )
