"""Watches outlets: looks at their feeds when it is time, fetches what is new, and looks again at what it has."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from rawi.errors import InputError
from rawi.intake.collect import Known, page_item
from rawi.intake.collect_items import Item
from rawi.intake.feeds import LARGEST_FEED, entries, unpacked
from rawi.intake.fetch import Fetcher, FetchError
from rawi.model.capture import CaptureProblem
from rawi.store.faults import StoreError
from rawi.store.store import Store
from rawi.watch.config import Config, Outlet
from rawi.watch.keeping import Keeper, known_of
from rawi.watch.known import answered
from rawi.watch.schedule import Schedule
from rawi.watch.stop import Stop, StoppedError

# Seconds between two times that the schedule is kept while pages are fetched. What is lost with it is asked again.
_KEEP_EVERY = 30.0
# Seconds to wait when the store cannot be written, and the most of them when it stays so.
_STORE_PAUSE = 10.0
_LONGEST_STORE_PAUSE = 300.0
# The watch looks up at least so often, though nothing is due: a clock may be set.
_LONGEST_SLEEP = 60.0

Tell = Callable[[str, str, str], None]


class _Watched:
    """An outlet with what is known of it."""

    def __init__(self, outlet: Outlet, store: Store, fetcher: Fetcher, tell: Tell) -> None:
        self.outlet = outlet
        self.schedule = Schedule.of(store.source_state(outlet.name), outlet, time.time())
        self.fetcher = fetcher
        self.keeper = Keeper(store, tell)
        self.kept_at = time.monotonic()
        self.fetched_since = False
        # Until when the site wants to be left alone, in seconds since 1970.
        self.not_before = 0.0


class Watcher:
    """Watches the outlets of a configuration.

    tell: told the subject, what happened and the advice, for people to read.
    """

    def __init__(self, store: Store, config: Config, stop: Stop, tell: Tell) -> None:
        self._store = store
        self._stop = stop
        self._tell = tell
        self._known = known_of(store)
        self._watched = [_Watched(outlet, store, fetcher_of(config, outlet, stop), tell) for outlet in config.outlet]

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        for watched in self._watched:
            watched.fetcher.close()

    @property
    def failed(self) -> int:
        """How much could not be fetched or read so far."""
        return sum(watched.keeper.tally.failed for watched in self._watched)

    def run(self) -> None:
        """Watch until asked to stop."""
        pause = _STORE_PAUSE
        while not self._stop.asked:
            try:
                if not self._round():
                    self._rest()
                pause = _STORE_PAUSE
            except StoppedError:
                break
            except StoreError as error:
                self._tell(error.subject, error.what, f"trying again in {pause:.0f} seconds")
                self._sleep(pause)
                pause = min(2 * pause, _LONGEST_STORE_PAUSE)
        self._keep_all()

    def once(self) -> None:
        """Look at every feed now, and fetch what is due."""
        try:
            for watched in self._watched:
                for feed in watched.schedule.feeds:
                    self._feed(watched, feed)
            now = time.time()
            while sum(self._page(watched, now) for watched in self._watched if not _left_alone(watched)):
                pass
        except StoppedError:
            pass
        self._keep_all()

    def _round(self) -> bool:
        """One feed or page of each outlet, where any is due: one outlet does not hold up the others for long."""
        busy = False
        for watched in self._watched:
            if _left_alone(watched):
                continue
            now = time.time()
            feeds = watched.schedule.due_feeds(now)
            if feeds:
                self._feed(watched, feeds[0])
                busy = True
            elif self._page(watched, now):
                busy = True
        return busy

    def _rest(self) -> None:
        """Nothing is due: keep what is not kept yet, and sleep until something is."""
        for watched in self._watched:
            if watched.fetched_since:
                self._keep(watched)
        now = time.time()
        next_one = min(max(watched.schedule.next(), watched.not_before) for watched in self._watched)
        self._sleep(min(max(next_one - now, 1.0), _LONGEST_SLEEP))

    def _feed(self, watched: _Watched, url: str) -> None:
        outlet, schedule = watched.outlet, watched.schedule
        state = schedule.feeds[url]
        try:
            with self._stop.breakable():
                answer = watched.fetcher.get(url, etag=state.etag, modified=state.modified, most=LARGEST_FEED)
                if answer.gone:
                    raise FetchError(f"the site answered {answer.status}: the feed is not there", subject=url)
                pages = None if answer.unchanged else list(self._pages(unpacked(answer.content), answer.url, watched))
        except InputError as error:
            wait = error.wait if isinstance(error, FetchError) else 0.0
            schedule.feed_failed(url, outlet, time.time(), wait)
            watched.not_before = time.time() + wait
            self._kept(watched, CaptureProblem(source=outlet.name, locator=url, reason=error.what, advice=error.advice))
            self._keep(watched)
            return
        now = time.time()
        if pages is None:
            schedule.feed_read(url, outlet, now, state.etag, state.modified)
        else:
            new = schedule.listed(pages, now, whole=len(schedule.feeds) == 1)
            schedule.feed_read(url, outlet, now, answer.header("etag"), answer.header("last-modified"))
            if new:
                self._tell(outlet.name, f"{new} new in {url}", "")
        answered(self._store, outlet.name, url)
        self._keep(watched)

    def _pages(self, raw: bytes, base: str, watched: _Watched) -> Iterator[str]:
        """The pages of a feed, and of the sitemaps that a sitemap leads to."""
        for entry in entries(raw, base):
            if entry.kind == "page":
                yield entry.url
            else:
                answer = watched.fetcher.get(entry.url, most=LARGEST_FEED)
                inner = entries(unpacked(answer.content), answer.url) if not answer.gone else iter(())
                yield from (found.url for found in inner if found.kind == "page")

    def _page(self, watched: _Watched, now: float) -> bool:
        """Fetch and keep one page that is due; False where none is."""
        schedule = watched.schedule
        url = schedule.due_page(now)
        if url is None:
            return False
        outlet = watched.outlet
        known = self._known(url) or Known()
        try:
            with self._stop.breakable():
                answer = watched.fetcher.get(url, etag=known.etag, modified=known.modified)
            item = page_item(answer, url, outlet.name)
        except InputError as error:
            wait = error.wait if isinstance(error, FetchError) else 0.0
            watched.not_before = time.time() + wait
            self._kept(watched, CaptureProblem(source=outlet.name, locator=url, reason=error.what, advice=error.advice))
            schedule.page_failed(url, outlet, time.time(), wait)
        else:
            self._kept(watched, item)
            schedule.fetched(url, outlet, time.time())
        watched.fetched_since = True
        if time.monotonic() - watched.kept_at > _KEEP_EVERY:
            self._keep(watched)
        return True

    def _kept(self, watched: _Watched, item: Item) -> None:
        for _ in watched.keeper.keep([item], batch=1):
            pass

    def _keep(self, watched: _Watched) -> None:
        self._store.set_source_state(watched.outlet.name, watched.schedule)
        watched.kept_at = time.monotonic()
        watched.fetched_since = False

    def _keep_all(self) -> None:
        for watched in self._watched:
            self._keep(watched)
            self._tell(watched.outlet.name, str(watched.keeper.tally), "")

    def _sleep(self, seconds: float) -> None:
        try:
            self._stop.sleep(seconds)
        except StoppedError:
            return


def _left_alone(watched: _Watched) -> bool:
    """Whether the site asked to wait. A time far ahead comes from a clock that was wrong, or from a site that jokes."""
    return time.time() < watched.not_before <= time.time() + 86400.0


def fetcher_of(config: Config, outlet: Outlet, stop: Stop) -> Fetcher:
    """The fetcher of an outlet."""
    return Fetcher(
        contact=config.fetch.contact,
        allow_hosts=config.fetch.allow_hosts,
        delay=config.fetch.delay if outlet.delay is None else outlet.delay,
        sleep=stop.sleep,
    )
