"""The first tables.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def where(condition: str) -> dict[str, Any]:
    """An index of those rows alone."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packing", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "claim_days",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event", "day", name="pk_claim_days"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.BigInteger()),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("published", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("place", sa.BigInteger()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_claim_id", "claims", ["claim_id"])
    op.create_index("ix_claims_day_current", "claims", ["day", "current"])
    op.create_index("ix_claims_event_day_current", "claims", ["event", "day", "current"])
    op.create_index("ix_claims_previous_id", "claims", ["previous_id"], **where("previous_id IS NOT NULL"))
    op.create_table(
        "custody",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_custody"),
    )
    op.create_index("ix_custody_about", "custody", ["about"])
    op.create_table(
        "mentions",
        sa.Column("term_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term_id", "role", "claim", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pages",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("latest_version", sa.BigInteger()),
        sa.Column("gone_at", sa.Text()),
        sa.Column("gone_status", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("key_hash", name="uq_pages_key_hash"),
    )
    op.create_table(
        "sources",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_hash", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("last_success_at", sa.Text()),
        sa.Column("last_failure_at", sa.Text()),
        sa.Column("state", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("name_hash", name="uq_sources_name_hash"),
    )
    op.create_table(
        "terms",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ident", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms"),
        sa.UniqueConstraint("kind", "ident", "name", name="uq_terms_kind_ident_name"),
    )
    op.create_index("ix_terms_name", "terms", ["name"])
    op.create_table(
        "captures",
        sa.Column("id", ID, nullable=False),
        sa.Column("capture_id", sa.Text(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("locator_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_captures_sha256"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_captures_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.UniqueConstraint("capture_id", name="uq_captures_capture_id"),
    )
    op.create_index("ix_captures_locator_hash_id", "captures", ["locator_hash", "id"])
    op.create_index("ix_captures_sha256", "captures", ["sha256"])
    op.create_index("ix_captures_version_id", "captures", ["version_id"])
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("claim", ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text()),
        sa.Column("new", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", ID),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name="fk_decisions_claim"),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"], name="fk_decisions_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_claim", "decisions", ["claim"])
    op.create_table(
        "failures",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("solved_at", sa.Text()),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_failures_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
        sa.UniqueConstraint("key", name="uq_failures_key"),
    )
    op.create_table(
        "versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_id", ID),
        sa.Column("capture_id", ID, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("article_hash", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("article", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_versions_capture_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_versions_page_id"),
        sa.ForeignKeyConstraint(["previous_id"], ["versions.id"], name="fk_versions_previous_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("page_id", "number", name="uq_versions_page_id_number"),
    )
    op.create_index("ix_versions_article_id", "versions", ["article_id"])
    op.create_index("ix_versions_capture_id", "versions", ["capture_id"])
    op.create_index("ix_versions_outlet", "versions", ["outlet"])
    op.create_index("ix_versions_published", "versions", ["published"])
    op.create_table(
        "readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("previous_id", ID),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["previous_id"], ["readings.id"], name="fk_readings_previous_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_readings_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("version_id", "reader", name="uq_readings_version_id_reader"),
    )
    op.create_table(
        "work",
        sa.Column("version_id", ID, autoincrement=False, nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("until", sa.Float()),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_work_version_id"),
        sa.PrimaryKeyConstraint("version_id", name="pk_work"),
    )
    op.create_index("ix_work_done_version_id", "work", ["done", "version_id"])
    op.create_index("ix_work_worker", "work", ["worker"], **where("worker IS NOT NULL"))

    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "version_words",
            sa.Column(
                "version_id", sa.BigInteger(), sa.ForeignKey("versions.id"), primary_key=True, autoincrement=False
            ),
            sa.Column("words", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_version_words_words", "version_words", ["words"], postgresql_using="gin")
        op.create_table(
            "claim_words",
            sa.Column("claim", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("words", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_claim_words_words", "claim_words", ["words"], postgresql_using="gin")
    else:
        # Folding is done before; the tokeniser only splits at spaces. Without content of its own it takes a third; the
        # lengths of rows are for ranking, which nobody asks for.
        for table in ("version_words", "claim_words"):
            op.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', columnsize=0, "
                "tokenize='unicode61 remove_diacritics 0')"
            )
