"""The store as everything else speaks to it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import URL, Connection

from rawi.model.article import Article
from rawi.model.capture import Capture, CaptureProblem
from rawi.model.claim import Claim
from rawi.model.reading import Failure, Reading
from rawi.store import captures, decisions, readings, sources, work
from rawi.store.capture_writer import Kept
from rawi.store.claim_rows import Ready, Terms
from rawi.store.decisions import Decision, Verdict
from rawi.store.engine import Database
from rawi.store.lookup import load_article, load_claims, load_reading
from rawi.store.readings import Added
from rawi.store.sources import FailureSeen, SourceHealth
from rawi.store.work import Unread

# A worker reads some thirty articles in seconds; who has not come back after ten minutes will not.
LEASE_SECONDS = 600.0


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """Captures, articles, readings, decisions and the log of one workspace.

    url: of the database, whose tables must be there (see ``rawi.store.migrate``). clock: gives aware moments.
    Every method raises StoreError where the database cannot be reached, read or written.
    Safe to use from several threads and processes, each process with a Store of its own.
    """

    def __init__(self, url: str | URL, *, clock: Callable[[], dt.datetime] = _now) -> None:
        self.database = Database(url)
        self.worker = work.worker_name()
        self._clock = clock
        self._terms = Terms(self.database)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now(self) -> dt.datetime:
        """What the clock of the store says."""
        return self._clock()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    # Captures.

    def keep(
        self,
        captures_in: Iterable[Capture | CaptureProblem],
        article_of: Callable[[Capture], Article],
        *,
        batch: int = 64,
    ) -> Iterator[Kept]:
        """Keep captures, and tell of each in order what became of it. What was told of is written for good.

        article_of: makes the article of a capture; where it raises RawiError the bytes are kept with the reason.
            It is called only for what is not known yet.
        batch: so many are written at a time. 1 loses nothing that was fetched; 64 is quick for files.
        """
        return captures.keep(self.database, self._clock, captures_in, article_of, batch)

    def gone(self, source: str, locator: str, when: dt.datetime, status: int) -> bool:
        """Note that a page answers 404 or 410; True where it was there before. Its captures and claims stay."""
        return captures.gone(self.database, self._clock, source, locator, when, status)

    def validators(self, locator: str) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of the latest capture there, for a conditional request; None where there is none."""
        with self.database.reading() as connection:
            return captures.validators(connection, locator)

    # Sources.

    def source_state(self, source: str) -> object:
        """What was kept for a source with ``set_source_state``, or None."""
        with self.database.reading() as connection:
            return sources.state_of(connection, source)

    def set_source_state(self, source: str, state: object) -> None:
        """Keep something for a source: whatever JSON can say."""
        with self.database.writing(log=True) as connection:
            sources.set_state(connection, source, state, self._clock())

    def source_answered(self, source: str) -> None:
        """Note that a source answered, though it gave nothing new (304, or a feed without news)."""
        with self.database.writing(log=True) as connection:
            sources.succeeded(connection, sources.source_id(connection, source, self._clock()), self._clock())

    def failed(self, problem: CaptureProblem) -> None:
        """Note a failure that is not one of a capture, such as a feed that does not answer."""
        for _ in self.keep([problem], _no_article):
            pass

    def sources(self) -> list[SourceHealth]:
        """How each source does, by name."""
        with self.looking() as connection:
            return sources.health(connection)

    def failures(self, limit: int = 1000) -> list[FailureSeen]:
        """What failed and was not had since, the latest first."""
        with self.looking() as connection:
            return sources.open_failures(connection, limit)

    # Reading.

    def unread(self, reader: str, limit: int, *, seconds: float = LEASE_SECONDS) -> list[Unread]:
        """Up to ``limit`` articles for this process to read, oldest first; nobody else gets them for ``seconds``."""
        return work.lease(self.database, self._clock(), reader, self.worker, limit, seconds)

    def release(self) -> None:
        """Give back what this process took with ``unread`` and has not read."""
        work.release(self.database, self.worker)

    def backlog(self, reader: str) -> int:
        """How many articles this reader has not read."""
        with self.database.reading() as connection:
            return work.backlog(connection, reader)

    def add_reading(self, version: int, result: Reading | Failure, *, reader: str) -> Added:
        """Add one reading, or the reason why there is none."""
        return self.add_readings([(version, result)], reader=reader)

    def add_readings(self, results: Iterable[tuple[int, Reading | Ready | Failure]], *, reader: str) -> Added:
        """Add readings of one reader, many at a time; each goes with the ``version`` that ``unread`` gave.

        Readings that are ready (see ``rawi.store.claim_rows.ready``) cost the writer a third of what others do.

        What this reader has read already is left as it is. Old claims stay, and the new ones point at them.
        """
        return readings.add(self.database, self._clock, self._terms, reader, results)

    # Looking up.

    @contextlib.contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection for queries of ``rawi.store.tables``; it sees one state of the store."""
        with self.database.reading() as connection:
            yield connection

    def article(self, version: int) -> Article | None:
        """The article of a version."""
        with self.looking() as connection:
            return load_article(connection, version)

    def claim(self, key: int) -> Claim | None:
        """A claim by its number in the store."""
        with self.looking() as connection:
            return load_claims(connection, [key]).get(key)

    def reading(self, reading: int) -> Reading | None:
        """A reading as it was added, with its article."""
        with self.looking() as connection:
            return load_reading(connection, reading)

    # Deciding.

    def decide(
        self,
        claim: int,
        verdict: Verdict,
        author: str,
        *,
        field: str = "",
        old: object = None,
        new: object = None,
        reason: str = "",
    ) -> Decision:
        """Keep what somebody decides of a claim. field, old, new: of a correction."""
        with self.database.writing(log=True) as connection:
            return decisions.decide(
                connection, self._clock(), claim, verdict, author, field=field, old=old, new=new, reason=reason
            )

    def undo(self, decision: int, author: str, reason: str = "") -> Decision:
        """Take a decision back; both stay."""
        with self.database.writing(log=True) as connection:
            return decisions.undo(connection, self._clock(), decision, author, reason)

    def decisions(self, claim: int) -> list[Decision]:
        """Every decision on a claim, and on what it was in readings before."""
        with self.database.reading() as connection:
            return decisions.of_claim(connection, claim)


def _no_article(_: Capture) -> Article:
    raise AssertionError("a problem has no article")
