"""The tables, for SQLite and PostgreSQL alike. The migrations make them; a test holds both against each other.

Moments are text in UTC, always as long (``2026-01-31T12:00:00.000000Z``), so that they sort and stay as they were
written. What can be long and is looked up (locators, names of sources) is found by a hash of 16 bytes beside it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# The newest migration; a store at another one is refused with what to do.
REVISION = "0003"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts up by itself only in a column of this very type.
_ID = BigInteger().with_variant(Integer, "sqlite")


def _where(condition: str) -> dict[str, Any]:
    """An index of those rows alone."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


sources = Table(
    "sources", metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_hash", LargeBinary, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
    Column("last_success_at", Text),
    Column("last_failure_at", Text),
    Column("state", Text),  # JSON of whoever watches the source
)  # fmt: skip

# One page: what stands at one locator over time, or at one address in archives.
pages = Table(
    "pages", metadata,
    Column("id", _ID, primary_key=True),
    Column("key", Text, nullable=False),
    Column("key_hash", LargeBinary, nullable=False, unique=True),
    Column("latest_version", BigInteger),  # no foreign key: the version points here
    Column("gone_at", Text),
    Column("gone_status", Integer),
)  # fmt: skip

blobs = Table(
    "blobs", metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("size", BigInteger, nullable=False),  # before packing
    Column("packing", Text, nullable=False),  # "zlib" or "plain"
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

captures = Table(
    "captures", metadata,
    Column("id", _ID, primary_key=True),
    Column("capture_id", Text, nullable=False, unique=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("locator", Text, nullable=False),
    Column("locator_hash", LargeBinary, nullable=False),
    Column("sha256", ForeignKey("blobs.sha256"), nullable=False, index=True),
    Column("media_type", Text, nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("status", Integer),
    Column("headers", Text, nullable=False),  # JSON, a list of pairs
    Column("seen_at", Text, nullable=False),  # when the same bytes were last met there
    Column("version_id", BigInteger, index=True),  # the article it tells; no foreign key: the version points here
    Index("ix_captures_locator_hash_id", "locator_hash", "id"),
)  # fmt: skip

# An article as a page told it at one time.
versions = Table(
    "versions", metadata,
    Column("id", _ID, primary_key=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1 for the first the page had
    Column("previous_id", ForeignKey("versions.id")),
    Column("capture_id", ForeignKey("captures.id"), nullable=False, index=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("article_hash", LargeBinary, nullable=False),  # SHA-256 of the article as JSON
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("url", Text),
    Column("published", Text, index=True),
    Column("article", LargeBinary, nullable=False),  # JSON, zlib
    UniqueConstraint("page_id", "number"),
)  # fmt: skip

# Who reads which version: done is the reader that has read it or given up on it, "" where none has.
work = Table(
    "work", metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Column("done", Text, nullable=False),
    Column("worker", Text),
    Column("until", Float),  # seconds since 1970; the lease ends then
    Index("ix_work_done_version_id", "done", "version_id"),
    Index("ix_work_worker", "worker", **_where("worker IS NOT NULL")),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("id", _ID, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("previous_id", ForeignKey("readings.id")),
    Column("current", Boolean, nullable=False),  # the newest reading of the newest version that was read
    Column("claims", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the reading without its article, JSON, zlib
    UniqueConstraint("version_id", "reader"),
)  # fmt: skip

# What claims are found by. The claim itself stands in the body of its reading, where it is number id & 0xFFFF.
claims = Table(
    "claims", metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),  # reading_id << 16 | its number from 0
    Column("claim_id", Text, nullable=False),  # as printed; unique within its reading
    Column("previous_id", BigInteger),  # the same claim in the reading before; null where it is new
    Column("current", Boolean, nullable=False),
    Column("event", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("commitment", Text, nullable=False),
    Column("day", Date),  # the first day of the event, or where that is not known the day of publication
    Index("ix_claims_claim_id", "claim_id"),
    Index("ix_claims_day_current", "day", "current"),
    Index("ix_claims_previous_id", "previous_id", **_where("previous_id IS NOT NULL")),
)  # fmt: skip

# The parties and places that claims name, each once. ident is "" where only the words are known. Which claims name them
# stands in the index of words (see ``rawi.store.claim_rows``).
terms = Table(
    "terms", metadata,
    Column("id", _ID, primary_key=True),
    Column("kind", Text, nullable=False),  # "party" or "place"
    Column("ident", Text, nullable=False),
    Column("name", Text, nullable=False),  # folded, at most 200 characters
    UniqueConstraint("kind", "ident", "name"),
    Index("ix_terms_name", "name"),
)  # fmt: skip

# How many current claims there are of a type on a day, counted as they are added: a timeline of everything would
# otherwise look at every claim. event: "" for all together; day: as in ``claims``, "" where it is not known.
claim_days = Table(
    "claim_days", metadata,
    Column("event", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("claims", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

failures = Table(
    "failures", metadata,
    Column("id", _ID, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("locator", Text, nullable=False),
    Column("key", LargeBinary, nullable=False, unique=True),  # hash of stage, source and locator
    Column("stage", Text, nullable=False),  # "collect", "extract" or "read"
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("solved_at", Text),
)  # fmt: skip

# What people decided of claims. Rows are only ever added; taking one back is another row.
decisions = Table(
    "decisions", metadata,
    Column("id", _ID, primary_key=True),
    Column("claim", ForeignKey("claims.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),  # "accept", "correct", "reject" or "undo"
    Column("author", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("field", Text, nullable=False),  # what is corrected; "" for the claim as a whole
    Column("old", Text),  # JSON
    Column("new", Text),  # JSON
    Column("reason", Text, nullable=False),
    Column("undoes", ForeignKey("decisions.id")),
)  # fmt: skip

# The custody log. entry is canonical JSON with seq, kind and the hash of the entry before; hash is its SHA-256.
custody = Table(
    "custody", metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False, index=True),  # id of the capture or decision, hash of the locator
    Column("entry", Text, nullable=False),
    Column("hash", Text, nullable=False),
)  # fmt: skip

# The folded words of each version. On SQLite an FTS5 table of the same name without content of its own, whose rowid is
# the version; on PostgreSQL a column of type tsvector ('simple').
FULL_TEXT = "version_words"
# The folded words of each claim in the same way, by the id of the claim; behind them words for what it names.
CLAIM_TEXT = "claim_words"
