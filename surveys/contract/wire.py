"""What all documents of the contract share."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import UTC, datetime
from uuid import UUID

VERSION = 1
MAX_SUBMISSION_BYTES = 256 * 1024
MAX_DEFINITION_BYTES = 1024 * 1024
MAX_REVISION = 1_000_000
DEFAULT_WAVE = "main"


def instant_to_wire(instant: datetime) -> str:
    """Return an aware instant as UTC in whole seconds (RFC 3339), as in ``2026-11-22T08:00:00Z``."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def receipt_code(submission_id: UUID) -> str:
    """Return the code that a respondent keeps, as in ``K7QF-2M5X``: 40 bits of a one-way hash; base32 has no
    0, 1 or 8.
    """
    return _as_code(hashlib.sha256(b"impact receipt " + submission_id.bytes).digest()[:5])


def unlinkable_receipt_code() -> str:
    """Return a code of the same shape that leads to no submission: for anonymous answers."""
    return _as_code(secrets.token_bytes(5))


def _as_code(bits: bytes) -> str:
    code = base64.b32encode(bits).decode("ascii")
    return f"{code[:4]}-{code[4:]}"
