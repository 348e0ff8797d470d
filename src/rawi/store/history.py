"""What became of a page: its captures and versions, what an edit changed, and which claims came and went with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from rawi.errors import InputError
from rawi.store.claim_rows import MOST_CLAIMS, claim_key
from rawi.store.lookup import load_article, load_claims
from rawi.store.packing import clean, short_hash
from rawi.store.store import Store
from rawi.store.tables import captures, claims, pages, readings, versions

# Words of an unchanged passage that are shown on each side of a change.
_AROUND = 4
_WORD = re.compile(r"\S+|\n")


class Change(msgspec.Struct, frozen=True):
    """A passage of a word diff. Long passages that stayed are shortened with ``…``."""

    kind: Literal["kept", "removed", "added"]
    text: str


class ClaimChange(msgspec.Struct, frozen=True):
    """A claim that an edit brought or took away."""

    kind: Literal["removed", "added"]
    claim_id: str
    event: str
    trigger: str


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an article.

    captures: ids of all captures that tell it, oldest first. changes, claims: against the version before.
    """

    number: int
    article_id: str
    captured_at: str
    title: str | None
    captures: list[str]
    changes: list[Change]
    claims: list[ClaimChange]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A page over time. gone_at: since when it is not there any more, with the HTTP status that said so."""

    page: str
    gone_at: str | None
    gone_status: int | None
    versions: list[Version]


def history(store: Store, locator: str) -> History:
    """The history of the page at a locator or address. Raises InputError where nothing was captured there."""
    with store.database.reading(snapshot=True) as connection:
        page = connection.execute(select(pages).where(pages.c.id == _page_of(connection, clean(locator)))).first()
        if page is None:
            raise InputError("no article was captured there", subject=locator, advice="rawi status shows the failures")
        rows = connection.execute(
            select(versions, captures.c.captured_at)
            .join_from(versions, captures, captures.c.id == versions.c.capture_id)
            .where(versions.c.page_id == page.id)
            .order_by(versions.c.number)
        ).all()
        told = []
        for row in rows:
            ids = select(captures.c.capture_id).where(captures.c.version_id == row.id).order_by(captures.c.id)
            told.append(
                Version(
                    number=row.number,
                    article_id=row.article_id,
                    captured_at=row.captured_at,
                    title=row.title,
                    captures=list(connection.execute(ids).scalars()),
                    changes=_changes(connection, row.previous_id, row.id),
                    claims=list(_claim_changes(connection, row.previous_id, row.id)),
                )
            )
    return History(page=page.key, gone_at=page.gone_at, gone_status=page.gone_status, versions=told)


def _page_of(connection: Connection, locator: str) -> int | None:
    """The page with this key, else the one that a capture at this locator tells."""
    place = short_hash(locator)
    found = connection.execute(select(pages.c.id).where(pages.c.key_hash == place)).scalar()
    if found is None:
        met = select(versions.c.page_id).join_from(captures, versions, versions.c.id == captures.c.version_id)
        found = connection.execute(met.where(captures.c.locator_hash == place).limit(1)).scalar()
    return found


def _changes(connection: Connection, before: int | None, after: int) -> list[Change]:
    old = load_article(connection, before) if before is not None else None
    new = load_article(connection, after)
    if old is None or new is None:
        return []
    return word_changes(f"{old.title or ''}\n{old.text}", f"{new.title or ''}\n{new.text}")


def word_changes(old: str, new: str) -> list[Change]:
    """A diff by words; empty where no word differs."""
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    codes = matcher.get_opcodes()
    if all(tag == "equal" for tag, *_ in codes):
        return []
    found: list[Change] = []
    for at, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            found.append(Change("kept", _shortened(old_words[a:b], first=at == 0, last=at == len(codes) - 1)))
            continue
        if a < b:
            found.append(Change("removed", " ".join(old_words[a:b])))
        if c < d:
            found.append(Change("added", " ".join(new_words[c:d])))
    return found


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _claim_changes(connection: Connection, before: int | None, after: int) -> Iterator[ClaimChange]:
    """What the first reading of a version has that the one before it had not, and the other way round."""
    first = select(readings.c.id, readings.c.previous_id).where(readings.c.version_id == after)
    reading = connection.execute(first.order_by(readings.c.id).limit(1)).first()
    if before is None or reading is None or reading.previous_id is None:
        return
    linked = select(claims.c.id, claims.c.claim_id, claims.c.event, claims.c.previous_id)
    theirs = connection.execute(linked.where(_within(reading.previous_id)).order_by(claims.c.id)).all()
    ours = connection.execute(linked.where(_within(reading.id)).order_by(claims.c.id)).all()
    followed = {row.previous_id for row in ours}
    removed = [row for row in theirs if row.id not in followed]
    added = [row for row in ours if row.previous_id is None]
    words = load_claims(connection, [row.id for row in (*removed, *added)])
    for row in removed:
        yield ClaimChange("removed", row.claim_id, row.event, words[row.id].trigger.text)
    for row in added:
        yield ClaimChange("added", row.claim_id, row.event, words[row.id].trigger.text)


def _within(reading: int) -> ColumnElement[bool]:
    return claims.c.id.between(claim_key(reading, 0), claim_key(reading, MOST_CLAIMS - 1))
