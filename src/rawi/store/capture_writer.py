"""Writes one batch of captures within one transaction: what is known is looked up at once, and so is the rest written.

The transaction is the only one that adds captures, so nothing that was looked up changes meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select, update

from rawi.errors import RawiError
from rawi.model.article import Article
from rawi.model.capture import CaptureProblem
from rawi.store import custody, sources
from rawi.store.bulk import Row, insert_rows, reserve
from rawi.store.met import Found, Met, capture_id_of, is_member
from rawi.store.packing import canonical, clean, moment, short_hash
from rawi.store.tables import blobs, captures, failures, pages, versions, work
from rawi.store.words import index_words

Outcome = Literal["new", "same", "changed", "failed"]

_BLOB = ("sha256", "size", "packing", "data")
_PAGE = ("id", "key", "key_hash", "latest_version")
_CAPTURE = (
    "id", "capture_id", "source_id", "locator", "locator_hash", "sha256", "media_type", "captured_at", "status",
    "headers", "seen_at", "version_id",
)  # fmt: skip
_VERSION = (
    "id", "page_id", "number", "previous_id", "capture_id", "article_id", "article_hash", "title", "outlet", "url",
    "published", "article",
)  # fmt: skip


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a capture.

    outcome: new; same (met before, or the article in it is the same); changed (the page tells another article now);
        failed (it could not be captured, or holds no article: then capture_id tells that its bytes were kept).
    """

    outcome: Outcome
    locator: str
    capture_id: str | None = None
    article_id: str | None = None
    reason: str = ""
    advice: str = ""


class Latest(msgspec.Struct, frozen=True):
    """A capture in the store. place: hash of its locator. article_id: of the article it tells, or None."""

    place: bytes
    id: int
    capture_id: str
    sha256: bytes
    article_id: str | None


class _Page(msgspec.Struct):
    """A page and its latest version. new, changed: what is to be written of it."""

    id: int
    key: str
    version: int | None
    number: int
    digest: bytes
    new: bool = False
    changed: bool = False


def latest_at(connection: Connection, places: Iterable[bytes]) -> dict[bytes, Latest]:
    """The capture that came last at each locator."""
    last = (
        select(func.max(captures.c.id))
        .where(captures.c.locator_hash.in_(sorted(set(places))))
        .group_by(captures.c.locator_hash)
    )
    return {found.place: found for found in _with_article(connection, captures.c.id.in_(last))}


def _with_article(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Latest]:
    columns = (captures.c.id, captures.c.capture_id, captures.c.sha256, captures.c.locator_hash, versions.c.article_id)
    joined = select(*columns).join_from(captures, versions, versions.c.id == captures.c.version_id, isouter=True)
    for row in connection.execute(joined.where(condition)):
        yield Latest(bytes(row.locator_hash), row.id, row.capture_id, bytes(row.sha256), row.article_id)


