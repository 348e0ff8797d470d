"""Proves custody: recomputes every hash and holds what is stored against the log."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, func, select, text

from rawi.store import custody, decisions, events_decisions
from rawi.store.engine import Database
from rawi.store.packing import canonical, unpack
from rawi.store.tables import blobs, captures, pages, readings, sources, versions
from rawi.store.tables import custody as log

_CHUNK = 200


class Difference(msgspec.Struct, frozen=True):
    """Something that is not as the log or a hash says it was."""

    subject: str
    what: str


class Verified(msgspec.Struct, kw_only=True):
    """What was verified. head: hash of the last entry; noted elsewhere, it proves later that nothing was cut off."""

    entries: int = 0
    captures: int = 0
    bytes: int = 0
    articles: int = 0
    decisions: int = 0
    head: str = custody.FIRST_BEFORE
    differences: list[Difference] = []


def verify(database: Database, *, expect: str | None = None, step: Callable[[], None] = lambda: None) -> Verified:
    """Recompute and compare everything. expect: a head noted down before, which must be in the log. step: a progress.

    Raises StoreError where the database cannot be read at all.
    """
    found = Verified(differences=[])
    with database.reading(snapshot=True) as connection:
        for check in (
            _file, _log, _blobs, _captures, _lost_captures, _articles, _gone, _decisions, _event_decisions, _claims,
        ):  # fmt: skip
            for difference in check(connection, found, step):
                found.differences.append(difference)
        if expect is not None and expect != found.head:
            known = connection.execute(select(log.c.seq).where(log.c.hash == expect)).first()
            if known is None:
                found.differences.append(Difference("log", f"no entry has the hash {expect}: entries were cut off"))
    return found


Found = Iterator[Difference]
Step = Callable[[], None]


def _file(connection: Connection, _found: Verified, _step: Step) -> Found:
    if connection.dialect.name == "sqlite":
        for line in connection.execute(text("PRAGMA quick_check(20)")).scalars():
            if line != "ok":
                yield Difference("database", str(line))


def _log(connection: Connection, found: Verified, _step: Step) -> Found:
    """Each entry has its own hash and that of the one before, and the numbers have no gap."""
    before, expected = custody.FIRST_BEFORE, 1
    for seq, kind, about, entry, stated in custody.all_entries(connection):
        name = f"log entry {seq}"
        if seq != expected:
            yield Difference(name, f"entries {expected} to {seq - 1} are missing")
        if custody.entry_hash(entry) != stated:
            yield Difference(name, "its text does not have its hash")
        told = _json(entry)
        if told.get("before") != before:
            yield Difference(name, "it does not carry the hash of the entry before")
        if (told.get("seq"), told.get("kind"), told.get("about")) != (seq, kind, about):
            yield Difference(name, "its columns are not what its text says")
        before, expected = stated, seq + 1
        found.entries += 1
    found.head = before
    if not found.entries:
        yield Difference("log", "it is empty, though making the tables is its first entry")


def _blobs(connection: Connection, found: Verified, step: Step) -> Found:
    """The bytes have the hash they are kept under."""
    last = b""
    while rows := connection.execute(
        select(blobs).where(blobs.c.sha256 > last).order_by(blobs.c.sha256).limit(_CHUNK)
    ).all():
        for row in rows:
            last = bytes(row.sha256)
            name = f"bytes {last.hex()[:16]}"
            try:
                content = unpack(row.packing, row.data)
            except ValueError as error:
                yield Difference(name, str(error))
                continue
            if hashlib.sha256(content).digest() != last:
                yield Difference(name, "they do not have their hash")
            elif len(content) != row.size:
                yield Difference(name, f"they are {len(content)} long, not {row.size}")
            found.bytes += len(content)
            step()


def _captures(connection: Connection, found: Verified, _step: Step) -> Found:
    """Each capture is what the log said when it came."""
    entry = log.alias()
    wanted = (
        select(captures, sources.c.name, blobs.c.size, entry.c.entry)
        .join_from(captures, sources)
        .join(blobs, blobs.c.sha256 == captures.c.sha256, isouter=True)
        .join(entry, (entry.c.about == captures.c.capture_id) & (entry.c.kind == "capture"), isouter=True)
    )
    for row in _by_id(connection, wanted, captures):
        found.captures += 1
        name = f"capture {row['capture_id']}"
        if row["size"] is None:
            yield Difference(name, "its bytes are missing")
        if row["entry"] is None:
            yield Difference(name, "no entry of the log tells of it")
            continue
        told = _json(row["entry"])
        stored = {
            "source": row["name"], "locator": row["locator"], "sha256": bytes(row["sha256"]).hex(), "size": row["size"],
            "media_type": row["media_type"], "captured_at": row["captured_at"], "status": row["status"],
            "headers": _json(row["headers"]),
        }  # fmt: skip
        changed = [
            key for key, value in stored.items() if told.get(key) != value and not (key == "size" and value is None)
        ]
        if changed:
            yield Difference(name, f"not as the log says: {', '.join(changed)}")


def _lost_captures(connection: Connection, _found: Verified, _step: Step) -> Found:
    lost = (
        select(log.c.about)
        .join_from(log, captures, captures.c.capture_id == log.c.about, isouter=True)
        .where(log.c.kind == "capture", captures.c.id.is_(None))
    )
    for capture_id in connection.execute(lost).scalars():
        yield Difference(f"capture {capture_id}", "the log tells of it, but it is missing")


def _articles(connection: Connection, found: Verified, step: Step) -> Found:
    """Each article has its hash, and the log told it of the capture it was made from."""
    entry = log.alias()
    wanted = (
        select(versions.c.id, versions.c.article_hash, versions.c.article, captures.c.capture_id, entry.c.entry)
        .join_from(versions, captures, captures.c.id == versions.c.capture_id)
        .join(entry, (entry.c.about == captures.c.capture_id) & (entry.c.kind == "capture"), isouter=True)
    )
    for row in _by_id(connection, wanted, versions):
        found.articles += 1
        name = f"article of capture {row['capture_id']}"
        stated = bytes(row["article_hash"])
        try:
            digest = hashlib.sha256(zlib.decompress(row["article"])).digest()
        except zlib.error:
            yield Difference(name, "its packed text is damaged")
            continue
        if digest != stated:
            yield Difference(name, "it does not have its hash")
        if row["entry"] is not None and _json(row["entry"]).get("article") != stated.hex():
            yield Difference(name, "its hash is not the one in the log")
        step()


def _gone(connection: Connection, _found: Verified, _step: Step) -> Found:
    """A page is gone exactly if the last notice of it says so."""
    last = (
        select(func.max(log.c.seq).label("seq"))
        .where(log.c.kind.in_(("gone", "back")))
        .group_by(log.c.about)
        .subquery()
    )
    told = {
        row.about
        for row in connection.execute(select(log.c.about, log.c.kind).join(last, last.c.seq == log.c.seq))
        if row.kind == "gone"
    }
    stored = {
        bytes(row.key_hash).hex(): row.key
        for row in connection.execute(select(pages.c.key_hash, pages.c.key).where(pages.c.gone_at.is_not(None)))
    }
    for about in sorted(stored.keys() - told):
        yield Difference(f"page {stored[about]}", "it is marked as gone, but the log does not say so")
    for about in sorted(told - stored.keys()):
        yield Difference(f"page with the hash {about}", "the log says that it is gone, but it is not marked")


def _decisions(connection: Connection, found: Verified, _step: Step) -> Found:
    entries = connection.execute(select(log.c.about, log.c.entry).where(log.c.kind == "decision"))
    told = {row.about: _json(row.entry) for row in entries}
    for decision in decisions.all_decisions(connection):
        found.decisions += 1
        entry = told.pop(str(decision.id), None)
        if entry is None:
            yield Difference(f"decision {decision.id}", "no entry of the log tells of it")
        elif any(
            canonical(entry.get(key)) != canonical(value) for key, value in decisions.entry_facts(decision).items()
        ):
            yield Difference(f"decision {decision.id}", "not as the log says")
    for number in told:
        yield Difference(f"decision {number}", "the log tells of it, but it is missing")


def _event_decisions(connection: Connection, found: Verified, _step: Step) -> Found:
    entries = connection.execute(select(log.c.about, log.c.entry).where(log.c.kind == events_decisions.KIND))
    told = {row.about: _json(row.entry) for row in entries}
    for decision in events_decisions.all_decisions(connection):
        found.decisions += 1
        name = f"decision {decision.id} on events"
        entry = told.pop(str(decision.id), None)
        if entry is None:
            yield Difference(name, "no entry of the log tells of it")
        elif any(entry.get(key) != value for key, value in events_decisions.entry_facts(decision).items()):
            yield Difference(name, "not as the log says")
    for number in told:
        yield Difference(f"decision {number} on events", "the log tells of it, but it is missing")


def _claims(connection: Connection, _found: Verified, _step: Step) -> Found:
    """Each reading has as many claims to be found by as it says."""
    counted = text(
        "SELECT id, claims, n FROM (SELECT r.id, r.claims, (SELECT count(*) FROM claims c "
        "WHERE c.id BETWEEN r.id * 65536 AND r.id * 65536 + 65535) AS n FROM readings r) AS counted WHERE claims <> n"
    )
    for row in connection.execute(counted):
        yield Difference(f"{readings.name} {row.id}", f"it has {row.claims} claims, of which {row.n} can be found")


def _by_id(connection: Connection, wanted: Select[tuple[object, ...]], table: Table) -> Iterator[RowMapping]:
    last = 0
    while (
        rows := connection.execute(wanted.where(table.c.id > last).order_by(table.c.id).limit(_CHUNK)).mappings().all()
    ):
        yield from rows
        last = rows[-1]["id"]


def _json(text: str) -> Any:
    """The JSON of an entry; what is none has nothing in it, and so differs."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
