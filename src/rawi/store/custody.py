"""The custody log: entries that are only ever added, each with the hash of the one before.

An entry is canonical JSON: ``seq`` (from 1, without gaps), ``at`` (the clock of that moment, which orders nothing),
``kind``, ``about``, ``before`` (the hash of the entry before; 64 zeros for the first) and what the kind needs.
Kinds: ``migration``, ``capture``, ``gone``, ``back``, ``export``, ``decision``, ``event_decision``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, func, insert, select

from rawi.store.packing import canonical, moment
from rawi.store.tables import custody

FIRST_BEFORE = "0" * 64
_CHUNK = 1000

# kind, about, and the rest of the entry.
Note = tuple[str, str, Mapping[str, object]]


def append(connection: Connection, at: dt.datetime, notes: Sequence[Note]) -> None:
    """Add entries. The transaction must have been opened with ``log=True``, so that nobody else adds meanwhile."""
    if not notes:
        return
    last = connection.execute(select(custody.c.seq, custody.c.hash).order_by(custody.c.seq.desc()).limit(1)).first()
    seq, before = (last.seq, last.hash) if last else (0, FIRST_BEFORE)
    rows = []
    for kind, about, more in notes:
        seq += 1
        entry = canonical({**more, "seq": seq, "at": moment(at), "kind": kind, "about": about, "before": before})
        before = entry_hash(entry)
        rows.append({"seq": seq, "kind": kind, "about": about, "entry": entry, "hash": before})
    connection.execute(insert(custody), rows)


def entry_hash(entry: str) -> str:
    """The hash that the next entry carries."""
    return hashlib.sha256(entry.encode()).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry."""
    last = connection.execute(select(custody.c.seq, custody.c.hash).order_by(custody.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, FIRST_BEFORE)


def entries_about(connection: Connection, about: str) -> list[dict[str, object]]:
    """The entries about one thing, oldest first, each with its own hash."""
    rows = connection.execute(
        select(custody.c.entry, custody.c.hash).where(custody.c.about == about).order_by(custody.c.seq)
    )
    return [{**msgspec.json.decode(row.entry), "hash": row.hash} for row in rows]


def all_entries(connection: Connection) -> Iterator[tuple[int, str, str, str, str]]:
    """Every entry in order: seq, kind, about, entry, hash."""
    done = -1
    while True:
        rows = connection.execute(
            select(custody.c.seq, custody.c.kind, custody.c.about, custody.c.entry, custody.c.hash)
            .where(custody.c.seq > done)
            .order_by(custody.c.seq)
            .limit(_CHUNK)
        ).all()
        if not rows:
            return
        for row in rows:
            yield row.seq, row.kind, row.about, row.entry, row.hash
        done = rows[-1].seq


def count(connection: Connection, kind: str) -> int:
    """How many entries of a kind there are."""
    return connection.execute(select(func.count()).where(custody.c.kind == kind)).scalar_one()
