"""What claims name stands in the index of their words, in place of a table of its own.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rawi.store.reindex import reindex_claims

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the table and the columns that the claim itself holds as well, and fill the index anew."""
    op.drop_table("mentions")
    op.execute("DELETE FROM terms WHERE kind = 'source_kind'")
    op.drop_index("ix_claims_event_day_current", "claims")
    for column in ("first_day", "last_day", "published", "place", "lat", "lon"):
        op.drop_column("claims", column)
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("DELETE FROM claim_words")
    else:
        connection.execute(sa.text("INSERT INTO claim_words (claim_words) VALUES ('delete-all')"))
    reindex_claims(connection)
