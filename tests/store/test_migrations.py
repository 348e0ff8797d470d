"""The tables come up from every revision, on both databases, and are what the queries expect."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from tests.store.made import NOON, capture, keep, outcomes, read_all

from rawi.store import migrate as migrations
from rawi.store import tables, tables_events
from rawi.store.engine import Database
from rawi.store.faults import StoreError
from rawi.store.migrate import check, migrate
from rawi.store.store import Store
from rawi.store.verify import verify

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent / "migrations"))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]


@pytest.fixture
def empty(kind, tmp_path, request):
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite"
        return
    cluster = request.getfixturevalue("cluster")
    url = cluster.create()
    yield url
    cluster.drop(url)


def test_the_newest_revision_is_the_one_expected():
    assert REVISIONS[-1] == tables.REVISION
    assert SCRIPTS.get_heads() == [tables.REVISION]


@pytest.mark.parametrize("start", REVISIONS)
def test_tables_come_up_from_every_revision(empty, start):
    database = Database(empty)
    assert migrate(database, NOON, to=start) == REVISIONS[: REVISIONS.index(start) + 1]
    if start == tables.REVISION:
        with Store(empty) as store:
            keep(store, capture("a.html", "ثم قصف القرية"))
            read_all(store)
    assert migrate(database, NOON) == REVISIONS[REVISIONS.index(start) + 1 :]
    assert migrate(database, NOON) == []
    check(database)
    with database.reading() as connection:
        full_text = ("version_words", "claim_words")
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(full_text)}
        assert tables_events.events.metadata is tables.metadata
        assert compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata) == []
        logged = connection.execute(select(tables.custody.c.about).where(tables.custody.c.kind == "migration"))
        assert list(logged.scalars()) == REVISIONS
    with Store(empty) as store:
        assert outcomes(keep(store, capture("b.html", "ثم قصف القرية"))) == ["new"]
    assert verify(database).differences == []
    database.close()


def test_a_migration_that_breaks_leaves_nothing_behind(empty, monkeypatch):
    database = Database(empty)

    def full(*_):
        raise OSError("no room")

    monkeypatch.setattr("rawi.store.custody.append", full)
    with pytest.raises(OSError, match="no room"):
        migrate(database, NOON)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="no workspace in it"):
        check(database)
    assert migrate(database, NOON) == REVISIONS
    database.close()


@pytest.mark.parametrize(
    ("revision", "words"), [("0000", "an older Rawi .*; bring it up to date"), ("9999", "a newer Rawi; install")]
)
def test_the_tables_of_another_rawi_are_refused(url, revision, words):
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    with pytest.raises(StoreError, match=words):
        check(database)
    if revision == "9999":
        with pytest.raises(StoreError, match=words):
            migrate(database, NOON)
    database.close()