class CaptureWriter:
    """Takes captures one by one, and writes them with ``finish``."""

    def __init__(self, connection: Connection, now: dt.datetime, met: list[Met]) -> None:
        self._connection = connection
        self._now = now
        self._notes: list[custody.Note] = []
        self._succeeded: set[int] = set()
        self._sources: dict[str, int] = {}
        self._latest = latest_at(connection, (item.place for item in met))
        hashes = sorted({item.sha256 for item in met})
        kept = select(blobs.c.sha256).where(blobs.c.sha256.in_(hashes))
        self._blobs = {bytes(sha256) for sha256 in connection.execute(kept).scalars()}
        self._pages: dict[bytes, _Page] = {}
        missing = pages.c.gone_at.is_not(None) & pages.c.key_hash.in_(sorted({item.place for item in met}))
        self._gone = {bytes(key) for key in connection.execute(select(pages.c.key_hash).where(missing)).scalars()}
        unsolved = select(failures.c.id).where(failures.c.solved_at.is_(None)).limit(1)
        self._some_failed = connection.execute(unsolved).first() is not None
        self._capture_ids = iter(reserve(connection, captures.name, len(met)))
        self._version_ids = iter(reserve(connection, versions.name, len(met)))
        self._page_ids = iter(reserve(connection, pages.name, len(met)))
        self._blob_rows: list[Row] = []
        self._capture_rows: list[Row] = []
        self._version_rows: list[Row] = []
        self._seen: dict[int, str] = {}
        self._articles: list[tuple[int, Article]] = []

    def problem(self, item: CaptureProblem) -> Kept:
        """Note what could not be captured."""
        source = self._source(clean(item.source))
        sources.fail(self._connection, source, clean(item.locator), "collect", item.reason, item.advice, self._now)
        self._some_failed = True
        return Kept(outcome="failed", locator=item.locator, reason=item.reason, advice=item.advice)

    def capture(self, met: Met) -> Kept:
        """Take one capture."""
        source = self._source(met.source)
        self._succeeded.add(source)
        self._back(met)
        before = self._latest.get(met.place)
        same = before if before is not None and before.sha256 == met.sha256 else self._archived_before(met, before)
        if same is not None:
            self._seen[same.id] = moment(self._now)
            return Kept(
                outcome="same", locator=met.capture.locator, capture_id=same.capture_id, article_id=same.article_id
            )
        return self._added(met, source, before)

    def finish(self) -> None:
        """Write what was gathered, the log last."""
        write = self._connection
        known = list(self._pages.values())
        insert_rows(write, blobs.name, _BLOB, self._blob_rows)
        new_pages: list[Row] = [(p.id, p.key, short_hash(p.key), p.version) for p in known if p.new]
        insert_rows(write, pages.name, _PAGE, new_pages)
        insert_rows(write, captures.name, _CAPTURE, self._capture_rows)
        insert_rows(write, versions.name, _VERSION, self._version_rows)
        insert_rows(write, work.name, ("version_id", "done"), [(row[0], "") for row in self._version_rows])
        index_words(write, self._articles)
        for page in known:
            if page.changed and not page.new:
                write.execute(update(pages).where(pages.c.id == page.id).values(latest_version=page.version))
        for capture, seen in self._seen.items():
            write.execute(update(captures).where(captures.c.id == capture).values(seen_at=seen))
        for source in sorted(self._succeeded):
            sources.succeeded(write, source, self._now)
        custody.append(write, self._now, self._notes)

    def _source(self, name: str) -> int:
        if name not in self._sources:
            self._sources[name] = sources.source_id(self._connection, name, self._now)
        return self._sources[name]

    def _archived_before(self, met: Met, before: Latest | None) -> Latest | None:
        """The same record, collected before, of an archive that holds several under one name."""
        if before is None or not is_member(met.locator):
            return None
        same = (
            (captures.c.locator_hash == met.place)
            & (captures.c.sha256 == met.sha256)
            & (captures.c.captured_at == met.captured_at)
        )
        return next(_with_article(self._connection, same), None)

    def _back(self, met: Met) -> None:
        """A page that was gone is there again."""
        if met.place in self._gone:
            self._gone.remove(met.place)
            there = update(pages).where(pages.c.key_hash == met.place).values(gone_at=None, gone_status=None)
            self._connection.execute(there)
            self._notes.append(("back", met.place.hex(), {"locator": met.locator, "captured_at": met.captured_at}))

    def _added(self, met: Met, source: int, before: Latest | None) -> Kept:
        found = met.found()
        row_id = next(self._capture_ids)
        capture_id = capture_id_of(met.locator, met.sha256, before.capture_id if before else "")
        self._keep_bytes(met)
        note = {**facts_of(met), "previous": before.capture_id if before else None, "article": None, "version": None}
        if isinstance(found, RawiError):
            version = None
            kept = Kept(
                outcome="failed",
                locator=met.capture.locator,
                capture_id=capture_id,
                reason=found.what,
                advice=found.advice,
            )
            self._solve(source, met, "collect")
            sources.fail(self._connection, source, met.locator, "extract", found.what, found.advice, self._now)
            self._some_failed = True
        else:
            outcome, page = self._version(met, row_id, found)
            version = page.version
            note |= {"article": found.digest.hex(), "version": page.number}
            kept = Kept(
                outcome=outcome, locator=met.capture.locator, capture_id=capture_id, article_id=found.article.id
            )
            self._solve(source, met, "collect", "extract")
        self._notes.append(("capture", capture_id, note))
        self._latest[met.place] = Latest(met.place, row_id, capture_id, met.sha256, kept.article_id)
        self._capture_rows.append(
            (row_id, capture_id, source, met.locator, met.place, met.sha256, note["media_type"], met.captured_at,
             met.capture.status, canonical(note["headers"]), met.captured_at, version)
        )  # fmt: skip
        return kept

    def _keep_bytes(self, met: Met) -> None:
        if met.sha256 not in self._blobs:
            self._blobs.add(met.sha256)
            self._blob_rows.append((met.sha256, len(met.capture.content), *met.packed()))

    def _solve(self, source: int, met: Met, *stages: str) -> None:
        if self._some_failed:
            sources.solve(self._connection, source, met.locator, stages, self._now)

    def _version(self, met: Met, row_id: int, found: Found) -> tuple[Outcome, _Page]:
        """The version that the capture tells: the latest of its page, or a new one."""
        article = found.article
        key = met.page_key(article)
        page = self._page(key)
        if page.digest == found.digest:
            return "same", page
        previous, version = page.version, next(self._version_ids)
        page.version, page.number, page.digest, page.changed = version, page.number + 1, found.digest, True
        self._version_rows.append(
            (version, page.id, page.number, previous, row_id, article.id, found.digest, article.title, article.outlet,
             article.url, article.published, found.packed)
        )  # fmt: skip
        self._articles.append((version, article))
        return ("new" if previous is None else "changed"), page

    def _page(self, key: str) -> _Page:
        place = short_hash(key)
        page = self._pages.get(place)
        if page is None:
            row = self._connection.execute(
                select(pages.c.id, pages.c.latest_version, versions.c.number, versions.c.article_hash)
                .join_from(pages, versions, versions.c.id == pages.c.latest_version)
                .where(pages.c.key_hash == place)
            ).first()
            if row is None:
                page = _Page(next(self._page_ids), key, None, 0, b"", new=True)
            else:
                page = _Page(row.id, key, row.latest_version, row.number, bytes(row.article_hash))
            self._pages[place] = page
        return page


def facts_of(met: Met) -> dict[str, object]:
    """What the log says of a capture, but for what became of it."""
    return {
        "source": met.source,
        "locator": met.locator,
        "sha256": met.sha256.hex(),
        "size": len(met.capture.content),
        "media_type": clean(met.capture.media_type),
        "captured_at": met.captured_at,
        "status": met.capture.status,
        "headers": met.headers(),
    }
