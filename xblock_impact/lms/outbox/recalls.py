"""A learner's earlier answers, for surveys that ask by them or repeat them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.definition import Survey
from surveys.errors import JSONRefused
from surveys.strict_json import parse_json
from xblock_impact.lms.models import StoredParcel

MOST_PARCELS = 200  # of one learner: the newest


def recalled(account: str, survey: Survey) -> Mapping[str, AnswerValue]:
    """Return by recall id what ``account`` answered to the surveys that ``survey`` recalls, in any course: the newest
    submission that answers the question. One query; nothing of what was sent anonymously.
    """
    wanted = {recall.survey for recall in survey.recalls}
    if not wanted or not account:
        return {}
    found: dict[str, AnswerValue] = {}
    for survey_id, answers in reversed(_newest_first(account, wanted)):
        asked = [recall for recall in survey.recalls if recall.survey == survey_id]
        found.update({recall.id: answers[recall.question] for recall in asked if recall.question in answers})
    return found


def _newest_first(account: str, surveys: set[str]) -> list[tuple[str, Mapping[str, AnswerValue]]]:
    """Return survey id and answers of every submission, as its last revision has them."""
    rows = StoredParcel.objects.filter(account=account, definition__survey_id__in=surveys, wiped=False)
    kept = rows.order_by("-accepted_at", "-revision").values_list("submission_id", "definition__survey_id", "body")
    seen: set[UUID] = set()
    newest = []
    for submission_id, survey_id, body in kept[:MOST_PARCELS]:
        if submission_id not in seen:
            newest.append((survey_id, _answers_in(bytes(body))))
        seen.add(submission_id)
    return newest


def _answers_in(body: bytes) -> Mapping[str, Any]:
    """Return the answers, none where they cannot be read: a page is shown without them then."""
    try:
        answers = parse_json(body)["answers"]
    except (JSONRefused, KeyError, TypeError):
        return {}
    return answers if isinstance(answers, dict) else {}
