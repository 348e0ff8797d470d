"""A workspace: a folder with ``rawi.toml`` and, where no server is named there, the database ``rawi.sqlite``."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path

from sqlalchemy import URL

from rawi.store.engine import parse_url
from rawi.store.faults import StoreError
from rawi.store.migrate import check, migrate
from rawi.store.store import Store

CONFIG = "rawi.toml"
DATABASE = "rawi.sqlite"

_NEW_CONFIG = """\
# The workspace of Rawi in this folder.

[store]
# Where everything is kept: a file of SQLite beside this one, or postgresql://user@host/name.
# A password is better kept where PostgreSQL looks for it (~/.pgpass) than here.
database = {database}
"""


class Workspace:
    """An open workspace. folder: where it is. store: what is in it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @classmethod
    def open(cls, folder: Path | None = None) -> Workspace:
        """Open the workspace in a folder; None: the one in the environment as RAWI_WORKSPACE, else here.

        Raises StoreError where there is none, or one that another Rawi made.
        """
        folder = folder or Path(os.environ.get("RAWI_WORKSPACE") or ".")
        config = folder / CONFIG
        name = _database_of(config)
        url = _url(folder, name or DATABASE)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise StoreError(
                "there is no workspace in it", subject=str(folder), advice=f"make one with: rawi init {folder}"
            )
        store = Store(url)
        try:
            check(store.database)
        except BaseException:
            store.close()
            raise
        return cls(folder, store)

    @classmethod
    def make(cls, folder: Path, database: str | None = None) -> tuple[Workspace, list[str]]:
        """Make a workspace, or bring an older one up to date; with it come the revisions that were run.

        database: ``postgresql://...``; None: what ``rawi.toml`` says, else a file of SQLite in the folder.
        """
        config = folder / CONFIG
        named = _database_of(config)
        if database is not None and config.exists() and database != named:
            raise StoreError(
                "it names another database",
                subject=str(config),
                advice="change [store] database there, or leave --db out",
            )
        chosen = database or named or DATABASE
        url = _url(folder, chosen)
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(url)
        try:
            run = migrate(store.database, dt.datetime.now(dt.UTC))
            if not config.exists():
                _write_config(config, chosen, secret=url.password is not None)
        except BaseException:
            store.close()
            raise
        return cls(folder, store), run


def _url(folder: Path, database: str) -> URL:
    if "://" in database:
        return parse_url(database)
    return URL.create("sqlite", database=str(folder / database))


def _database_of(config: Path) -> str | None:
    """What the configuration names, or None where it names nothing or is not there."""
    try:
        told = tomllib.loads(config.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"it is not TOML ({error})", subject=str(config), advice="correct that line") from None
    store = told.get("store", {})
    database = store.get("database") if isinstance(store, dict) else None
    if database is not None and (not isinstance(database, str) or not database):
        raise StoreError(
            "[store] database must be a name in quotes",
            subject=str(config),
            advice='write database = "rawi.sqlite", or an address such as "postgresql://user@host/name"',
        )
    return database


def _write_config(config: Path, database: str, *, secret: bool) -> None:
    quoted = '"' + database.replace("\\", "\\\\").replace('"', '\\"') + '"'
    part = config.with_name(f".{CONFIG}.{os.getpid()}.part")
    # A password in it is for the owner alone.
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if secret else 0o666)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(_NEW_CONFIG.format(database=quoted))
    part.replace(config)
