"""When each feed and each page of an outlet is due, kept with the store so that watching goes on where it was."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from rawi.watch.config import Outlet

# Pauses before something that failed is tried again, in seconds; the last one holds for all further failures.
PAUSES = (300.0, 1800.0, 7200.0, 21600.0)
# Failures after which a page waits for its next recheck, as if it had been fetched.
_ENOUGH = len(PAUSES)


class FeedState(msgspec.Struct):
    """due: seconds since 1970. etag, modified: of its last answer. failures: one after another."""

    due: float = 0.0
    etag: str | None = None
    modified: str | None = None
    failures: int = 0


class PageState(msgspec.Struct, array_like=True):
    """due: seconds since 1970; None where no further check is planned. checks: fetches so far. first: the first one."""

    due: float | None
    checks: int = 0
    failures: int = 0
    first: float = 0.0


class Schedule(msgspec.Struct):
    """The state of an outlet: of its feeds, and of the pages that are to be fetched or stand in a feed, by address."""

    feeds: dict[str, FeedState] = {}
    pages: dict[str, PageState] = {}

    @classmethod
    def of(cls, state: object, outlet: Outlet, now: float) -> Schedule:
        """The schedule that was kept, for the feeds that the outlet has today; a new one where none was kept.

        Times far ahead come from a clock that was wrong, and are due now.
        """
        try:
            kept = msgspec.convert(state or {}, cls)
        except msgspec.ValidationError:
            kept = cls()
        kept.feeds = {url: kept.feeds.get(url, FeedState()) for url in outlet.feeds}
        for feed in kept.feeds.values():
            if feed.due > now + max(outlet.interval, PAUSES[-1]):
                feed.due = now
        longest = max((*outlet.recheck, PAUSES[-1]))
        for page in kept.pages.values():
            if page.due is not None and page.due > now + longest:
                page.due = now
        return kept

    def due_feeds(self, now: float) -> list[str]:
        """Feeds to look at."""
        return [url for url, feed in self.feeds.items() if feed.due <= now]

    def due_page(self, now: float) -> str | None:
        """The page that has been due for the longest time."""
        return min(
            (url for url, page in self.pages.items() if page.due is not None and page.due <= now),
            key=lambda url: (self.pages[url].due, url),
            default=None,
        )

    def next(self) -> float:
        """When something is due."""
        pages = (page.due for page in self.pages.values() if page.due is not None)
        return min(min(feed.due for feed in self.feeds.values()), min(pages, default=float("inf")))

    def listed(self, urls: Iterable[str], now: float, *, whole: bool) -> int:
        """Take over what a feed lists; gives how many are new.

        whole: the outlet has no other feed, so that what is done with and is not listed any more can be forgotten.
        """
        found = set(urls)
        new = [url for url in found if url not in self.pages]
        for url in sorted(new):
            self.pages[url] = PageState(due=now)
        if whole:
            self.pages = {url: page for url, page in self.pages.items() if page.due is not None or url in found}
        return len(new)

    def fetched(self, url: str, outlet: Outlet, now: float) -> None:
        """A page was fetched: plan when it is looked at again."""
        page = self.pages[url]
        if page.checks == 0:
            page.first = now
        page.failures = 0
        page.due = page.first + outlet.recheck[page.checks] if page.checks < len(outlet.recheck) else None
        if page.due is not None:
            # After a long pause several checks are over; one stands for all of them.
            page.due = max(page.due, now + 1.0)
        page.checks += 1

    def page_failed(self, url: str, outlet: Outlet, now: float, wait: float) -> None:
        """A page could not be fetched. wait: seconds that the site asked for."""
        page = self.pages[url]
        page.failures += 1
        if page.failures > _ENOUGH:
            self.fetched(url, outlet, now)
        else:
            page.due = now + max(wait, PAUSES[min(page.failures, len(PAUSES)) - 1])

    def feed_read(self, url: str, outlet: Outlet, now: float, etag: str | None, modified: str | None) -> None:
        """A feed answered."""
        self.feeds[url] = FeedState(due=now + outlet.interval, etag=etag, modified=modified)

    def feed_failed(self, url: str, outlet: Outlet, now: float, wait: float) -> None:
        """A feed could not be read."""
        feed = self.feeds[url]
        feed.failures += 1
        pause = PAUSES[min(feed.failures, len(PAUSES)) - 1]
        feed.due = now + max(wait, min(outlet.interval, PAUSES[-1]), pause)
