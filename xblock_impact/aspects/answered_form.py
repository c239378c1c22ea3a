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


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """A submission as the outbox keeps it, with the survey that it answers."""

    survey: Survey
    submission: Submission


AnsweredForms: TypeAlias = Callable[[str, int, str, int], AnsweredForm | None]
"""``(usage_key, user_id, wave, revision)`` → exactly that submission, None if it is not kept or has no user.

A provider raises StateUnreadable for what this release cannot read, and what its database raises.
"""


def closed_answers(usage_key: str, user_id: int, wave: str, revision: int) -> AnsweredForm | None:
    """Return what the account ``user_id`` sent in the block ``usage_key``, with the answers to closed questions only.

    None where nothing may be told: it was sent anonymously, nobody stands for it, or it is not kept.
    """
    form = _looked_up(usage_key, user_id, wave, revision)
    if form is None or form.submission.mode is PrivacyMode.ANONYMOUS or form.submission.participant is None:
        return None
    closed = closed_questions(form.survey)
    given = form.submission.answers
    answers = {name: given[name] for name in closed if given.get(name) is not None}
    return replace(form, submission=replace(form.submission, answers=answers))


def provider(settings: Any) -> AnsweredForms:
    """Return what looks forms up. Raises ImportError if there is no such thing."""
    from django.utils.module_loading import import_string

    found: AnsweredForms = import_string(getattr(settings, PROVIDER, DEFAULT_PROVIDER))
    return found


def _looked_up(usage_key: str, user_id: int, wave: str, revision: int) -> AnsweredForm | None:
    from django.conf import settings

    try:
        return provider(settings)(usage_key, user_id, wave, revision)
    except ImportError:
        log.warning("No statements: what %s names cannot be imported.", PROVIDER)
    except StateUnreadable:
        log.warning("No statements of a submission in %s: it cannot be read.", usage_key)
    return None
