"""Parcels of learners for tests of the outbox, as the block makes them, and blocks bound to these learners."""

from __future__ import annotations

import uuid
from typing import Any

from surveys.canonical import digest
from surveys.contract import Definition, Participant, Submission, receipt_code, unlinkable_receipt_code
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import NOW, Person, make_course
from tests.xblock_impact.pilot import SURVEY, good_answers
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.lms.outbox.database_outbox import DatabaseOutbox
from xblock_impact.runtime.learner import learner_of

CAMPAIGN = "demo-pilot"
SECRET = "a sentence that must not leave its place"
TEXT = list(SURVEY.questions)[-1]


def parcel(
    mode: PrivacyMode = PrivacyMode.CONFIDENTIAL,
    *,
    account: str = "learner_1",
    submission_id: uuid.UUID | None = None,
    revision: int = 1,
    sealed: bool = True,
    **submission: Any,
) -> Parcel:
    """Return a parcel; ``submission`` takes the place of members of the submission."""
    anonymous = mode is PrivacyMode.ANONYMOUS
    made = Submission(
        **{
            "submission_id": submission_id or uuid.uuid4(),
            "revision": revision,
            "campaign": CAMPAIGN,
            "definition": SURVEY.digest,
            "mode": mode,
            "language": "nl",
            "answered_at": NOW.replace(hour=0) if anonymous else NOW,
            "answers": {**good_answers(), TEXT: SECRET},
            "participant": None if anonymous or not sealed else Participant(digest(account.encode())),
            **submission,
        }
    )
    definition = Definition(made.campaign, {"nl": "Pilot"}, mode, SURVEY.data, 5)
    return Parcel(
        submission_id=made.submission_id,
        campaign=made.campaign,
        mode=mode,
        survey_digest=made.definition,
        body=made.to_bytes(),
        definition=definition.to_bytes(),
        receipt=unlinkable_receipt_code() if anonymous else receipt_code(made.submission_id),
        revision=revision,
        wave=made.wave,
        sealed=sealed,
    )


def block_of(account: str = "learner_1") -> Any:
    """Return a block in a course of its own, bound to a learner."""
    return make_course(Person(id=account)).block()


def outbox_of(account: str = "learner_1", wave: str = "main") -> DatabaseOutbox:
    """Return the outbox of one learner in one wave of the course's block."""
    block = block_of(account)
    return DatabaseOutbox(block, learner_of(block), wave)
