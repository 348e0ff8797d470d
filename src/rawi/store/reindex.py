"""Fills the index of claims anew, from the readings that hold them: for migrations that change what stands in it."""

from __future__ import annotations

from sqlalchemy import Connection, text

from rawi.store.claim_rows import add_terms, claim_key, indexed_words, ready_claim
from rawi.store.packing import unpack_reading
from rawi.store.words import index_claims

_READINGS = 500  # at a time


def reindex_claims(connection: Connection) -> None:
    """Put every claim into the index, which is empty; within the caller's transaction."""
    some = text("SELECT id, body FROM readings WHERE id > :last ORDER BY id LIMIT :most")
    last = 0
    while rows := connection.execute(some, {"last": last, "most": _READINGS}).all():
        found = [
            (claim_key(row.id, number), ready_claim(claim))
            for row in rows
            for number, claim in enumerate(unpack_reading(row.body).claims)
        ]
        numbers = dict(add_terms(connection, {term for _, claim in found for term in claim.terms}))
        index_claims(connection, [(key, indexed_words(claim, numbers.__getitem__)) for key, claim in found])
        last = rows[-1].id
