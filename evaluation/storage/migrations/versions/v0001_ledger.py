"""The first tables: users, campaigns, ledger, and what follows from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from evaluation.storage.types import CompactUuid, LevelNumber, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("definitions", "ledger", "releases")


def upgrade() -> None:
    """Make every table."""
    _service_side()
    _recorded()
    _derived()
    for table in _APPEND_ONLY:
        _refuse(table, ("UPDATE", "DELETE"))
    _refuse("quarantine", ("DELETE",))


def _service_side() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "used_tokens",
        sa.Column("token_id", sa.String(255), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_id", name="pk_used_tokens"),
    )
    op.create_index("ix_used_tokens_expires_at", "used_tokens", ["expires_at"])
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(63), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("min_respondents", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
        sa.UniqueConstraint("key", name="uq_campaigns_key"),
        sa.CheckConstraint("min_respondents >= 5", name=op.f("ck_campaigns_min_respondents")),
    )


def _recorded() -> None:
    op.create_table(
        "definitions",
        _campaign("definitions"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("registered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "digest", name="pk_definitions"),
        sa.UniqueConstraint("campaign_id", "number", name="uq_definitions_campaign_id_number"),
    )
    op.create_table(
        "ledger",
        _campaign("ledger"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission_id", CompactUuid(), nullable=False),
        sa.Column("submission_no", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("key_id", sa.String(255), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "number", name="pk_ledger"),
        sa.UniqueConstraint(
            "campaign_id", "submission_no", "digest", name="uq_ledger_campaign_id_submission_no_digest"
        ),
    )
    op.create_table(
        "quarantine",
        sa.Column("submission_id", CompactUuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("campaign_key", sa.String(63), nullable=True),
        sa.Column("key_id", sa.String(255), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "digest", name="pk_quarantine"),
    )
    _partial_index("ix_quarantine_waiting", "quarantine", ["campaign_key", "cause"], "resolved_at IS NULL")
    op.create_table(
        "releases",
        _campaign("releases"),
        sa.Column("release_no", sa.Integer(), nullable=False),
        sa.Column("submission_id", CompactUuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "release_no", "submission_id", name="pk_releases"),
    )


def _derived() -> None:
    op.create_table(
        "submissions",
        _campaign("submissions"),
        sa.Column("submission_id", CompactUuid(), nullable=False),
        sa.Column("submission_no", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(63), nullable=False),
        sa.Column("participant", sa.String(128), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(64), nullable=False),
        sa.Column("released_revision", sa.Integer(), nullable=True),
        sa.Column("pending_since", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "submission_id", name="pk_submissions"),
        sa.UniqueConstraint("campaign_id", "submission_no", name="uq_submissions_campaign_id_submission_no"),
        sa.UniqueConstraint("campaign_id", "participant", "wave", name="uq_submissions_campaign_id_participant_wave"),
    )
    _partial_index(
        "ix_submissions_pending", "submissions", ["campaign_id", "pending_since"], "pending_since IS NOT NULL"
    )
    op.create_table(
        "answers",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("submission_no", sa.Integer(), nullable=False),
        sa.Column("question_version", sa.Integer(), nullable=False),
        sa.Column("level", LevelNumber(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "question_id", "submission_no", name="pk_answers"),
        sqlite_with_rowid=False,
    )
    cell = ("campaign_id", "question_id", "question_version", "level", "month", "option")
    op.create_table(
        "rollup",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("question_version", sa.Integer(), nullable=False),
        sa.Column("level", LevelNumber(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*cell, name="pk_rollup"),
        sqlite_with_rowid=False,
    )


def _campaign(table: str) -> sa.Column[int]:
    return sa.Column(
        "campaign_id",
        sa.Integer(),
        sa.ForeignKey("campaigns.id", name=f"fk_{table}_campaign_id_campaigns"),
        nullable=False,
    )


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _refuse(table: str, actions: tuple[str, ...]) -> None:
    """Make the database itself refuse to change what was recorded."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        events = " OR ".join(actions)
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE {events} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    for action in actions:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
