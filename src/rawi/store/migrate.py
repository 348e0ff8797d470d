"""Makes the tables, and brings those of an older Rawi up to date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from rawi.store import custody
from rawi.store.engine import Database
from rawi.store.faults import StoreError
from rawi.store.tables import REVISION

_FOLDER = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def migrate(database: Database, at: dt.datetime, *, to: str = "head") -> list[str]:
    """Bring the tables up to a revision, and give the revisions that were run. All of it happens or nothing.

    Each is an entry of the custody log. Raises StoreError where the tables were made by a newer Rawi.
    """
    # Only making and changing tables needs Alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    with database.writing(log=True) as connection:
        before = revision_of(connection)
        known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
        if before is not None and before not in known:
            raise newer(database)
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        after = revision_of(connection)
        if after is None:
            raise StoreError("no tables were made", subject=database.subject)
        run = known[known.index(before) + 1 if before else 0 : known.index(after) + 1]
        custody.append(connection, at, [("migration", revision, {}) for revision in run])
    return run


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables, or None where there are none."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()
    return None if found is None else str(found)


def check(database: Database) -> None:
    """Raise StoreError where the tables are missing, or not those of this Rawi."""
    with database.reading() as connection:
        found = revision_of(connection)
    if found is None:
        raise StoreError(
            "there is no workspace in it", subject=database.subject, advice="make one with: rawi init FOLDER"
        )
    if found == REVISION:
        return
    if found < REVISION:
        raise StoreError(
            f"it was made by an older Rawi (revision {found}, here {REVISION})",
            subject=database.subject,
            advice="bring it up to date with rawi init and the same folder; a copy first is wise",
        )
    raise newer(database)


def newer(database: Database) -> StoreError:
    """The error for tables that this Rawi does not know."""
    return StoreError("it was made by a newer Rawi", subject=database.subject, advice="install that version")
