"""Collects from whatever the user names: files, folders, addresses of pages, feeds and sitemaps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

import msgspec

from rawi.errors import InputError
from rawi.intake.capture import PAGE_TYPES
from rawi.intake.collect_files import LISTED, File, file_items, files, unreadable
from rawi.intake.collect_items import PAGE, Found, Gone, Item, Meter, Skipped, Unchanged
from rawi.intake.feeds import LARGEST_FEED, Entry, entries, is_feed, unpacked
from rawi.intake.language import gate
from rawi.model.capture import Capture, CaptureProblem

if TYPE_CHECKING:
    from rawi.intake.fetch import Answer

# Sitemaps that one may lead to, and how deep: the protocol allows 50,000 in an index, and no index in an index.
_MOST_SITEMAPS = 50_000
_DEEPEST = 3
_BINARY_START = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")


class Known(msgspec.Struct, frozen=True):
    """A page that is kept: what the site said of its version, and whether it was met too lately to ask again."""

    etag: str | None = None
    modified: str | None = None
    fresh: bool = False


class Fetches(Protocol):
    """What collecting needs of a fetcher."""

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None, most: int | None = None) -> Answer:
        """Fetch a page. Raises FetchError."""
        ...


class Plan(msgspec.Struct, frozen=True):
    """A source and what there is to go through. source: as captures name it. files: None for an address."""

    source: str
    files: tuple[File, ...] | None = None
    problem: CaptureProblem | None = None

    @property
    def fetches(self) -> bool:
        """Whether pages are fetched from the network: what took long to get must not wait to be kept."""
        return self.files is None or any(file.kind == "feed" for file in self.files)


class Collector:
    """Goes through sources and gives what is in them, an item at a time.

    fetcher: made when the first address comes. known: what is kept of an address, or None.
    columns: field to column of tables. dry: addresses of feeds are told and not fetched.
    """

    def __init__(
        self,
        fetcher: Callable[[], Fetches],
        *,
        known: Callable[[str], Known | None] = lambda _: None,
        columns: Mapping[str, str] | None = None,
        dry: bool = False,
    ) -> None:
        self._fetcher = fetcher
        self._known = known
        self._columns = columns or {}
        self._dry = dry
        self.meter = Meter()

    def plan(self, sources: Iterable[str]) -> list[Plan]:
        """What there is to go through, in its order; how much it is shows in the meter."""
        plans: list[Plan] = []
        for source in sources:
            if is_address(source):
                plans.append(Plan(source))
                self.meter.total += PAGE
                continue
            place = os.path.abspath(source)
            try:
                found = files(source)
            except OSError as error:
                plans.append(Plan(place, problem=unreadable(place, place, error)))
            else:
                plans.append(Plan(place, files=tuple(found)))
                self.meter.total += sum(file.size for file in found)
        return plans

    def items(self, plan: Plan) -> Iterator[Item]:
        """Everything in a source."""
        if plan.problem is not None:
            yield plan.problem
        elif plan.files is None:
            yield from self._address(plan.source)
        else:
            yield from self._files(plan.source, plan.files)

    def page(self, url: str, source: str) -> Item:
        """What is at the address of a page."""
        known = self._known(url)
        if known is not None and known.fresh:
            return Unchanged(source=source, locator=url)
        etag, modified = (known.etag, known.modified) if known else (None, None)
        try:
            answer = self._fetcher().get(url, etag=etag, modified=modified)
        except InputError as error:
            return CaptureProblem(source=source, locator=url, reason=error.what, advice=error.advice)
        return page_item(answer, url, source)

    def _files(self, source: str, found: tuple[File, ...]) -> Iterator[Item]:
        if not found:
            yield CaptureProblem(
                source=source, locator=source, reason="there is nothing to collect in it", advice=f"give {LISTED}"
            )
        for file in found:
            yield from file_items(file, source, self._columns, self.meter, self._feed_of(source))

    def _feed_of(self, source: str) -> Callable[[bytes, str], Iterator[Item]]:
        return lambda raw, base: self._feed(raw, base, source)

    def _address(self, url: str) -> Iterator[Item]:
        """An address that the user named: a page, a feed or a sitemap, as it turns out."""
        self.meter.begin(PAGE)
        known = self._known(url)
        etag, modified = (known.etag, known.modified) if known else (None, None)
        try:
            answer = self._fetcher().get(url, etag=etag, modified=modified, most=LARGEST_FEED)
            raw = unpacked(answer.content)
        except InputError as error:
            yield CaptureProblem(source=url, locator=url, reason=error.what, advice=error.advice)
        else:
            if is_feed(raw):
                yield from self._feed(raw, answer.url, url)
            else:
                yield page_item(answer, url, url)
        self.meter.finish()

    def _feed(self, raw: bytes, base: str, source: str) -> Iterator[Item]:
        """The pages of a feed or sitemap, and of the sitemaps it leads to."""
        waiting: list[tuple[Iterator[Entry], int]] = [(entries(raw, base), 0)]
        seen: set[str] = set()
        while waiting:
            found, depth = waiting.pop()
            try:
                for entry in found:
                    if entry.url in seen:
                        continue
                    seen.add(entry.url)
                    if entry.kind == "page":
                        yield from self._entry(entry.url, source)
                        continue
                    waiting.append((found, depth))
                    if depth < _DEEPEST and len(seen) <= _MOST_SITEMAPS:
                        inner = self._sitemap(entry.url)
                        waiting.append((inner, depth + 1))
                    break
            except InputError as error:
                yield CaptureProblem(
                    source=source, locator=error.subject or source, reason=error.what, advice=error.advice
                )

    def _entry(self, url: str, source: str) -> Iterator[Item]:
        if self._dry:
            yield Found(source=source, locator=url)
            return
        self.meter.total += PAGE
        yield self.page(url, source)
        self.meter.add(PAGE)

    def _sitemap(self, url: str) -> Iterator[Entry]:
        """The addresses of a sitemap that another one leads to; it is fetched when the first is asked for."""
        answer = self._fetcher().get(url, most=LARGEST_FEED)
        if answer.gone:
            raise InputError(f"the sitemap is not there ({answer.status})", subject=url, advice="tell the site")
        try:
            yield from entries(unpacked(answer.content), answer.url)
        except InputError as error:
            raise type(error)(error.what, subject=url, advice=error.advice) from None


def is_address(source: str) -> bool:
    """Whether a source is an address of the web, and no file."""
    return source.lower().startswith(("http://", "https://"))


def page_item(answer: Answer, url: str, source: str) -> Item:
    """What an answer holds. url: as it was asked for, which is what names the page."""
    if answer.unchanged:
        return Unchanged(source=source, locator=url)
    if answer.gone:
        return Gone(source=source, locator=url, when=answer.at, status=answer.status)
    content = answer.content
    typed = answer.media_type in PAGE_TYPES or answer.media_type in ("", "text/plain", "application/octet-stream")
    if not typed or content.startswith(_BINARY_START):
        return Skipped(source=source, locator=url, why="not a page")
    language = gate(content)
    if language != "ar":
        return Skipped(source=source, locator=url, why=language)
    return Capture(
        source=source,
        locator=url,
        content=content,
        media_type="text/html" if answer.media_type not in PAGE_TYPES else answer.media_type,
        captured_at=answer.at,
        status=answer.status,
        headers=answer.headers,
    )
