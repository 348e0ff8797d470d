"""The tables come up from every revision, on both databases, and are what the queries expect."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from tests.store.made import NOON, capture, keep, outcomes, read, read_all

from rawi.model.article import Article
from rawi.store import migrate as migrations
from rawi.store import tables, tables_events
from rawi.store.engine import Database
from rawi.store.faults import StoreError
from rawi.store.migrate import check, migrate
from rawi.store.packing import pack_article, pack_reading
from rawi.store.query import Query
from rawi.store.search import search_claims
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


def test_claims_of_an_older_store_are_found_by_what_they_name(empty):
    """Revision 0003 moves the names of claims from a table into the index of words."""
    database = Database(empty)
    migrate(database, NOON, to="0002")
    article = Article(text="ثم قصف القرية", outlet="outlet", published="2024-04-30", id="a")
    packed, digest = pack_article(article)
    body = pack_reading(read(article))
    with database.writing() as connection:
        for table, row in {
            "sources": {"id": 1, "name": "s", "name_hash": b"1", "added_at": NOON.isoformat()},
            "blobs": {"sha256": b"2", "size": 1, "packing": "plain", "data": b"3"},
            "pages": {"id": 1, "key": "k", "key_hash": b"4", "latest_version": 1},
            "captures": {
                "id": 1, "capture_id": "c", "source_id": 1, "locator": "l", "locator_hash": b"5", "sha256": b"2",
                "media_type": "t", "captured_at": "2024", "headers": "[]", "seen_at": "2024", "version_id": 1,
            },
            "versions": {
                "id": 1, "page_id": 1, "number": 1, "capture_id": 1, "article_id": "a", "article_hash": digest,
                "article": packed,
            },
            "readings": {
                "id": 1, "version_id": 1, "reader": "1", "read_at": "2024", "current": True, "claims": 1, "body": body,
            },
            "claims": {
                "id": 65536, "claim_id": "c3", "current": True, "event": "shell", "status": "happened",
                "commitment": "attributed", "first_day": "2024-04-28", "last_day": "2024-04-29",
                "published": "2024-04-30", "day": "2024-04-28", "lat": 35.5, "lon": 39.9,
            },
            "terms": {"id": 9, "kind": "source_kind", "ident": "local_source", "name": "local_source"},
            "mentions": {"term_id": 9, "role": 4, "claim": 65536},
        }.items():  # fmt: skip
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"), row)
    assert migrate(database, NOON) == ["0003"]
    database.close()
    with Store(empty) as store:
        for query in (
            Query(actor="faction"),
            Query(place="p1"),
            Query(words="قصف"),
            Query(source_kind=("local_source",)),
        ):
            [hit] = search_claims(store, query).hits
            assert (hit.key, hit.day, hit.last_day, hit.lat) == (65536, "2024-04-28", "2024-04-29", 35.5)
        with store.looking() as connection:
            kinds = connection.execute(select(tables.terms.c.kind)).scalars()
            assert set(kinds) == {"party", "place"}
