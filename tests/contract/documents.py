"""The documents behind the golden files of version 1: written once, compared with what the code reads and
writes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from surveys.contract import Definition, Participant, Receipt, ReceiptStatus, Submission
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json

GOLDEN = Path(__file__).parent / "v1"
SUBMISSION_ID = UUID("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")
ANSWERED_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PSEUDONYM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def golden(name: str) -> bytes:
    """Return the bytes of a golden file, without the line end that editors want."""
    return (GOLDEN / f"{name}.json").read_bytes().removesuffix(b"\n")


def definition() -> Definition:
    """Return the definition with a question of every type."""
    return Definition(
        campaign="sales-2026",
        title={"nl": "Verkoop 2026", "en": "Sales 2026"},
        mode=PrivacyMode.CONFIDENTIAL,
        min_respondents=8,
        survey=parse_json(golden("survey")),
    )


def submission(mode: PrivacyMode, participant: Participant | None, revision: int = 1) -> Submission:
    """Return the submission that answers every type of question."""
    return Submission(
        submission_id=SUBMISSION_ID,
        revision=revision,
        campaign="sales-2026",
        wave="after-30-days",
        definition=definition().digest,
        mode=mode,
        language="nl-be",
        answered_at=ANSWERED_AT,
        answers={
            "used": "already",
            "clear": "mostly",
            "hours": 1.5,
            "recommend": 8,
            "improve": "Meer voorbeelden.\nEn “échte” 😀",
        },
        participant=participant,
    )


SUBMISSIONS = {
    "submission_anonymous": submission(PrivacyMode.ANONYMOUS, None),
    "submission_confidential": submission(PrivacyMode.CONFIDENTIAL, Participant(PSEUDONYM), revision=2),
    "submission_identified": submission(
        PrivacyMode.IDENTIFIED, Participant("42", name="Noor Jansen", email="noor@example.org")
    ),
}
RECEIPTS = {
    "receipt": Receipt(SUBMISSION_ID, "ab" * 32, ReceiptStatus.ACCEPTED, ANSWERED_AT),
    "receipt_quarantined": Receipt(
        SUBMISSION_ID, "ab" * 32, ReceiptStatus.QUARANTINED, ANSWERED_AT, "No such campaign."
    ),
}
