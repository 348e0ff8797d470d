"""``rawi read --new``: reads what the workspace has and this version of the reader has not read."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rawi.cli.guard import FAILED, complain
from rawi.cli.workspace import opened
from rawi.errors import RawiError

if TYPE_CHECKING:
    from rawi.cli.jobs import Setup
    from rawi.model.article import Article
    from rawi.model.reading import Failure
    from rawi.store.claim_rows import Ready
    from rawi.store.store import Store

# Articles that a process takes at a time. The lease of all of them ends long after they are read.
_TAKEN = 32
# Readings are written when there are so many, or the last were written so long ago: what a crash costs.
_WRITTEN = 64
_SECONDS = 2.0
# More than so many failures are counted, not listed.
_LISTED = 20


def read_new(
    workspace: Path | None, *, gazetteers: list[Path] | None, weights: Path | None, jobs: int, limit: int | None
) -> int:
    """Read what is unread, and end with a summary as JSON. Exit status: 1 where something could not be read."""
    from rawi.cli.gazetteer import tell_bad_rows
    from rawi.cli.jobs import setup_of

    tell_bad_rows(gazetteers or ())
    reader = reader_key(gazetteers or [], weights)
    began = time.monotonic()
    with opened(workspace) as space:
        run = _Run(space.store, reader, limit)
        ended = "broken off"
        try:
            with _bar(run) as show:
                ended = run.through(setup_of(gazetteers, weights), jobs, show)
        finally:
            told = {"reader": reader, "ended": ended, **run.counts()}
            print(json.dumps({**told, "seconds": round(time.monotonic() - began, 3)}, ensure_ascii=False), flush=True)
    return FAILED if run.failed else 0


def reader_key(gazetteers: list[Path], weights: Path | None) -> str:
    """What the store calls this reader: its version and, with other places or weights, a hash of them."""
    from rawi.reading.linear import weights_folder
    from rawi.reading.reader import READER_VERSION

    files = list(gazetteers)
    if weights is not None:
        folder = weights_folder(weights)
        if not folder.is_dir():
            raise RawiError("this is no folder", subject=str(weights), advice="give what rawi train wrote")
        files += sorted(path for path in folder.iterdir() if path.is_file())
    if not files:
        return READER_VERSION
    digest = hashlib.sha256()
    for number, path in enumerate(files):
        kind = "gazetteer" if number < len(gazetteers) else path.name
        with path.open("rb") as file:
            digest.update(f"{kind}\0".encode() + hashlib.file_digest(file, "sha256").digest())
    return f"{READER_VERSION}+{digest.hexdigest()[:12]}"


class _Run:
    """One run over what is unread. waiting: how many articles there are still, as far as is known."""

    def __init__(self, store: Store, reader: str, limit: int | None) -> None:
        self._store = store
        self._reader = reader
        self._limit = limit
        self._versions: deque[int] = deque()
        self._read: list[tuple[int, Ready | Failure]] = []
        self._taken = 0
        self.articles = self.claims = self.known = self.failed = 0
        self.waiting = store.backlog(reader)

    @property
    def done(self) -> int:
        """Articles that were read, by whomever, or given up."""
        return self.articles + self.known + self.failed

    @property
    def total(self) -> int:
        """Articles that this run will have had at its end, if nobody else reads."""
        whole = self.done + self.waiting
        return whole if self._limit is None else min(whole, self._limit)

    def counts(self) -> dict[str, object]:
        """What was done, for the summary. known: read by somebody else at the same time."""
        left = None
        with contextlib.suppress(RawiError):  # the summary is told even when the database is gone
            left = self._store.backlog(self._reader)
        return {
            "articles": self.articles,
            "claims": self.claims,
            "failed": self.failed,
            "known": self.known,
            "left": left,
        }

    def through(self, setup: Setup, jobs: int, show: Callable[[], None]) -> str:
        """Read everything; gives "complete" or "limit"."""
        from rawi.cli.jobs import made_of
        from rawi.store.claim_rows import ready

        written = time.monotonic()
        try:
            for result in made_of(self._unread(_TAKEN * jobs), ready, jobs=jobs, setup=setup):
                self._read.append((self._versions.popleft(), result))
                if len(self._read) >= _WRITTEN or time.monotonic() - written > _SECONDS:
                    self._write()
                    written = time.monotonic()
                    show()
        finally:
            # What was read is kept also where the run is broken off, and the rest is free for others.
            try:
                self._write()
            finally:
                self._store.release()
        show()
        return "limit" if self._limit is not None and self._taken >= self._limit else "complete"

    def _unread(self, most: int) -> Iterator[Article]:
        """Articles, each with its version in ``_versions``."""
        while True:
            room = most if self._limit is None else min(most, self._limit - self._taken)
            if room <= 0:
                return
            unread = self._store.unread(self._reader, room)
            if not unread:
                return
            self._taken += len(unread)
            for one in unread:
                self._versions.append(one.version)
                yield one.article

    def _write(self) -> None:
        from rawi.model.reading import Failure

        if not self._read:
            return
        read, self._read = self._read, []
        added = self._store.add_readings(read, reader=self._reader)
        for _, result in read:
            if isinstance(result, Failure):
                if self.failed < _LISTED:
                    complain(result.article, result.reason, result.advice)
                elif self.failed == _LISTED:
                    complain("", "more failed; rawi status lists them")
                self.failed += 1
        self.articles += added.articles
        self.claims += added.claims
        self.known += added.known
        self.waiting = self._store.backlog(self._reader)

    def __str__(self) -> str:
        """Counts in words."""
        failed = f", {self.failed:,} not read" if self.failed else ""
        return f"{self.done:,} of {self.total:,} articles, {self.claims:,} claims{failed}"


@contextlib.contextmanager
def _bar(run: _Run) -> Iterator[Callable[[], None]]:
    """Shows how far it is and how long it will take, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TextColumn("ETA"), TimeRemainingColumn(),
    )  # fmt: skip
    # The summary goes to standard output untouched.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as drawn:
        task = drawn.add_task(str(run), total=run.total)
        yield lambda: drawn.update(task, completed=run.done, total=run.total, description=str(run))
