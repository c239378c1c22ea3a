"""What somebody sent, looked up where the LMS keeps it. The seam between statements and the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from surveys.contract import Submission
from surveys.definition import Survey
from surveys.privacy import PrivacyMode
from xblock_impact.aspects.closed_questions import closed_questions
from xblock_impact.errors import StateUnreadable

log = logging.getLogger(__name__)

PROVIDER = "IMPACT_ANSWERED_FORMS"
"""Django setting: the dotted name of what looks forms up."""

DEFAULT_PROVIDER = "xblock_impact.lms.answered_forms.answered_form"

Provider: TypeAlias = Callable[[str, int, str, int], tuple[Survey, Submission] | None]
"""``(usage_key, user_id, wave, revision)`` → the survey, and the submission with all its answers, as it is kept.

None if exactly that revision is not kept, or not with its user. Raises StateUnreadable for what this release cannot
read, and whatever its database raises.
"""


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """A submission with the answers to closed questions only, in the order of the form, and its survey."""

    survey: Survey
    submission: Submission


def closed_answers(usage_key: str, user_id: int, wave: str, revision: int) -> AnsweredForm | None:
    """Return what the account ``user_id`` sent in the block ``usage_key``.

    None where nothing may be told: it was sent anonymously, nobody stands for it, or it is not kept.
    """
    found = _looked_up(usage_key, user_id, wave, revision)
    if found is None:
        return None
    survey, submission = found
    if submission.mode is PrivacyMode.ANONYMOUS or submission.participant is None:
        return None
    given = submission.answers
    answers = {name: given[name] for name in closed_questions(survey) if given.get(name) is not None}
    return AnsweredForm(survey, replace(submission, answers=answers))


def provider(settings: Any) -> Provider:
    """Return what looks forms up, as the Django ``settings`` name it. Raises ImportError if there is no such thing."""
    from django.utils.module_loading import import_string

    found: Provider = import_string(getattr(settings, PROVIDER, DEFAULT_PROVIDER))
    return found


def _looked_up(usage_key: str, user_id: int, wave: str, revision: int) -> tuple[Survey, Submission] | None:
    from django.conf import settings

    try:
        look_up = provider(settings)
    except ImportError:
        log.warning("No statements: what %s names cannot be imported.", PROVIDER)
        return None
    try:
        return look_up(usage_key, user_id, wave, revision)
    except StateUnreadable:
        log.warning("No statements of a submission in %s: it cannot be read.", usage_key)
        return None
