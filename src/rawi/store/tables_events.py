"""The tables of events: what was folded from which readings, the ledger with its feed, and what persons decided.

``event_readings``, ``event_accounts`` and ``event_blocks`` can be made anew from the readings at any time. The ledger
(``events``, ``event_articles``, ``event_changes``) and the decisions cannot, and nothing is ever taken out of them.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from rawi.store.tables import metadata, readings

# SQLite counts up by itself only in a column of this very type.
_ID = BigInteger().with_variant(Integer, "sqlite")

# What the next folding must know of the last: see ``events_state``.
event_state = Table(
    "event_state", metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

# The readings that events are folded from. Of several with one article id (a page met at two places) one is shown: the
# one whose article has the least hash, whatever came first.
event_readings = Table(
    "event_readings", metadata,
    Column("reading_id", ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("article_id", Text, nullable=False, index=True),
    Column("article_hash", LargeBinary, nullable=False),
    Column("shown", Boolean, nullable=False),
)  # fmt: skip

# Accounts, by a hash of their names. component: what judgements link, by the hash of its first account.
event_accounts = Table(
    "event_accounts", metadata,
    Column("account", BigInteger, primary_key=True, autoincrement=False),
    Column("reading_id", BigInteger, nullable=False, index=True),
    Column("component", BigInteger, nullable=False, index=True),
    Column("event", Text, nullable=False),
)  # fmt: skip

# Which readings have an account in a neighbourhood, by a hash of its key.
event_blocks = Table(
    "event_blocks", metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("reading_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

# Every id that was ever given to an event.
events = Table(
    "events", metadata,
    Column("id", Text, primary_key=True),
    Column("base", Text, nullable=False, index=True),  # the id without the number that tells it from others
    Column("state", Text, nullable=False, index=True),  # "live", "merged" or "retracted"
    Column("redirect", Text),  # the event that took it in, for a merged one
    Column("first_seen", Text),
    Column("reports", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the event as it was last seen, JSON, zlib
)  # fmt: skip

# Which events, live or not, tell or told of an article.
event_articles = Table(
    "event_articles", metadata,
    Column("article_id", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

# The feed. Rows are only ever added.
event_changes = Table(
    "event_changes", metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("at", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),  # "new", "merged", "split", "retracted" or "updated"
    Column("event", Text, nullable=False, index=True),
    Column("others", Text, nullable=False),  # JSON, a list of ids
    Column("fields", Text, nullable=False),  # JSON, a list of names
)  # fmt: skip

# What persons decided of two claims. Rows are only ever added; taking one back is another row.
event_decisions = Table(
    "event_decisions", metadata,
    Column("id", _ID, primary_key=True),
    Column("claim_a", ForeignKey("claims.id"), nullable=False),
    Column("claim_b", ForeignKey("claims.id"), nullable=False),
    Column("verdict", Text, nullable=False),  # "same", "not_same" or "undo"
    Column("author", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", ForeignKey("event_decisions.id")),
)  # fmt: skip

# Readings are held against event_readings at each folding, without opening their bodies.
Index("ix_readings_current_id", readings.c.current, readings.c.id)
