"""When the disk, the folder, the server or the clock fails: a clear message, and nothing damaged."""

import contextlib
import datetime as dt
import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event, select
from tests.store.made import NOON, article_of, capture, keep, outcomes, read, read_all
from tests.store.processes import count_claims, wait_for

from rawi.store import tables
from rawi.store.engine import Database
from rawi.store.faults import StoreError
from rawi.store.store import Store
from rawi.store.verify import verify
from rawi.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path, empty_file):
    folder = tmp_path / "space"
    folder.mkdir()
    shutil.copyfile(empty_file, folder / "rawi.sqlite")
    return folder


@pytest.fixture
def for_all(workspace):
    """A workspace that every user of the machine can read, and only its owner can write."""
    folder = Path(tempfile.mkdtemp(prefix="rawi-"))
    folder.chmod(0o755)
    shutil.copyfile(workspace / "rawi.sqlite", folder / "rawi.sqlite")
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextlib.contextmanager
def without_rights():
    """Without the rights of root, which may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def many(count, start=0):
    return [capture(f"https://example.org/{n}", f"ثم قصف القرية {n} " * 50) for n in range(start, start + count)]


def test_a_full_disk_is_told_and_the_store_goes_on_when_there_is_room(workspace):
    url = f"sqlite:///{workspace}/rawi.sqlite"
    with Store(url) as store:
        keep(store, *many(5))
        event.listen(
            store.database.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 90")
        )
        store.close()  # so that new connections get the limit
        with pytest.raises(StoreError, match="the disk is full; make room") as told:
            list(store.keep(many(500), article_of, batch=10))
        assert told.value.subject == f"{workspace}/rawi.sqlite"
        with pytest.raises(StoreError, match="the disk is full"):
            store.add_readings(
                [(u.version, read(u.article)) for u in store.unread("1", 500, seconds=0)] * 50, reader="1"
            )
    with Store(url) as store:
        assert verify(store.database).differences == []
        assert outcomes(keep(store, *many(5))) == ["same"] * 5
        assert len(keep(store, *many(500))) == 500
        assert read_all(store) == 500
        assert verify(store.database).differences == []


@pytest.mark.parametrize("mode", [0o555, 0o777])
def test_what_cannot_be_written_is_told(for_all, mode):
    """A folder that nobody may write to, and a file in a folder that everybody may."""
    before = (for_all / "rawi.sqlite").read_bytes()
    (for_all / "rawi.sqlite").chmod(0o444)
    for_all.chmod(mode)
    told = pytest.raises(StoreError, match=r"rawi.sqlite: it cannot be (written|opened); (allow|look)")
    with without_rights(), told, Workspace.open(for_all) as space:
        keep(space.store, capture("a.html", "قصف"))
    assert (for_all / "rawi.sqlite").read_bytes() == before


def test_a_damaged_file_is_told(workspace):
    with Workspace.open(workspace) as space:
        keep(space.store, *many(300))
    path = workspace / "rawi.sqlite"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    with Workspace.open(workspace) as space:
        try:
            damaged = bool(verify(space.store.database).differences)
        except StoreError as error:
            damaged = "the file is damaged" in str(error)
    assert damaged
    path.write_bytes(b"something else " * 1000)
    with pytest.raises(StoreError, match="not a database of SQLite"):
        Workspace.open(workspace)


def test_a_server_that_is_gone_is_told_and_the_store_goes_on_when_it_is_back(cluster, migrated):
    url = cluster.create(migrated)
    with Store(url) as store:
        keep(store, *many(5))
        cluster.stop()
        try:
            with pytest.raises(StoreError, match=r"the database cannot be reached .*; look whether the server runs"):
                keep(store, *many(5, 5))
            with pytest.raises(StoreError, match="cannot be reached"), Store(url) as other:
                other.unread("1", 1)
        finally:
            cluster.start()
        assert outcomes(keep(store, *many(10))) == ["same"] * 5 + ["new"] * 5
        assert read_all(store) == 10
        assert verify(store.database).differences == []
    cluster.drop(url)


def test_a_server_that_goes_in_the_midst_is_told(cluster, migrated):
    url = cluster.create(migrated)

    def stop_at_the_third(captures):
        for number, one in enumerate(captures):
            if number == 3:
                cluster.stop()
            yield one

    with Store(url) as store:
        try:
            with pytest.raises(StoreError, match=r"^postgresql:.*: the (database|connection)"):
                list(store.keep(stop_at_the_third(many(6)), article_of, batch=2))
        finally:
            cluster.start()
        assert outcomes(keep(store, *many(6))) == ["same"] * 2 + ["new"] * 4
        assert verify(store.database).differences == []
    cluster.drop(url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://rawi:secret@/nothing?host={folder}", "there is no such database"),
        ("postgresql://rawi:secret@/x?host=/nowhere", "the database cannot be reached"),
        ("mysql://root:secret@host/x", "SQLite or PostgreSQL only"),
        ("nonsense", "not the address of a database"),
    ],
)
def test_a_wrong_address_is_told_without_its_password(cluster, url, words):
    with pytest.raises(StoreError, match=words) as told, Store(url.format(folder=cluster.folder)) as store:
        store.backlog("1")
    assert "secret" not in str(told.value)


def test_the_order_of_the_log_does_not_depend_on_the_clock(url):
    moments = iter([NOON, NOON - dt.timedelta(days=9), NOON + dt.timedelta(days=9), NOON - dt.timedelta(days=99)])
    with Store(url, clock=lambda: next(moments)) as store:
        for number in range(4):
            [kept] = keep(store, capture("a.html", f"قصف {number}"))
            assert kept.outcome == ("changed" if number else "new")
        assert verify(store.database).differences == []
        with store.looking() as connection:
            latest = connection.execute(
                select(tables.versions.c.number).join_from(
                    tables.pages, tables.versions, tables.versions.c.id == tables.pages.c.latest_version
                )
            ).scalar_one()
    assert latest == 4


def test_one_writer_and_ten_readers_do_not_wait_for_each_other(url):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.processes", "psycopg"])
    counts, done = context.Queue(), context.Event()
    readers = [context.Process(target=count_claims, args=(url, done, counts)) for _ in range(10)]
    for reader in readers:
        reader.start()
    with Store(url) as store:
        for turn in range(12):
            keep(store, *(capture(f"https://example.org/{turn}/{n}", f"ثم قصف {turn} و قصف {n}") for n in range(5)))
            assert read_all(store) == 5
    done.set()
    told = [counts.get(timeout=60) for _ in readers]
    for reader in readers:
        wait_for(reader)
    assert [error for _, error in told if error] == []
    assert sum(times for times, _ in told) > 10, told


def test_a_writer_that_never_ends_is_told(workspace, monkeypatch):
    monkeypatch.setattr("rawi.store.engine._BUSY_SECONDS", 0.05)
    url = f"sqlite:///{workspace}/rawi.sqlite"
    holder = sqlite3.connect(workspace / "rawi.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store(url) as store, pytest.raises(StoreError, match="another program has been writing to it for too long"):
        keep(store, capture("a.html", "قصف"))
    holder.close()
    assert Database(url).is_sqlite
