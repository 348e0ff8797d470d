"""Puts what was collected into the store, and counts what became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from rawi.intake.capture import article_of
from rawi.intake.collect import Known
from rawi.intake.collect_items import Found, Gone, Item, Skipped, Unchanged
from rawi.model.capture import Capture, CaptureProblem
from rawi.watch.known import answered, last_met, told_before

if TYPE_CHECKING:
    from rawi.store.capture_writer import Kept
    from rawi.store.store import Store


class Tally:
    """What became of everything that was met. media: files that messages name and that were not taken in."""

    def __init__(self) -> None:
        self.new = self.same = self.changed = self.failed = self.gone = self.found = self.media = 0
        self.skipped: Counter[str] = Counter()

    def count(self, outcome: str) -> None:
        """One more of an outcome: new, same, changed, failed, gone or found."""
        setattr(self, outcome, getattr(self, outcome) + 1)

    def add(self, other: Tally) -> None:
        """Take over the counts of another."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def as_dict(self) -> dict[str, object]:
        """The counts by name; what was passed over, by the reason."""
        return {**vars(self), "skipped": dict(sorted(self.skipped.items()))}

    def __str__(self) -> str:
        """Counts in words, without what is nought."""
        named = {
            "new": self.new, "changed": self.changed, "the same": self.same, "gone": self.gone, "found": self.found,
            "failed": self.failed, "passed over": self.skipped.total(),
        }  # fmt: skip
        return ", ".join(f"{count:,} {name}" for name, count in named.items() if count) or "nothing"


Problem = Callable[[str, str, str], None]


class Keeper:
    """Puts items into a store. store: None for a dry run. problem: told the locator, reason and advice of failures."""

    def __init__(self, store: Store | None, problem: Problem) -> None:
        self._store = store
        self._problem = problem
        self.tally = Tally()

    def keep(self, items: Iterable[Item], *, batch: int) -> Iterator[None]:
        """Keep items, ``batch`` at a time. Gives something after each that was dealt with, for progress to be shown."""
        if self._store is None:
            for item in items:
                self._dry(item)
                yield
            return
        for kept in self._store.keep(self._captures(items, self._store), article_of, batch=batch):
            self._told(kept)
            yield

    def _captures(self, items: Iterable[Item], store: Store) -> Iterator[Capture | CaptureProblem]:
        """Captures and problems for the store; all else is dealt with here."""
        for item in items:
            if isinstance(item, Capture | CaptureProblem):
                self._media(item)
                yield item
            elif isinstance(item, Skipped):
                self.tally.skipped[item.why] += 1
            elif isinstance(item, Unchanged):
                self.tally.same += 1
            elif isinstance(item, Gone):
                self._gone(item, store)
            else:
                self.tally.found += 1

    def _gone(self, item: Gone, store: Store) -> None:
        if item.archived and not told_before(store, item.locator, item.when):
            self.tally.skipped["not a page"] += 1
            return
        if store.gone(item.source, item.locator, item.when, item.status):
            self.tally.gone += 1
        elif told_before(store, item.locator, item.when):
            self.tally.same += 1
        else:
            self.tally.failed += 1
            self._problem(item.locator, f"the site answered {item.status}: the page is not there", "check the address")

    def _told(self, kept: Kept) -> None:
        self.tally.count(kept.outcome)
        if kept.outcome == "failed":
            self._problem(kept.locator, kept.reason, kept.advice)

    def _dry(self, item: Item) -> None:
        """What would become of an item, as far as that can be told without the store."""
        if isinstance(item, Capture | CaptureProblem):
            self._media(item)
        if isinstance(item, CaptureProblem):
            self.tally.failed += 1
            self._problem(item.locator, item.reason, item.advice)
        elif isinstance(item, Capture | Found):
            self.tally.found += 1
        elif isinstance(item, Skipped):
            self.tally.skipped[item.why] += 1
        elif isinstance(item, Unchanged):
            self.tally.same += 1
        else:
            self.tally.gone += 1

    def _media(self, item: Capture | CaptureProblem) -> None:
        if isinstance(item, Capture):
            self.tally.media += sum(name == "media" for name, _ in item.headers)


def known_of(store: Store, fresh_since: dt.datetime | None = None) -> Callable[[str], Known | None]:
    """What the store knows of an address. fresh_since: what was met since then is not asked for again."""

    def known(url: str) -> Known | None:
        met = last_met(store, url)
        if met is None:
            return None
        etag, modified = store.validators(url) or (None, None)
        return Known(etag, modified, fresh=fresh_since is not None and met >= fresh_since)

    return known


class _Run(msgspec.Struct):
    """The state of a source that was being collected: since when."""

    unfinished_since: str | None = None


def resume(store: Store, source: str, now: dt.datetime) -> dt.datetime:
    """When the collecting of a source began that is not finished yet: now, or at a run before that broke off."""
    try:
        state = msgspec.convert(store.source_state(source) or {}, _Run)
        since = dt.datetime.fromisoformat(state.unfinished_since) if state.unfinished_since else now
    except (msgspec.ValidationError, ValueError):
        since = now
    # A clock that was set back must not make everything fresh for ever.
    since = min(since, now)
    store.set_source_state(source, {"unfinished_since": since.isoformat()})
    return since


def finish(store: Store, source: str, *, well: bool) -> None:
    """The collecting of a source came to its end. well: nothing failed."""
    store.set_source_state(source, {})
    if well:
        answered(store, source, source)
