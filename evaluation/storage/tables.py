"""Every table of the service.

Tables of the answer side are marked ``distributed_by``: every unique key of theirs contains that column, so
that they can be spread over machines by it (Citus). ``ledger`` and ``releases`` are only ever added to, but for
the ledger's entries of somebody who is erased; ``submissions``, ``answers`` and ``rollup`` are what follows from those
two and can be made anew (``evaluation rebuild``). ``facts`` and ``erasures`` may come before their campaign does, so
they go by its key.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from evaluation.storage.types import CompactUuid, LevelNumber, UtcDateTime
from surveys.limits import MAX_CODE, MAX_OPTIONS

MAX_COUNTED = len(f"{MAX_OPTIONS}~") + MAX_CODE
"""Characters of what an answer counts under: the longest is an option on the last place of a ranking."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

DISTRIBUTED = {"distributed_by": "campaign_id"}
DISTRIBUTED_BY_KEY = {"distributed_by": "campaign_key"}

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(128), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("role", String(32), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

used_tokens = Table(
    "used_tokens",
    metadata,
    Column("token_id", String(255), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(63), nullable=False, unique=True),
    Column("title", JSON, nullable=False),  # by language
    Column("mode", String(16), nullable=False),
    Column("min_respondents", Integer, nullable=False),  # k [persons]
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    CheckConstraint("min_respondents >= 5", name="min_respondents"),
)

definitions = Table(
    "definitions",
    metadata,
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("number", Integer, nullable=False),  # 1 for the campaign's first
    Column("document", Text, nullable=False),  # the survey's canonical JSON
    Column("registered_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("campaign_id", "digest"),
    UniqueConstraint("campaign_id", "number"),
    info=DISTRIBUTED,
)

ledger = Table(
    "ledger",
    metadata,
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("number", Integer, nullable=False),  # order of arrival in the campaign, without gaps
    Column("submission_id", CompactUuid, nullable=False),
    Column("submission_no", Integer, nullable=False),  # ``number`` of the submission's first entry
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # of ``body``
    Column("status", String(16), nullable=False),  # as in the receipt
    Column("key_id", String(255), nullable=False),  # who signed for it
    Column("received_at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),  # exactly as it came, or what an erasure left of it
    Column("erased", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("campaign_id", "number"),
    UniqueConstraint("campaign_id", "submission_no", "digest"),
    info=DISTRIBUTED,
)
NOT_COUNTED = text("status IN ('stale', 'conflict')")
"""As SQL, word for word: SQLite takes an index of some rows only where a statement repeats its condition."""
Index("ix_ledger_not_counted", ledger.c.campaign_id, sqlite_where=NOT_COUNTED, postgresql_where=NOT_COUNTED)

quarantine = Table(
    "quarantine",
    metadata,
    Column("submission_id", CompactUuid, nullable=False),  # of the address it was put to
    Column("digest", String(64), nullable=False),
    Column("cause", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("campaign_key", String(63)),  # as far as it could be read
    Column("key_id", String(255), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),  # when it went into the ledger after all
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("submission_id", "digest"),
)
Index(
    "ix_quarantine_waiting",
    quarantine.c.campaign_key,
    quarantine.c.cause,
    sqlite_where=text("resolved_at IS NULL"),
    postgresql_where=text("resolved_at IS NULL"),
)

releases = Table(
    "releases",
    metadata,
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("release_no", Integer, nullable=False),
    Column("submission_id", CompactUuid, nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("campaign_id", "release_no", "submission_id"),
    info=DISTRIBUTED,
)

submissions = Table(
    "submissions",
    metadata,
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("submission_id", CompactUuid, nullable=False),
    Column("submission_no", Integer, nullable=False),  # of its first entry in the ledger
    Column("wave", String(63), nullable=False),
    Column("participant", String(128)),  # NULL in anonymous campaigns
    Column("revision", Integer, nullable=False),  # the highest accepted
    Column("definition", String(64), nullable=False),  # digest, of that revision
    Column("released_revision", Integer),  # the one in the rollup
    Column("pending_since", Integer),  # number in the ledger; NULL: nothing to release
    PrimaryKeyConstraint("campaign_id", "submission_id"),
    UniqueConstraint("campaign_id", "submission_no"),
    UniqueConstraint("campaign_id", "participant", "wave"),
    info=DISTRIBUTED,
)
Index(
    "ix_submissions_pending",
    submissions.c.campaign_id,
    submissions.c.pending_since,
    sqlite_where=text("pending_since IS NOT NULL"),
    postgresql_where=text("pending_since IS NOT NULL"),
)

answers = Table(
    "answers",
    metadata,
    Column("campaign_id", Integer, nullable=False),
    Column("question_id", String(64), nullable=False),
    Column("submission_no", Integer, nullable=False),  # rises with time: new answers go to the end of their question
    Column("question_version", Integer, nullable=False),
    Column("level", LevelNumber, nullable=False),
    Column("month", Integer, nullable=False),  # YYYYMM, UTC
    Column("option", String(MAX_COUNTED), nullable=False),  # one row for each: see evaluation.campaigns.cells
    Column("text", Text),  # of an answer in words
    PrimaryKeyConstraint("campaign_id", "question_id", "submission_no", "option"),
    sqlite_with_rowid=False,
    info=DISTRIBUTED,
)

rollup = Table(
    "rollup",
    metadata,
    Column("campaign_id", Integer, nullable=False),
    Column("question_id", String(64), nullable=False),
    Column("question_version", Integer, nullable=False),
    Column("level", LevelNumber, nullable=False),
    Column("month", Integer, nullable=False),  # YYYYMM, UTC
    Column("option", String(MAX_COUNTED), nullable=False),
    Column("count", Integer, nullable=False),  # submissions in releases
    PrimaryKeyConstraint("campaign_id", "question_id", "question_version", "level", "month", "option"),
    sqlite_with_rowid=False,
    info=DISTRIBUTED,
)

facts = Table(
    "facts",
    metadata,
    Column("campaign_key", String(63), nullable=False),
    Column("fact_id", CompactUuid, nullable=False),
    Column("digest", String(64), nullable=False),  # of the document as it came
    Column("mode", String(16), nullable=False),
    Column("participant", String(128), nullable=False),
    Column("fact", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),  # of somebody who is erased: the month
    Column("course", String(255), nullable=False),
    Column("key_id", String(255), nullable=False),  # who signed for it
    Column("received_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("campaign_key", "fact_id"),
    Index(None, "campaign_key", "participant"),
    info=DISTRIBUTED_BY_KEY,
)

erasures = Table(
    "erasures",
    metadata,
    Column("campaign_key", String(63), nullable=False),
    Column("mark", String(64), nullable=False),  # one-way: see evaluation.ledger.marks
    PrimaryKeyConstraint("campaign_key", "mark"),
    info=DISTRIBUTED_BY_KEY,
)

APPEND_ONLY = (ledger, releases, definitions)
"""Tables whose rows are neither changed nor deleted: triggers refuse it, but for the erasure of a ledger's entry."""
