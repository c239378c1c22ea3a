"""Ids of statements: the same whenever an event is told again, never the same for two things that were said."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from surveys.contract import Submission
from xblock_impact.aspects.extensions import NAMESPACE

_NAMESPACE = uuid5(NAMESPACE_URL, f"{NAMESPACE}statement")


def statement_id(submission: Submission, question_id: str = "") -> UUID:
    """Return the id of the statement on ``submission``, or on its answer to one question.

    It hides what it is made of: a submission's id is 122 bits of chance that only the LMS and the service know.
    A user's id or the exact time, as other statements of a platform are named by, could be guessed back from it.
    """
    return uuid5(_NAMESPACE, f"{submission.submission_id}/{submission.revision}/{question_id}")
