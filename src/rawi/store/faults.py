"""What a database says when something is wrong, told as what happened, to what, and what to do."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rawi.errors import RawiError


class StoreError(RawiError):
    """The store cannot be opened, read or written; what was written before stays whole."""


_KEPT = "what was written before is whole; run the command again and it goes on where it was"

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html).
_SQLITE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", f"make room; {_KEPT}"),
    sqlite3.SQLITE_READONLY: ("it cannot be written", "allow writing to the file and to its folder, or copy both"),
    sqlite3.SQLITE_BUSY: ("another program has been writing to it for too long", f"wait for that program; {_KEPT}"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "look whether its folder exists and may be written"),
    sqlite3.SQLITE_IOERR: ("the disk gives an error", f"look at the disk; {_KEPT}"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "take the last good copy; rawi verify tells what is whole"),
    sqlite3.SQLITE_NOTADB: ("this is not a database of SQLite", "name the folder that rawi init made"),
}
# Classes and codes of SQLSTATE (PostgreSQL, appendix A).
_POSTGRESQL: tuple[tuple[str, str, str], ...] = (
    ("53100", "the disk of the database is full", f"make room there; {_KEPT}"),
    ("53300", "the database has no connection left", f"end other programs or raise max_connections; {_KEPT}"),
    ("25006", "the database can only be read", "connect to the primary server"),
    ("28", "the database refuses the user or the password", "look at the address in rawi.toml"),
    ("3D", "there is no such database on the server", "create it with createdb"),
    ("42501", "the user may not do this in the database", "grant the user the rights to the schema"),
    ("57P", "the database was shut down", f"start it; {_KEPT}"),
    ("08", "the connection to the database broke", f"look whether the server runs; {_KEPT}"),
)
# A connection that is refused at the door has no code; only the words of the server tell why.
_AT_THE_DOOR: tuple[tuple[str, str], ...] = (
    (r'database ".*" does not exist', "3D000"),
    (r"authentication failed|no password supplied|role \".*\" does not exist|no pg_hba.conf entry", "28000"),
)
_UNREACHED = ("the database cannot be reached", f"look whether the server runs; {_KEPT}")


@contextlib.contextmanager
def told(subject: str) -> Iterator[None]:
    """Errors of the database within, as StoreError about ``subject``."""
    try:
        yield
    except DBAPIError as error:
        what, advice = _meaning(error)
        raise StoreError(what, subject=subject, advice=advice) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database gives an error ({error})", subject=subject) from error


def _meaning(error: DBAPIError) -> tuple[str, str]:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        known = _SQLITE.get(code & 0xFF) if code is not None else None
        return known or (f"the database gives an error ({cause})", "")
    words = str(cause)
    refused = next((state for pattern, state in _AT_THE_DOOR if re.search(pattern, words)), "")
    state = getattr(cause, "sqlstate", None) or refused
    for start, what, advice in _POSTGRESQL:
        if state.startswith(start):
            return what, advice
    # What has no code never came to the server, or lost it.
    first_line = next(iter(words.strip().splitlines()), type(cause).__name__)
    if not state:
        what, advice = _UNREACHED
        return f"{what} ({first_line})", advice
    return f"the database gives an error ({first_line})", ""
