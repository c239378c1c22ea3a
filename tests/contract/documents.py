"""The documents behind the golden files of version 1: written once, compared with what the code reads and
writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.contract import (
    Definition,
    FactKind,
    Holding,
    Holdings,
    Participant,
    ParticipantFact,
    Receipt,
    ReceiptStatus,
    Submission,
)
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json

GOLDEN = Path(__file__).parent / "v1"
FACT_ID = UUID("1b2c3d4e-5f60-5b7c-8d9e-0f1a2b3c4d5e")
SUBMISSION_ID = UUID("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")
ANSWERED_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PSEUDONYM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def golden(name: str) -> bytes:
    """Return the bytes of a golden file, without the line end that editors want."""
    return (GOLDEN / f"{name}.json").read_bytes().removesuffix(b"\n")


def definition() -> Definition:
    """Return the first golden definition: with the types of question that there were then."""
    return _definition("survey")


def follow_up_definition() -> Definition:
    """Return the definition with all other types of question, conditions, recalls and places for answers."""
    return _definition("survey_follow_up")


def _definition(survey: str) -> Definition:
    return Definition(
        campaign="sales-2026",
        title={"nl": "Verkoop 2026", "en": "Sales 2026"},
        mode=PrivacyMode.CONFIDENTIAL,
        min_respondents=8,
        survey=parse_json(golden(survey)),
    )


def submission(mode: PrivacyMode, participant: Participant | None, revision: int = 1) -> Submission:
    """Return the submission that answers every question of the first definition."""
    answers: dict[str, AnswerValue] = {
        "used": "already",
        "clear": "mostly",
        "hours": 1.5,
        "recommend": 8,
        "improve": "Meer voorbeelden.\nEn “échte” 😀",
    }
    return _submission(definition(), answers, mode, participant, revision)


def follow_up(
    answers: Mapping[str, AnswerValue], revision: int = 1, recalled: Mapping[str, AnswerValue] | None = None
) -> Submission:
    """Return a confidential submission to the second definition."""
    person = Participant(PSEUDONYM)
    submission = _submission(follow_up_definition(), answers, PrivacyMode.CONFIDENTIAL, person, revision)
    return replace(submission, recalled=recalled or {})


def fact(mode: PrivacyMode, participant: str, kind: FactKind, course: str) -> ParticipantFact:
    """Return something that is known of a participant."""
    return ParticipantFact(FACT_ID, "sales-2026", mode, Participant(participant), kind, ANSWERED_AT, course)


def _submission(
    definition: Definition,
    answers: Mapping[str, AnswerValue],
    mode: PrivacyMode,
    participant: Participant | None,
    revision: int,
) -> Submission:
    return Submission(
        submission_id=SUBMISSION_ID,
        revision=revision,
        campaign="sales-2026",
        wave="after-30-days",
        definition=definition.digest,
        mode=mode,
        language="nl-be",
        answered_at=ANSWERED_AT,
        answers=answers,
        participant=participant,
    )


DEFINITIONS = {
    "definition": ("survey", definition()),
    "definition_follow_up": ("survey_follow_up", follow_up_definition()),
}
LISTS: dict[str, AnswerValue] = {
    "where": ["customers", "elsewhere"],
    "where_other": 'thuis, bij "opa"',
    "support_manager": "some",
    "support_peers": "much",
    "first_use": "2026-10-31",
    "time_saved": 90,
    "barriers": ["trust", "time"],
    "pay": "no",
}
DECLINED: dict[str, AnswerValue] = {"where": None, "pay": None}
SUBMISSIONS = {
    "submission_anonymous": submission(PrivacyMode.ANONYMOUS, None),
    "submission_confidential": submission(PrivacyMode.CONFIDENTIAL, Participant(PSEUDONYM), revision=2),
    "submission_identified": submission(
        PrivacyMode.IDENTIFIED, Participant("42", name="Noor Jansen", email="noor@example.org")
    ),
    "submission_lists": follow_up(LISTS),
    "submission_declined": follow_up(DECLINED, revision=2),
    "submission_recalled": follow_up(LISTS, revision=3, recalled={"own_goal": 'Vaker doorvragen, "altijd"'}),
}
RECEIPTS = {
    "receipt": Receipt(SUBMISSION_ID, "ab" * 32, ReceiptStatus.ACCEPTED, ANSWERED_AT),
    "receipt_quarantined": Receipt(
        SUBMISSION_ID, "ab" * 32, ReceiptStatus.QUARANTINED, ANSWERED_AT, "No such campaign."
    ),
}
FACTS = {
    "participant_fact": fact(PrivacyMode.CONFIDENTIAL, PSEUDONYM, FactKind.COMPLETED, "course-v1:Example+Verkoop+2026"),
    "participant_fact_retired": fact(PrivacyMode.IDENTIFIED, "42", FactKind.RETIRED, ""),
}
HOLDINGS = {
    "holdings": Holdings(
        "sales-2026",
        3,
        (
            Holding(SUBMISSION_ID, 2, "ab" * 32, ReceiptStatus.ACCEPTED),
            Holding(FACT_ID, 1, "cd" * 32, ReceiptStatus.QUARANTINED),
        ),
        FACT_ID,
    ),
    "holdings_anonymous": Holdings("sales-2026", 12, (), None),
}
