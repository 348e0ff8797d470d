"""Shares unread articles among workers: each is lent to one, and comes back where that one died or took too long."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket

import msgspec
from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from rawi.model.article import Article
from rawi.store.engine import Database
from rawi.store.packing import unpack_article
from rawi.store.tables import versions, work

# Articles that are lent at once, whatever was asked for; more would only be held up.
_MOST = 10_000


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """An article that a worker has to read. version: its number in the store, which goes back with the reading."""

    version: int
    article: Article


def worker_name() -> str:
    """A name for this process that tells others on this machine whether it is still there."""
    return f"{_machine()}|{os.getpid()}|{secrets.token_hex(4)}"


def lease(database: Database, now: dt.datetime, reader: str, worker: str, limit: int, seconds: float) -> list[Unread]:
    """Up to ``limit`` articles that this reader has not read and nobody else has at hand, oldest first."""
    with database.writing() as connection:
        _free_the_dead(connection, worker)
        free = or_(work.c.until.is_(None), work.c.until < now.timestamp())
        chosen = (
            select(work.c.version_id)
            .where(_unread_by(reader), free)
            .order_by(work.c.version_id)
            .limit(min(limit, _MOST))
        )
        # On SQLite this transaction is the only one that writes, and FOR UPDATE is left out.
        ids = list(connection.execute(chosen.with_for_update(skip_locked=True)).scalars())
        if not ids:
            return []
        taken = {"worker": worker, "until": now.timestamp() + seconds}
        connection.execute(update(work).where(work.c.version_id.in_(ids)).values(taken))
        rows = connection.execute(
            select(versions.c.id, versions.c.article).where(versions.c.id.in_(ids)).order_by(versions.c.id)
        ).all()
    return [Unread(version=row.id, article=unpack_article(row.article)) for row in rows]


def release(database: Database, worker: str) -> None:
    """Give back what a worker has not read."""
    with database.writing() as connection:
        connection.execute(update(work).where(work.c.worker == worker).values(worker=None, until=None))


def finish(connection: Connection, version_ids: list[int], reader: str) -> None:
    """Note that a reader is done with these versions."""
    done = {"done": reader, "worker": None, "until": None}
    connection.execute(update(work).where(work.c.version_id.in_(version_ids)).values(done))


def backlog(connection: Connection, reader: str) -> int:
    """How many articles this reader has not read."""
    return connection.execute(select(func.count()).select_from(work).where(_unread_by(reader))).scalar_one()


def _unread_by(reader: str) -> ColumnElement[bool]:
    # Two ranges of the index, where <> would look at every row.
    return or_(work.c.done < reader, work.c.done > reader)


def _free_the_dead(connection: Connection, me: str) -> None:
    """Take back what workers of this machine held when they were killed."""
    held = connection.execute(select(work.c.worker).where(work.c.worker.is_not(None)).distinct()).scalars()
    dead = [worker for worker in held if worker != me and _is_dead(worker)]
    if dead:
        # In one order and past what another worker is freeing: two of them never wait for each other.
        theirs = select(work.c.version_id).where(work.c.worker.in_(dead)).order_by(work.c.version_id)
        ids = list(connection.execute(theirs.with_for_update(skip_locked=True)).scalars())
        for start in range(0, len(ids), _MOST):
            chunk = work.c.version_id.in_(ids[start : start + _MOST])
            connection.execute(update(work).where(chunk).values(worker=None, until=None))


def _is_dead(worker: str) -> bool:
    machine, _, rest = worker.rpartition("|")[0].rpartition("|")
    # On Windows there is no signal that only asks; there, a lease ends when its time is up.
    if machine != _machine() or os.name != "posix" or not rest.isdecimal():
        return False
    if int(rest) == os.getpid():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    """The machine, and on Linux the room of process numbers on it: containers have rooms of their own."""
    try:
        room = os.readlink("/proc/self/ns/pid")
    except OSError:
        room = ""
    return f"{socket.gethostname()}{room}"
