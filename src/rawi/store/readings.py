"""Keeps readings: claims of a newer reader or of an edited article are linked to the old ones, which stay."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter, itemgetter

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from rawi.model.claim import Claim
from rawi.model.reading import Failure, Reading
from rawi.store import sources, work
from rawi.store.bulk import Row, count_days, insert_rows, reserve
from rawi.store.claim_rows import CLAIM_COLUMNS, MOST_CLAIMS, Ready, Term, Terms, claim_key, indexed_words, ready
from rawi.store.engine import Database
from rawi.store.linking import link_edited_text, link_same_text
from rawi.store.packing import moment, unpack_article, unpack_reading
from rawi.store.tables import captures, claims, failures, pages, readings, versions
from rawi.store.words import index_claims

# Articles and claims that are written as one: enough that committing costs little.
_BATCH_ARTICLES = 2048
_BATCH_CLAIMS = 20_000
_CHUNK = 500

_READING_COLUMNS = ("id", "version_id", "reader", "read_at", "previous_id", "current", "claims", "body")

# The number of the version that was read, and what came of it.
Result = tuple[int, Reading | Ready | Failure]
_Prepared = tuple[int, Ready | Failure]


class Added(msgspec.Struct, kw_only=True):
    """What was added. known: articles that somebody else had read with the same reader meanwhile."""

    articles: int = 0
    claims: int = 0
    known: int = 0
    failed: int = 0


class _Earlier(msgspec.Struct):
    """A reading of a page, as far as linking needs it."""

    id: int
    version: int
    reader: str
    previous: int | None
    current: bool


def add(
    database: Database, clock: Callable[[], dt.datetime], terms: Terms, reader: str, results: Iterable[Result]
) -> Added:
    """Add readings and failures of one reader; each batch is written as a whole."""
    added = Added()
    batch: list[_Prepared] = []
    size = 0
    for version, found in results:
        result = found if isinstance(found, Ready) else ready(found)
        batch.append((version, result))
        size += len(result.claims) if isinstance(result, Ready) else 0
        if len(batch) >= _BATCH_ARTICLES or size >= _BATCH_CLAIMS:
            _add_batch(database, clock(), terms, reader, batch, added)
            batch, size = [], 0
    if batch:
        _add_batch(database, clock(), terms, reader, batch, added)
    return added


def _add_batch(
    database: Database, now: dt.datetime, terms: Terms, reader: str, batch: list[_Prepared], added: Added
) -> None:
    told = [result for _, result in batch if isinstance(result, Ready)]
    numbers = terms.numbers({term for reading in told for claim in reading.claims for term in claim.terms})
    with database.writing() as connection:
        writer = _Writer(connection, now, reader, numbers)
        ids = sorted({version for version, _ in batch})
        writer.look_up(ids)
        for version, result in sorted(batch, key=itemgetter(0)):
            if isinstance(result, Failure):
                writer.failure(version, result)
                added.failed += 1
            elif writer.reading(version, result):
                added.articles += 1
                added.claims += len(result.claims)
            else:
                added.known += 1
        writer.finish()
        # Last, and in one order everywhere: several workers count the same days.
        count_days(connection, writer.days)
        for start in range(0, len(ids), _CHUNK):
            work.finish(connection, ids[start : start + _CHUNK], reader)


class _Writer:
    """Writes one batch within one transaction."""

    def __init__(self, connection: Connection, now: dt.datetime, reader: str, numbers: dict[Term, int]) -> None:
        self._connection = connection
        self._now = now
        self._reader = reader
        self._numbers = numbers
        self._page_of: dict[int, int] = {}
        self._published: dict[int, str | None] = {}
        self._earlier: dict[int, list[_Earlier]] = {}
        self._ids: Iterator[int] = iter(())
        self._readings: list[Row] = []
        self._claims: list[Row] = []
        self._words: list[tuple[int, str]] = []
        self.days: Counter[tuple[str, str]] = Counter()
        unsolved = select(failures.c.id).where(failures.c.stage == "read", failures.c.solved_at.is_(None)).limit(1)
        self._some_failed = connection.execute(unsolved).first() is not None

    def look_up(self, version_ids: list[int]) -> None:
        """What is known of these versions, and the other readings of their pages, which nobody else adds to now."""
        self._ids = iter(reserve(self._connection, readings.name, len(version_ids)))
        for ids in _chunks(version_ids):
            found = select(versions.c.id, versions.c.page_id, versions.c.published).where(versions.c.id.in_(ids))
            for row in self._connection.execute(found):
                self._page_of[row.id] = row.page_id
                self._published[row.id] = row.published
        page_ids = sorted(set(self._page_of.values()))
        for ids in _chunks(page_ids):
            locked = select(pages.c.id).where(pages.c.id.in_(ids)).order_by(pages.c.id).with_for_update()
            self._connection.execute(locked).all()
            known = (
                select(readings.c.id, readings.c.version_id, readings.c.reader, readings.c.previous_id,
                       readings.c.current, versions.c.page_id)
                .join_from(readings, versions)
                .where(versions.c.page_id.in_(ids))
                .order_by(readings.c.id)
            )  # fmt: skip
            for other in self._connection.execute(known):
                self._earlier.setdefault(other.page_id, []).append(
                    _Earlier(other.id, other.version_id, other.reader, other.previous_id, other.current)
                )

    def failure(self, version: int, failure: Failure) -> None:
        source, locator = self._capture_of(version)
        sources.fail(self._connection, source, locator, "read", failure.reason, failure.advice, self._now)

    def reading(self, version: int, reading: Ready) -> bool:
        """Add a reading; False where this reader's is there already."""
        others = self._earlier.setdefault(self._page_of[version], [])
        if any(other.version == version and other.reader == self._reader for other in others):
            return False
        before = _predecessor(others, version, self._reader)
        current = all(other.version <= version for other in others)
        new = next(self._ids)
        previous = before.id if before else None
        count = len(reading.claims)
        self._readings.append((new, version, self._reader, moment(self._now), previous, current, count, reading.body))
        links: list[int | None] = [None] * count if before is None else self._links(before, version, reading)
        published = self._published[version]
        day_of_article = published[:10] if published and len(published) >= len("2024-01-31") else None
        key, number_of = claim_key(new, 0), self._numbers.__getitem__
        for claim, link in zip(reading.claims, links, strict=True):
            day = claim.day or day_of_article
            self._claims.append((key, claim.claim_id, link, current, claim.event, claim.status, claim.commitment, day))
            self._words.append((key, indexed_words(claim, number_of)))
            if current:
                self.days[claim.event, day or ""] += 1
            key += 1
        if current:
            self._outdate([other for other in others if other.current])
        mine = _Earlier(new, version, self._reader, previous, current)
        if all(other.version != version for other in others):
            self._link_later(others, mine, reading)
        others.append(mine)
        if self._some_failed:
            source, locator = self._capture_of(version)
            sources.solve(self._connection, source, locator, ("read",), self._now)
        return True

    def finish(self) -> None:
        """Write what was gathered."""
        insert_rows(self._connection, readings.name, _READING_COLUMNS, self._readings)
        insert_rows(self._connection, claims.name, CLAIM_COLUMNS, self._claims)
        index_claims(self._connection, self._words)
        self._readings, self._claims, self._words = [], [], []

    def _capture_of(self, version: int) -> tuple[int, str]:
        row = self._connection.execute(
            select(captures.c.source_id, captures.c.locator)
            .join_from(versions, captures, captures.c.id == versions.c.capture_id)
            .where(versions.c.id == version)
        ).one()
        return row.source_id, row.locator

    def _links(self, before: _Earlier, version: int, reading: Ready) -> list[int | None]:
        """For each new claim the key of the old one."""
        self.finish()
        old, new = self._claims_of(before.id), unpack_reading(reading.body).claims
        if before.version == version:
            found = link_same_text(old, new)
        else:
            found = link_edited_text(self._text_of(before.version), old, self._text_of(version), new)
        return [None if number is None else claim_key(before.id, number) for number in found]

    def _claims_of(self, reading: int) -> tuple[Claim, ...]:
        body = select(readings.c.body).where(readings.c.id == reading)
        return unpack_reading(self._connection.execute(body).scalar_one()).claims

    def _text_of(self, version: int) -> str:
        article = select(versions.c.article).where(versions.c.id == version)
        return unpack_article(self._connection.execute(article).scalar_one()).text

    def _outdate(self, others: list[_Earlier]) -> None:
        """These readings, and their claims, are no longer the newest of their page."""
        if not others:
            return
        self.finish()
        for other in others:
            other.current = False
            self._connection.execute(update(readings).where(readings.c.id == other.id).values(current=False))
            theirs = claims.c.id.between(claim_key(other.id, 0), claim_key(other.id, MOST_CLAIMS - 1))
            counted = select(claims.c.event, claims.c.day, func.count().label("claims")).where(theirs, claims.c.current)
            for row in self._connection.execute(counted.group_by(claims.c.event, claims.c.day)):
                self.days[row.event, row.day.isoformat() if row.day else ""] -= row.claims
            self._connection.execute(update(claims).where(theirs).values(current=False))

    def _link_later(self, others: list[_Earlier], mine: _Earlier, reading: Ready) -> None:
        """Versions are read in any order where several workers read: link the reading after this one to it."""
        later = min((other.version for other in others if other.version > mine.version), default=None)
        for other in sorted((o for o in others if o.version == later), key=attrgetter("id"))[:1]:
            self.finish()
            old, new = unpack_reading(reading.body).claims, self._claims_of(other.id)
            links = link_edited_text(self._text_of(mine.version), old, self._text_of(other.version), new)
            changed = [
                {"key": claim_key(other.id, number), "old": None if link is None else claim_key(mine.id, link)}
                for number, link in enumerate(links)
            ]
            other.previous = mine.id
            self._connection.execute(update(readings).where(readings.c.id == other.id).values(previous_id=mine.id))
            if changed:
                one = update(claims).where(claims.c.id == bindparam("key")).values(previous_id=bindparam("old"))
                self._connection.execute(one, changed)


def _predecessor(others: list[_Earlier], version: int, reader: str) -> _Earlier | None:
    """The reading whose claims the new ones follow: of the same text, else of the version before."""
    same = [other for other in others if other.version == version]
    if same:
        return max(same, key=attrgetter("id"))
    earlier = max((other.version for other in others if other.version < version), default=None)
    found = [other for other in others if other.version == earlier]
    return max(found, key=lambda other: (other.reader == reader, other.id), default=None)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
