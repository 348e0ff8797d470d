"""The tables of events.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "event_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_event_state"),
    )
    op.create_table(
        "event_readings",
        sa.Column("reading_id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("article_hash", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_event_readings_reading_id"),
        sa.PrimaryKeyConstraint("reading_id", name="pk_event_readings"),
    )
    op.create_index("ix_event_readings_article_id", "event_readings", ["article_id"])
    op.create_table(
        "event_accounts",
        sa.Column("account", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.BigInteger(), nullable=False),
        sa.Column("component", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_event_accounts"),
    )
    op.create_index("ix_event_accounts_reading_id", "event_accounts", ["reading_id"])
    op.create_index("ix_event_accounts_component", "event_accounts", ["component"])
    op.create_table(
        "event_blocks",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block", "reading_id", name="pk_event_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("redirect", sa.Text()),
        sa.Column("first_seen", sa.Text()),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_base", "events", ["base"])
    op.create_index("ix_events_state", "events", ["state"])
    op.create_table(
        "event_articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "event", name="pk_event_articles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_changes",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_event_changes"),
    )
    op.create_index("ix_event_changes_at", "event_changes", ["at"])
    op.create_index("ix_event_changes_event", "event_changes", ["event"])
    op.create_table(
        "event_decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("claim_a", ID, nullable=False),
        sa.Column("claim_b", ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", ID),
        sa.ForeignKeyConstraint(["claim_a"], ["claims.id"], name="fk_event_decisions_claim_a"),
        sa.ForeignKeyConstraint(["claim_b"], ["claims.id"], name="fk_event_decisions_claim_b"),
        sa.ForeignKeyConstraint(["undoes"], ["event_decisions.id"], name="fk_event_decisions_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_event_decisions"),
    )
    op.create_index("ix_readings_current_id", "readings", ["current", "id"])
