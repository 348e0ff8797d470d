"""What the tests of the store share: both databases, and captures and readings made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store import postgresql

from rawi.store.engine import Database
from rawi.store.migrate import migrate
from rawi.store.store import Store

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgresql.Cluster]:
    if reason := postgresql.missing():
        pytest.skip(reason)
    cluster = postgresql.Cluster()
    try:
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def migrated(cluster: postgresql.Cluster) -> str:
    """Name of a database with tables, of which others are copies."""
    url = cluster.create()
    database = Database(url)
    migrate(database, NOON)
    database.close()
    return url.split("?")[0].rsplit("/")[-1]


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with tables, of which others are copies."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite"
    database = Database(f"sqlite:///{path}")
    migrate(database, NOON)
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Makes databases with tables, without anything in them."""
    made: list[str] = []

    def make() -> str:
        if kind == "postgresql":
            template = request.getfixturevalue("migrated")
            url = str(request.getfixturevalue("cluster").create(template))
        else:
            path = tmp_path / f"rawi{len(made)}.sqlite"
            shutil.copyfile(request.getfixturevalue("empty_file"), path)
            url = f"sqlite:///{path}"
        made.append(url)
        return url

    yield make
    if kind == "postgresql":
        for url in made:
            request.getfixturevalue("cluster").drop(url)


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as store:
        yield store
