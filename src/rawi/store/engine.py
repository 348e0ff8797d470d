"""The connection to SQLite or PostgreSQL: how each is set up, and the two kinds of transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from rawi.store.faults import StoreError, told

# A writer holds SQLite for one batch, some tens of milliseconds; a minute means that something hangs.
_BUSY_SECONDS = 60
_CONNECT_SECONDS = 10
# Key of PostgreSQL's advisory lock under which the custody log grows: the letters "rawi".
_LOG_LOCK = 0x72617769


class Database:
    """One database. ``reading`` sees one state of it; ``writing`` is kept as a whole or not at all."""

    def __init__(self, url: str | URL) -> None:
        self.url = parse_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        shown = self.url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.subject = (self.url.database or "") if self.is_sqlite else shown
        self.engine = _engine(self.url)
        self._writer = self.engine.execution_options(rawi_writes=True)

    @contextlib.contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[Connection]:
        """A transaction that only reads; it neither waits for a writer nor keeps one waiting.

        snapshot: all queries see the state of the first, as they do on SQLite in any case.
        """
        engine = self.engine
        if snapshot and not self.is_sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with told(self.subject), engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self, *, log: bool = False) -> Iterator[Connection]:
        """A transaction that writes, committed at the end. log: it adds to the custody log, so only one at a time.

        SQLite has one writer at a time in any case.
        """
        with told(self.subject), self._writer.begin() as connection:
            if log and not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOG_LOCK})
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def parse_url(url: str | URL) -> URL:
    """The address of a database. Raises StoreError where it is none that Rawi can use."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            "this is not the address of a database",
            subject=repr(url),
            advice="write it as postgresql://user@host/name",
        ) from None
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database:
        return parsed
    raise StoreError(
        "Rawi keeps its data in SQLite or PostgreSQL only",
        subject=parsed.render_as_string(hide_password=True),
        advice="write the address as postgresql://user@host/name",
    )


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        # A connection that broke while it lay idle is noticed and replaced.
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_SECONDS})
    except (NoSuchModuleError, ModuleNotFoundError):
        raise StoreError(
            "PostgreSQL needs a package that is not installed",
            subject=url.render_as_string(hide_password=True),
            advice="pip install 'rawi[postgresql]'",
        ) from None


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The module would begin transactions on its own, and too late; _begin_sqlite does.
    connection.isolation_level = None
    for setting in (
        "page_size=8192",  # of a new file: three readings fit where 4096 bytes hold one and a hole
        "journal_mode=WAL",  # readers go on while one writes
        "wal_autocheckpoint=4000",  # 32 MB: pages that change often are copied into the file less often
        "synchronous=FULL",  # what is committed outlives a power cut
        "foreign_keys=ON",
        "cache_size=-196608",  # 192 MB at most: what a million claims are found by
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and then writes can fail half-way; one that says so first waits its turn.
    writes = connection.get_execution_options().get("rawi_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
