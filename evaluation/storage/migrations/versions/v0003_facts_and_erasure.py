"""Facts about participants, marks of who was erased, and a ledger whose entries change by erasure only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from evaluation.storage.types import CompactUuid, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = ("campaign_id", "number", "submission_id", "submission_no", "revision", "status", "key_id")
_NOT_COUNTED = sa.text("status IN ('stale', 'conflict')")


def upgrade() -> None:
    """Add tables and a column; every row stays as it is."""
    _facts()
    op.create_table(
        "erasures",
        sa.Column("campaign_key", sa.String(63), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("campaign_key", "mark", name="pk_erasures"),
    )
    op.add_column("ledger", sa.Column("erased", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_ledger_not_counted",
        "ledger",
        ["campaign_id"],
        sqlite_where=_NOT_COUNTED,
        postgresql_where=_NOT_COUNTED,
    )
    if op.get_bind().dialect.name == "postgresql":
        _allow_erasure_on_postgresql()
    else:
        _allow_erasure_on_sqlite()


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("campaign_key", sa.String(63), nullable=False),
        sa.Column("fact_id", CompactUuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("participant", sa.String(128), nullable=False),
        sa.Column("fact", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("course", sa.String(255), nullable=False),
        sa.Column("key_id", sa.String(255), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_key", "fact_id", name="pk_facts"),
    )
    op.create_index("ix_facts_campaign_key_participant", "facts", ["campaign_key", "participant"])


def _erases(same: str) -> str:
    """Return the condition under which a changed entry is one that was erased; ``same``: how the two are compared."""
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _KEPT)
    return f"NOT OLD.erased AND NEW.erased AND {kept}"


def _allow_erasure_on_postgresql() -> None:
    op.execute("DROP TRIGGER ledger_append_only ON ledger")
    op.execute(
        "CREATE TRIGGER ledger_append_only BEFORE DELETE ON ledger "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
    )
    op.execute(
        "CREATE TRIGGER ledger_only_erased BEFORE UPDATE ON ledger FOR EACH ROW "
        f"WHEN (NOT ({_erases('IS NOT DISTINCT FROM')})) EXECUTE FUNCTION ledger_is_append_only()"
    )


def _allow_erasure_on_sqlite() -> None:
    op.execute("DROP TRIGGER ledger_refuses_update")
    op.execute(
        f"CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger WHEN NOT ({_erases('IS')}) "
        "BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END"
    )
