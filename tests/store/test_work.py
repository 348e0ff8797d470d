"""Unread articles are shared: nobody gets what another has, and what a dead worker held comes back."""

import datetime as dt
import multiprocessing

import pytest
from tests.store.made import NOON, capture, keep, read, read_all
from tests.store.processes import die_with_work, read_everything, wait_for

from rawi.store.store import Store


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def pages(store):
    keep(store, *(capture(f"https://example.org/{n}", f"ثم قصف القرية {n}") for n in range(10)))
    return store


def versions(unread):
    return [one.version for one in unread]


def test_two_workers_get_different_articles(pages, url):
    with Store(url) as other:
        mine, theirs = pages.unread("1", 6), other.unread("1", 6)
        assert (len(mine), len(theirs)) == (6, 4)
        assert not set(versions(mine)) & set(versions(theirs))
        assert other.unread("1", 6) == []
        pages.release()
        assert versions(other.unread("1", 6)) == versions(mine)


def test_a_lease_ends_with_its_time(url):
    clock = Clock()
    with Store(url, clock=clock) as one, Store(url, clock=clock) as two:
        keep(one, capture("a.html", "ثم قصف"))
        [held] = one.unread("1", 5, seconds=60)
        clock.now += dt.timedelta(seconds=59)
        assert two.unread("1", 5) == []
        clock.now += dt.timedelta(seconds=2)
        assert versions(two.unread("1", 5)) == [held.version]
        # Whoever comes second with the reading changes nothing.
        result = [(held.version, read(held.article))]
        assert [two.add_readings(result, reader="1").articles, one.add_readings(result, reader="1").known] == [1, 1]


def test_what_a_killed_worker_held_comes_back_at_once(pages, url):
    context = multiprocessing.get_context("forkserver")
    worker = context.Process(target=die_with_work, args=(url,))
    worker.start()
    wait_for(worker)
    assert worker.exitcode == -9
    assert len(pages.unread("1", 100)) == 10


def test_a_newer_reader_gets_everything_again(pages):
    assert read_all(pages) == 10
    assert (pages.backlog("1"), pages.backlog("2")) == (0, 10)
    assert read_all(pages, "2") == 10
    # An older one as well, which finds its readings there.
    assert pages.backlog("1") == 10
    assert read_all(pages, "1") == 0
    assert pages.backlog("1") == 0


def test_four_workers_share_the_work_and_do_nothing_twice(store, url):
    keep(store, *(capture(f"https://example.org/{n}", f"ثم قصف القرية {n}") for n in range(400)))
    context = multiprocessing.get_context("forkserver")
    counts = context.Queue()
    workers = [context.Process(target=read_everything, args=(url, counts)) for _ in range(4)]
    for worker in workers:
        worker.start()
    told = [counts.get(timeout=60) for _ in workers]
    for worker in workers:
        wait_for(worker)
        assert worker.exitcode == 0
    assert sum(read for read, _ in told) == 400
    assert [known for _, known in told] == [0, 0, 0, 0]
    assert sum(read > 0 for read, _ in told) == 4, told
    assert store.backlog("1") == 0
