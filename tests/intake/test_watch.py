"""Watching outlets: what is due when, what a signal does, and that watching goes on where it was."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.intake.conftest import BODY, Web, page, send
from tests.intake.test_collect import rss

from rawi.errors import InputError
from rawi.store.faults import StoreError
from rawi.store.store import Store
from rawi.store.workspace import Workspace
from rawi.watch.config import Config, Outlet, load
from rawi.watch.schedule import PAUSES, FeedState, PageState, Schedule
from rawi.watch.stop import Stop, StoppedError
from rawi.watch.watcher import Watcher

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = 1_700_000_000.0
OUTLET = Outlet(name="الجسر", feeds=("https://a.example/feed",), interval=900.0, recheck=(3600.0, 86400.0))

# The configuration.

FULL = """
[store]
database = "rawi.sqlite"
[fetch]
contact = "mailto:desk@news.example"
delay = "2s"
allow_hosts = ["intranet.example"]
[[outlet]]
name = "الجسر"
feeds = ["https://a.example/feed"]
interval = "30m"
delay = 5
recheck = ["1h", "1.5d"]
"""


def config(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "rawi.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_configuration(tmp_path: Path) -> None:
    told = config(tmp_path, FULL)
    assert (told.fetch.contact, told.fetch.delay) == ("mailto:desk@news.example", 2.0)
    assert told.fetch.allow_hosts == ("intranet.example",)
    assert told.outlet == (
        Outlet(
            name="الجسر", feeds=("https://a.example/feed",), interval=1800.0, delay=5.0, recheck=(3600.0, 129600.0)
        ),
    )  # fmt: skip


def outlet(**fields: str) -> str:
    given = {"name": '"الجسر"', "feeds": '["https://a.example/feed"]', **fields}
    return "[[outlet]]\n" + "".join(f"{name} = {value}\n" for name, value in given.items())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[fetch", "it is not TOML ("),
        ("[fetch]\nspeed = 1", "Object contains unknown field `speed`"),
        (outlet(feeds='"https://a.example"'), "Expected `array`, got `str`"),
        (outlet(feeds="[]"), "الجسر has no feeds"),
        (outlet(feeds='["a.example/feed"]'), "'a.example/feed' is no address of the web"),
        (outlet(interval='"soon"'), "'soon' is no duration"),
        (outlet(interval='"10s"'), "الجسر would be asked more than once a minute"),
        (outlet(recheck='["1d", "1h"]'), "the times of recheck of الجسر do not grow"),
        (outlet(delay="-1"), "a delay cannot be negative"),
        (outlet() + outlet(), "the name 'الجسر' is empty or used twice"),
        (outlet(name='""'), "the name '' is empty or used twice"),
    ],
)
def test_what_is_wrong_with_a_configuration_is_told(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        config(tmp_path, text)
    assert caught.value.what.startswith(what)
    assert caught.value.subject == str(tmp_path / "rawi.toml")
    assert caught.value.advice


# The schedule.


def schedule(state: object = None, now: float = NOW) -> Schedule:
    return Schedule.of(state, OUTLET, now)


def test_a_page_is_due_at_once_and_then_ever_more_seldom() -> None:
    plan = schedule()
    assert plan.listed(["https://a.example/1"], NOW, whole=True) == 1
    dues = []
    now = NOW
    while (due := plan.pages["https://a.example/1"].due) is not None:
        now = due
        dues.append(now - NOW)
        assert plan.due_page(now - 0.5) is None
        assert plan.due_page(now) == "https://a.example/1"
        plan.fetched("https://a.example/1", OUTLET, now)
    assert dues == [0.0, 3600.0, 86400.0]
    assert plan.next() == 0.0  # the feed
    # As long as the feed lists it, it is known; once it does not, it is forgotten.
    assert plan.listed(["https://a.example/1"], now, whole=True) == 0
    assert plan.listed([], now, whole=True) == 0
    assert plan.pages == {}


def test_a_long_pause_of_the_watch_costs_one_check() -> None:
    plan = schedule()
    plan.listed(["u"], NOW, whole=True)
    plan.fetched("u", OUTLET, NOW)
    late = NOW + 30 * 86400
    plan.fetched("u", OUTLET, late)
    assert plan.pages["u"].due == late + 1


def test_failures_make_pauses_grow() -> None:
    plan = schedule()
    plan.listed(["u"], NOW, whole=True)
    pauses = []
    for _ in PAUSES:
        plan.page_failed("u", OUTLET, NOW, 0.0)
        pauses.append((plan.pages["u"].due or 0.0) - NOW)
    assert tuple(pauses) == PAUSES
    plan.page_failed("u", OUTLET, NOW, 0.0)
    assert plan.pages["u"] == PageState(due=NOW + 3600.0, checks=1, failures=0, first=NOW)


def test_what_a_site_asks_is_waited_for() -> None:
    plan = schedule()
    plan.listed(["u"], NOW, whole=True)
    plan.page_failed("u", OUTLET, NOW, 5000.0)
    assert plan.pages["u"].due == NOW + 5000.0
    plan.feed_failed(OUTLET.feeds[0], OUTLET, NOW, 9000.0)
    assert plan.feeds[OUTLET.feeds[0]].due == NOW + 9000.0


def test_a_feed_that_fails_is_asked_ever_more_seldom_until_it_answers() -> None:
    plan = schedule()
    [feed] = OUTLET.feeds
    waits = []
    for _ in range(5):
        plan.feed_failed(feed, OUTLET, NOW, 0.0)
        waits.append(plan.feeds[feed].due - NOW)
    assert waits == [900.0, 1800.0, 7200.0, 21600.0, 21600.0]
    plan.feed_read(feed, OUTLET, NOW, '"1"', None)
    assert plan.feeds[feed] == FeedState(due=NOW + 900.0, etag='"1"')


def test_a_schedule_is_kept_and_found_again() -> None:
    plan = schedule()
    plan.listed(["u", "v"], NOW, whole=True)
    plan.fetched("u", OUTLET, NOW)
    again = schedule(json.loads(msgspec.json.encode(plan)))
    assert again == plan


@pytest.mark.parametrize("state", [None, {}, {"pages": 3}, {"unfinished_since": "x"}, [1]])
def test_a_state_of_something_else_is_as_none(state: object) -> None:
    assert schedule(state) == Schedule(feeds={OUTLET.feeds[0]: FeedState()}, pages={})


def test_feeds_that_the_outlet_has_no_more_are_forgotten() -> None:
    assert list(schedule({"feeds": {"https://old.example/": {"due": 1.0}}}).feeds) == list(OUTLET.feeds)


def test_a_clock_that_was_years_ahead_does_not_stop_the_watch() -> None:
    plan = schedule()
    plan.listed(["u"], NOW + 10**9, whole=True)
    plan.feed_read(OUTLET.feeds[0], OUTLET, NOW + 10**9, None, None)
    back = schedule(json.loads(msgspec.json.encode(plan)))
    assert back.due_feeds(NOW) == list(OUTLET.feeds)
    assert back.due_page(NOW) == "u"


# Stopping.


def test_a_signal_breaks_off_what_may_be_broken_off() -> None:
    stop = Stop()
    with stop.listening():
        with pytest.raises(StoppedError), stop.breakable():
            time.sleep(signal.raise_signal(signal.SIGTERM) or 60.0)
        assert stop.asked
        with pytest.raises(StoppedError):
            stop.sleep(60.0)
        with pytest.raises(StoppedError), stop.breakable():
            time.sleep(60.0)


def test_a_signal_lets_writing_be_finished() -> None:
    stop = Stop()
    with stop.listening():
        signal.raise_signal(signal.SIGINT)
        written = True
    assert (written, stop.asked) == (True, True)


# The whole.


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.make(tmp_path / "kept")
    with made:
        yield made


def told_of(opened: Workspace, web: Web, **fields: Any) -> Config:
    outlets = (Outlet(name="الجسر", feeds=(web.url + "/feed",), **fields),)
    base = load(opened.folder / "rawi.toml")
    return Config(outlet=outlets, store=base.store, fetch=type(base.fetch)(delay=0.0, allow_hosts=("127.0.0.1",)))


Watch = Callable[[Workspace, Config, list[str]], Watcher]


@pytest.fixture
def watcher() -> Iterator[Watch]:
    with contextlib.ExitStack() as stack:
        yield lambda opened, told, lines: stack.enter_context(
            Watcher(opened.store, told, Stop(), lambda *parts: lines.append(": ".join(part for part in parts if part)))
        )


def test_once_fetches_what_is_new_and_asks_for_nothing_twice(watcher: Watch, opened: Workspace, web: Web) -> None:
    one, two = web.serve("/1", page("أول")), web.serve("/2", page("ثان"))
    web.serve("/feed", rss(one, two), etag='"f1"')
    lines: list[str] = []
    watcher(opened, told_of(opened, web), lines).once()
    assert sorted(web.paths()) == ["/1", "/2", "/feed"]
    assert lines == [f"الجسر: 2 new in {web.url}/feed", "الجسر: 2 new"]
    del web.requests[:]
    web.answers["/feed"] = lambda handler: send(handler, 304 if handler.headers["If-None-Match"] == '"f1"' else 500)
    watcher(opened, told_of(opened, web), lines).once()
    assert web.paths() == ["/feed"]


def test_what_was_listed_and_not_fetched_is_not_lost(watcher: Watch, opened: Workspace, web: Web) -> None:
    """The feed answers 304 after a restart; its pages, which were not fetched before, must be fetched all the same."""
    one = web.serve("/1", page())
    web.serve("/feed", rss(one), etag='"f1"')
    told = told_of(opened, web)
    broken = watcher(opened, told, [])

    def fail(_: BaseHTTPRequestHandler) -> None:
        broken._stop.asked = True  # as a signal would, while the page is being fetched
        send(_, 200, page())

    web.answers["/1"] = fail
    broken._stop.asked = False
    broken.once()
    del web.requests[:]
    web.answers["/feed"] = lambda handler: send(handler, 304)
    web.serve("/1", page())
    watcher(opened, told, []).once()
    with opened.store.looking() as connection:
        assert connection.exec_driver_sql("select count(*) from captures").scalar() == 1


def test_silent_edits_and_deletions_show(
    watcher: Watch, opened: Workspace, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.serve("/1", page())
    web.serve("/feed", rss(url))
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    told = told_of(opened, web, recheck=(3600.0, 86400.0))
    lines: list[str] = []
    watcher(opened, told, lines).once()
    web.serve("/1", page(body=BODY + " وعادت المياه مساء."))
    watcher(opened, told, lines).once()
    assert lines[-1] == "الجسر: nothing"  # an hour has not passed
    now[0] += 3601
    watcher(opened, told, lines).once()
    assert lines[-1] == "الجسر: 1 changed"
    web.serve("/1", status=410)
    now[0] += 86400
    watcher(opened, told, lines).once()
    assert lines[-1] == "الجسر: 1 gone"


def test_health_of_a_source_that_fails_and_comes_back(watcher: Watch, opened: Workspace, web: Web) -> None:
    from rawi.store import sources

    def health() -> tuple[int, bool]:
        with opened.store.looking() as connection:
            [source] = sources.health(connection)
        return source.failures, source.last_success is not None

    web.serve("/feed", status=403)
    lines: list[str] = []
    failing = watcher(opened, told_of(opened, web), lines)
    failing.once()
    assert f"{web.url}/feed: the site answered 403 (Forbidden): look at it in a browser" in lines
    assert (failing.failed, health()) == (1, (1, False))
    web.serve("/feed", rss())
    watcher(opened, told_of(opened, web), lines).once()
    assert health() == (0, True)


def test_a_site_that_asks_to_wait_is_left_alone(watcher: Watch, opened: Workspace, web: Web) -> None:
    urls = [web.serve(f"/{n}", status=429, retry_after="600") for n in range(3)]
    web.serve("/feed", rss(*urls))
    watcher(opened, told_of(opened, web), []).once()
    assert web.paths() == ["/feed", "/0"]


def test_a_store_that_fails_is_waited_for(
    watcher: Watch, opened: Workspace, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.serve("/feed", rss(web.serve("/1", page())))
    lines: list[str] = []
    patient = watcher(opened, told_of(opened, web), lines)
    real, failures, slept = Store.keep, [1, 1], []

    def keep(*args: Any, **options: Any) -> Any:
        if failures:
            failures.pop()
            raise StoreError("the database cannot be reached", subject="db", advice="start it")
        patient._stop.asked = True
        return real(*args, **options)

    monkeypatch.setattr(Store, "keep", keep)
    monkeypatch.setattr(Stop, "sleep", lambda self, seconds: slept.append(seconds))
    patient.run()
    assert slept == [10.0, 20.0]
    assert "db: the database cannot be reached: trying again in 10 seconds" in lines
    with opened.store.looking() as connection:
        assert connection.exec_driver_sql("select count(*) from captures").scalar() == 1


# The command.


def write_config(folder: Path, web: Web) -> Path:
    path = folder / "rawi.toml"
    with open(path, "a", encoding="utf-8") as file:
        file.write(f'[fetch]\nallow_hosts = ["127.0.0.1"]\ndelay = 0\n{outlet(feeds=json.dumps([web.url + "/feed"]))}')
    return path


def captures(folder: Path) -> int:
    connection = sqlite3.connect(folder / "rawi.sqlite")
    try:
        return int(connection.execute("select count(*) from captures").fetchone()[0])
    finally:
        connection.close()


def test_watch_once(command: Run, opened: Workspace, web: Web) -> None:
    web.serve("/feed", rss(web.serve("/1", page())))
    path = write_config(opened.folder, web)
    done = command("watch", path, "--once")
    assert (done.returncode, captures(opened.folder)) == (0, 1), done.stderr
    web.serve("/feed", status=404)
    done = command("watch", path, "--once")
    assert done.returncode == 1
    assert "the site answered 404: the feed is not there" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_stops_cleanly_in_the_middle_of_a_fetch(opened: Workspace, web: Web, number: int) -> None:
    reached = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        time.sleep(3.0)
        send(handler, 200, page("بطيء"))

    web.answers["/slow"] = hang
    web.serve("/feed", rss(web.serve("/1", page()), web.url + "/slow"))
    path = write_config(opened.folder, web)
    running = subprocess.Popen(
        [sys.executable, "-m", "rawi", "watch", str(path)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reached.wait(60.0)
    began = time.monotonic()
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert time.monotonic() - began < 2.5
    assert (running.returncode, out) == (0, "")
    assert err.splitlines()[0] == "rawi: watching 1 outlets; stop with Ctrl-C"
    assert err.splitlines()[-1] == "rawi: الجسر: 1 new"
    assert captures(opened.folder) == 1
    # It goes on where it was: the page that was broken off is fetched, the other is not.
    web.serve("/slow", page("بطيء"))
    del web.requests[:]
    done = subprocess.run([sys.executable, "-m", "rawi", "watch", str(path), "--once"], check=True, capture_output=True)
    assert done.returncode == 0
    assert (web.paths(), captures(opened.folder)) == (["/feed", "/slow"], 2)


def test_watch_without_outlets(command: Run, opened: Workspace) -> None:
    done = command("watch", "-w", opened.folder)
    assert done.returncode == 1
    assert done.stderr.endswith(
        'rawi.toml: it names no outlets; add [[outlet]] with name = "…" and feeds = ["https://…"]\n'
    )
