"""What runs in processes of its own: these import the store alone."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

from sqlalchemy import func, select
from tests.store.made import NO_ARTICLE, NOON, article_of, capture, read

from rawi.store import tables
from rawi.store.store import Store

PAGES = 15


def wait_for(process: BaseProcess) -> None:
    process.join(timeout=60)
    assert process.exitcode is not None, "the process hangs"


def die_with_work(url: str) -> None:
    Store(url).unread("1", 100)
    os.kill(os.getpid(), signal.SIGKILL)


def read_everything(url: str, counts: Queue[tuple[int, int]]) -> None:
    done = known = 0
    with Store(url) as store:
        while unread := store.unread("1", 5):
            for one in unread:
                time.sleep(0.002)  # as reading takes
                added = store.add_reading(one.version, read(one.article), reader="1")
                done, known = done + added.articles, known + added.known
    counts.put((done, known))


def collect_and_read(url: str, ready: Event) -> None:
    """Everything that a run does: new pages, edits, a page without an article, and reading by two readers."""
    later = NOON + dt.timedelta(days=1)
    place = "a.warc!https://example.org/{}".format
    pages = [capture(place(n), f"ثم قصف القرية {n} وقصف الجسر") for n in range(PAGES)]
    edits = [capture(place(n), f"ثم قصف القرية {n} ولا شيء", at=later) for n in range(0, PAGES, 3)]
    with Store(url, clock=lambda: NOON) as store:
        store.backlog("1")  # connects
        ready.set()
        for _ in store.keep([*pages, *edits, capture("empty.html", NO_ARTICLE)], article_of, batch=4):
            pass
        store.gone("outlet", "https://example.org/1", NOON, 404)
        for reader in ("1", "2"):
            while unread := store.unread(reader, 5):
                store.add_readings([(u.version, read(u.article, reader)) for u in unread], reader=reader)


def count_claims(url: str, done: Event, counts: Queue[tuple[int, str]]) -> None:
    """Read again and again until the writer is done; how often, and the error if there was one."""
    times = 0
    try:
        with Store(url) as store:
            while not done.is_set() or not times:
                with store.database.reading(snapshot=True) as connection:
                    claims = connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()
                    readings = connection.execute(select(func.count()).select_from(tables.readings)).scalar_one()
                # Each article has two claims, and both queries see one state.
                assert claims == 2 * readings, (claims, readings)
                times += 1
        counts.put((times, ""))
    except Exception as error:
        counts.put((times, repr(error)))
