"""What somebody sent, as the LMS keeps it: events hold no answers, so statements look them up here."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache

from surveys.contract import Submission
from surveys.contract_reading import read_definition, read_submission
from surveys.definition import Survey, load_survey
from surveys.errors import SurveyError
from surveys.privacy import PrivacyMode
from xblock_impact.aspects.closed_questions import closed_questions

log = logging.getLogger(__name__)

OUTBOX = "xblock_impact.lms"
"""The Django app that keeps submissions."""

SURVEYS = 32  # read ones that a process keeps; a worker meets the same few again and again


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """A submission with the answers to closed questions only, in the order of the form, and its survey."""

    survey: Survey
    submission: Submission


def closed_answers(usage_key: str, user_id: int, wave: str, revision: int) -> AnsweredForm | None:
    """Return what the account ``user_id`` sent in the block ``usage_key``. Raises what the database raises.

    None where nothing may be told: it was sent anonymously, nobody stands for it yet, or it is not kept.
    """
    try:
        kept = _kept(usage_key, str(user_id), wave, revision)
    except SurveyError:  # its message may quote what it is about
        log.warning("No statements of a submission in %s: what is kept of it cannot be read.", usage_key)
        return None
    if kept is None or kept.submission.mode is PrivacyMode.ANONYMOUS or kept.submission.participant is None:
        return None
    given = kept.submission.answers
    answers = {name: given[name] for name in closed_questions(kept.survey) if given.get(name) is not None}
    return AnsweredForm(kept.survey, replace(kept.submission, answers=answers))


def _kept(usage_key: str, account: str, wave: str, revision: int) -> AnsweredForm | None:
    """Return the newest submission of that revision, with all its answers. After a reset there may be an older one."""
    from django.apps import apps

    if not apps.is_installed(OUTBOX):
        return None
    from xblock_impact.lms.models import StoredParcel

    sent = StoredParcel.objects.filter(usage_key=usage_key, account=account, wave=wave, revision=revision)
    parcel = sent.select_related("definition").order_by("accepted_at").last()
    if parcel is None or parcel.wiped or not parcel.sealed:
        return None
    return AnsweredForm(_survey(bytes(parcel.definition.body)), read_submission(bytes(parcel.body)))


@lru_cache(maxsize=SURVEYS)
def _survey(definition: bytes) -> Survey:
    return load_survey(read_definition(definition).survey)
