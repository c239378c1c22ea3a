"""Answers that count under several options: the option becomes part of their key, and wide enough for rankings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from evaluation.storage.types import LevelNumber

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NARROW, _WIDE = 64, 68  # characters
_COLUMNS = "campaign_id, question_id, submission_no, question_version, level, month, option, text"
_CELLS = "campaign_id, question_id, question_version, level, month, option, count"


def upgrade() -> None:
    """Widen ``option`` and take it into the key of ``answers``; every row stays as it is."""
    if op.get_bind().dialect.name == "postgresql":
        for table in ("answers", "rollup"):
            op.alter_column(table, "option", existing_type=sa.String(_NARROW), type_=sa.String(_WIDE))
        op.drop_constraint("pk_answers", "answers", type_="primary")
        op.create_primary_key("pk_answers", "answers", ["campaign_id", "question_id", "submission_no", "option"])
        return
    # SQLite keeps a table without row ids in the order of its key: another key is another table.
    _new_answers()
    _new_rollup()
    for table, columns in (("answers", _COLUMNS), ("rollup", _CELLS)):
        op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608 - our own names
        op.drop_table(table)
        op.rename_table(f"{table}_new", table)


def _new_answers() -> None:
    op.create_table(
        "answers_new",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("submission_no", sa.Integer(), nullable=False),
        sa.Column("question_version", sa.Integer(), nullable=False),
        sa.Column("level", LevelNumber(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(_WIDE), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "question_id", "submission_no", "option", name="pk_answers"),
        sqlite_with_rowid=False,
    )


def _new_rollup() -> None:
    cell = ("campaign_id", "question_id", "question_version", "level", "month", "option")
    op.create_table(
        "rollup_new",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("question_version", sa.Integer(), nullable=False),
        sa.Column("level", LevelNumber(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(_WIDE), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*cell, name="pk_rollup"),
        sqlite_with_rowid=False,
    )
