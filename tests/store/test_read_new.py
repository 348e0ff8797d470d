"""``rawi read --new`` reads each article once for each reader, whatever happens meanwhile."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from sqlalchemy import func, select
from tests.store.made import capture, keep, read
from typer.testing import CliRunner

from rawi.cli import jobs
from rawi.cli.main import app
from rawi.errors import RawiError
from rawi.reading import reader as reading
from rawi.store.query import Query
from rawi.store.search import search_claims
from rawi.store.tables import claims, readings, work
from rawi.store.workspace import Workspace


class HandReader:
    """Finds a claim for each time a word stands in the text; stumbles where it is told to."""

    def __init__(self):
        self.word = "قصف"
        self.errors = {}
        self.seen = []

    def read(self, article):
        self.seen.append(article.text)
        for words, error in self.errors.items():
            if words in article.text:
                raise error
        return read(article, reading.READER_VERSION, self.word)


@pytest.fixture
def reader(monkeypatch):
    made = HandReader()
    monkeypatch.setattr(jobs, "_own_reader", lambda setup: made)
    return made


@pytest.fixture
def folder(url, tmp_path):
    """A workspace with six articles."""
    folder = tmp_path / "space"
    space, _ = Workspace.make(folder, None if url.startswith("sqlite") else url)
    with space:
        keep(space.store, *(capture(f"https://example.org/{n}", f"ثم قصف القرية {n}") for n in range(6)))
    return folder


@pytest.fixture
def run(folder):
    """Run ``rawi read --new`` here: status, summary, standard error."""

    def run(*arguments):
        done = CliRunner().invoke(app, ["read", "--new", "-w", str(folder), *map(str, arguments)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        told = json.loads(done.stdout)
        del told["seconds"]
        return done.exit_code, told, done.stderr

    return run


def summary(ended="complete", reader="1", **counts):
    return {"reader": reader, "ended": ended, "articles": 0, "claims": 0, "failed": 0, "known": 0, "left": 0, **counts}


def test_everything_is_read_once(run, folder, reader):
    assert run() == (0, summary(articles=6, claims=6), "")
    assert run() == (0, summary(), "")
    assert len(reader.seen) == 6
    with Workspace.open(folder) as space:
        keep(space.store, capture("new.html", "وقصف الجسر"))
        assert run() == (0, summary(articles=1, claims=1), "")
        assert len(search_claims(space.store, Query(words="قصف")).hits) == 7


def test_a_limit_stops_and_the_next_run_goes_on(run, reader):
    assert run("--limit", 4) == (0, summary("limit", articles=4, claims=4, left=2), "")
    assert run("--limit", 4) == (0, summary(articles=2, claims=2), "")


def test_one_bad_article_does_not_stop_the_others(run, folder, reader):
    reader.errors = {"القرية 2": RawiError("too odd", advice="look at it"), "القرية 3": ZeroDivisionError("by zero")}
    status, told, err = run()
    assert (status, told) == (1, summary(articles=4, claims=4, failed=2))
    assert [line.split(": ", 2)[2] for line in err.splitlines()] == [
        "too odd; look at it",
        "the reader stumbled over it (ZeroDivisionError: by zero); this is a fault of Rawi: please report it with the "
        "article",
    ]
    with Workspace.open(folder) as space:
        assert [failure.stage for failure in space.store.failures()] == ["read", "read"]
    # It would fail again; a newer reader tries again.
    assert run() == (0, summary(), "")


def test_a_newer_reader_keeps_and_links_what_the_old_one_found(run, folder, reader, monkeypatch):
    run()
    with Workspace.open(folder) as space:
        old = search_claims(space.store, Query()).hits
        space.store.decide(old[0].key, "accept", "محرر")
    monkeypatch.setattr(reading, "READER_VERSION", "2")
    assert run() == (0, summary(reader="2", articles=6, claims=6), "")
    with Workspace.open(folder) as space:
        new = search_claims(space.store, Query()).hits
        assert [hit.reader for hit in new] == ["2"] * 6
        assert len(search_claims(space.store, Query(all_readings=True)).hits) == 12
        assert [space.store.claim(hit.key).id for hit in old] == [hit.claim for hit in old]
        [decision] = space.store.decisions(new[0].key)
        assert (decision.verdict, decision.author, decision.claim) == ("accept", "محرر", old[0].key)
        with space.store.looking() as connection:
            links = connection.execute(select(claims.c.id, claims.c.previous_id).where(claims.c.current)).all()
        assert dict(map(tuple, links)) == {n.key: o.key for n, o in zip(new, old, strict=True)}


def test_other_places_or_weights_make_another_reader(run, reader, tmp_path):
    places, same, weights = tmp_path / "places.jsonl", tmp_path / "same.jsonl", tmp_path / "weights"
    row = '{"name_ar": "تل الغربان", "name_en": "Tall", "lat": 35.5, "lon": 39.9}\n'
    places.write_text(row)
    same.write_text(row)
    weights.mkdir()
    (weights / "model.json").write_text("1")
    run()
    _, first, _ = run("--gazetteer", places)
    assert (first["articles"], first["reader"].startswith("1+"), len(first["reader"])) == (6, True, 14)
    assert run("--gazetteer", same) == (0, summary(reader=first["reader"]), "")
    _, second, _ = run("--weights", weights, "--limit", 1)
    (weights / "model.json").write_text("2")
    _, third, _ = run("--weights", weights, "--limit", 1)
    assert (second["articles"], third["articles"], second["reader"] != third["reader"]) == (1, 1, True)


def test_what_was_read_is_kept_when_the_run_is_broken_off(run, folder, reader):
    reader.errors = {"القرية 3": KeyboardInterrupt()}
    status, told, err = run()
    assert (status, told, err) == (130, summary("broken off", articles=3, claims=3, left=3), "rawi: interrupted\n")
    with Workspace.open(folder) as space, space.store.looking() as connection:
        assert connection.execute(select(func.count()).where(work.c.worker.is_not(None))).scalar_one() == 0
    reader.errors = {}
    assert run() == (0, summary(articles=3, claims=3), "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "PATH: give one, or --new"),
        (["x.html", "--new"], "PATH: it is for files"),
        (["--new", "--format", "html"], "--format: it is for files"),
        (["--new", "--published", "2024"], "--published: it is for files"),
        (["x.html", "--limit", "3"], "--limit: it goes with --new only"),
        (["x.html", "-w", "."], "--workspace: it goes with --new only"),
    ],
)
def test_arguments_that_do_not_go_together_are_wrong_usage(arguments, told):
    done = CliRunner().invoke(app, ["read", *arguments])
    assert (done.exit_code, told in " ".join(done.stderr.split())) == (2, True), done.stderr


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_missing_files_are_told_before_anything_is_read(folder, tmp_path):
    for option, path in (("--gazetteer", tmp_path / "no.jsonl"), ("--weights", tmp_path / "none")):
        done = CliRunner().invoke(app, ["read", "--new", "-w", str(folder), option, str(path)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert str(path) in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_processes_share_the_work_and_do_nothing_twice(folder):
    text = "قالت مصادر محلية إن القوات قصفت قرية الكسرة رقم {} صباح أمس."
    with Workspace.open(folder) as space:
        keep(space.store, *(capture(f"https://example.org/more/{n}", text.format(n)) for n in range(120)))
        assert space.store.backlog(reading.READER_VERSION) == 126
    command = [sys.executable, "-m", "rawi", "read", "--new", "-w", str(folder)]
    processes = [
        subprocess.Popen([*command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for more in ([], ["--jobs", "2"])
    ]
    told = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        told.append(json.loads(out))
    assert sum(one["articles"] for one in told) == 126
    assert [one["known"] for one in told] == [0, 0]
    with Workspace.open(folder) as space, space.store.looking() as connection:
        assert connection.execute(select(func.count()).select_from(readings)).scalar_one() == 126
        found = search_claims(space.store, Query(words="قصفت", since=dt.date(2024, 4, 29)), limit=1000).hits
    assert len({hit.version for hit in found}) == 120
