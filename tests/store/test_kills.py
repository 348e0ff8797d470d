"""Nothing is lost: a run that is killed at any moment leaves a whole store, and goes on where it was."""

import multiprocessing
import os
import random
import time

from sqlalchemy import select, text
from tests.store.processes import collect_and_read, wait_for

from rawi.store import tables
from rawi.store.engine import Database
from rawi.store.verify import verify

# For each of the two databases: 200 in all. On a machine that is busy with other things the time ends it.
KILLS = int(os.environ.get("RAWI_TEST_KILLS", "100"))
# Where the number is asked for, it is reached whatever time it takes.
FEWEST = KILLS if "RAWI_TEST_KILLS" in os.environ else 20
SECONDS = 75


def contents(database):
    """Everything that is stored, without the numbers that a database gives its rows."""
    t = tables
    older, old_claims = t.versions.alias(), t.claims.alias()
    queries = [
        select(t.custody.c.seq, t.custody.c.entry, t.custody.c.hash),
        select(t.blobs),
        select(t.captures.c.capture_id, t.captures.c.locator, t.captures.c.sha256, t.captures.c.captured_at,
               t.versions.c.number, t.versions.c.article_hash)
        .join_from(t.captures, t.versions, t.versions.c.id == t.captures.c.version_id, isouter=True),
        select(t.pages.c.key, t.pages.c.gone_at, t.pages.c.gone_status, t.versions.c.number, t.versions.c.article,
               older.c.number)
        .join_from(t.pages, t.versions, t.versions.c.id == t.pages.c.latest_version)
        .join(older, older.c.id == t.versions.c.previous_id, isouter=True),
        select(t.failures.c.locator, t.failures.c.stage, t.failures.c.reason),
        select(t.versions.c.article_hash, t.readings.c.reader, t.readings.c.current, t.readings.c.claims,
               t.readings.c.body).join_from(t.versions, t.readings),
        select(t.versions.c.article_hash, t.readings.c.reader, t.claims.c.claim_id, t.claims.c.event,
               t.claims.c.current, t.claims.c.day, old_claims.c.claim_id)
        .join_from(t.readings, t.claims, t.claims.c.id // 65536 == t.readings.c.id)
        .join(t.versions).join(old_claims, old_claims.c.id == t.claims.c.previous_id, isouter=True),
        select(t.terms.c.kind, t.terms.c.ident, t.terms.c.name),
        select(t.work.c.done, t.work.c.worker, t.work.c.until),
    ]  # fmt: skip
    found = (
        f"rowid % 65536 FROM {t.CLAIM_TEXT} WHERE {t.CLAIM_TEXT} MATCH 'rawieventshell'"
        if database.is_sqlite
        else f"claim % 65536 FROM {t.CLAIM_TEXT} WHERE words @@ to_tsquery('simple', 'rawieventshell')"
    )
    queries.append(text(f"SELECT {found}"))
    with database.reading(snapshot=True) as connection:
        return [sorted(map(repr, connection.execute(query))) for query in queries]


def state(database):
    """How far a run has come; first it is verified that what is there is whole."""
    found = verify(database)
    assert found.differences == []
    with database.reading() as connection:
        return found.captures, len(connection.execute(select(tables.readings.c.id)).all())


def test_killed_at_any_moment_the_store_is_whole_and_a_rerun_completes_it(new_url):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.processes", "sqlalchemy.dialects.postgresql.psycopg"])
    chance = random.Random(4)

    def start(url):
        """A run that is about to write."""
        ready = context.Event()
        process = context.Process(target=collect_and_read, args=(url, ready))
        process.start()
        assert ready.wait(60)
        return process

    undisturbed = new_url()
    run = start(undisturbed)
    began = time.monotonic()
    wait_for(run)
    whole = time.monotonic() - began
    wait_for(start(undisturbed))  # finds everything done
    database = Database(undisturbed)
    expected = contents(database)
    database.close()

    end = time.monotonic() + SECONDS
    kills = 0
    seen = set()
    while kills < KILLS and (time.monotonic() < end or kills < FEWEST):
        url = new_url()
        database = Database(url)
        while True:
            process = start(url)
            process.join(timeout=chance.uniform(0, whole * 0.8))
            if process.exitcode is None:
                process.kill()
                wait_for(process)
            if process.exitcode == 0:
                break
            assert process.exitcode == -9
            kills += 1
            seen.add(state(database))
        assert contents(database) == expected
        database.close()
    # The kills fell into the midst of collecting and of reading.
    assert kills >= FEWEST
    assert len({captures for captures, _ in seen if captures}) >= 3
    assert len({readings for _, readings in seen if readings}) >= 3
