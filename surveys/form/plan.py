"""What the form's script has to know to ask, and to leave out, the same questions as ``check_answers``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.answers.choices import places_of
from surveys.answers.values import AnswerValue
from surveys.conditions import Condition
from surveys.definition.making import other_id
from surveys.definition.model import LISTS, Page, Question, QuestionType, Survey

Plan = dict[str, Any]


def plan_of(survey: Survey, recalled: Mapping[str, AnswerValue]) -> Plan | None:
    """Return the plan for ``asked.js``, None where every question is always asked.

    ``{known, pages: [{id, when?, questions: [{id, when?, read?}]}]}``: ``when`` is a condition's document, ``read`` how
    to read the answer to a question that a condition looks at. Questions with neither are not in it.
    """
    conditions = list(_conditions(survey))
    if not conditions:
        return None
    looked_at = frozenset().union(*(condition.variables for condition in conditions))
    known = {recall.id: recalled.get(recall.id) for recall in survey.recalls}
    pages = (_page(page, looked_at) for page in survey.pages)
    return {
        "known": {name: value for name, value in known.items() if value is not None and name in looked_at},
        "pages": [page for page in pages if "when" in page or page["questions"]],
    }


def _conditions(survey: Survey) -> Iterator[Condition]:
    for page in survey.pages:
        if page.condition is not None:
            yield page.condition
        for question in page.questions:
            if question.condition is not None:
                yield question.condition


def _page(page: Page, looked_at: frozenset[str]) -> Plan:
    questions = (_question(question, looked_at) for question in page.questions)
    plan: Plan = {"id": page.id, "questions": [question for question in questions if len(question) > 1]}
    if page.condition is not None:
        plan["when"] = page.condition.document
    return plan


def _question(question: Question, looked_at: frozenset[str]) -> Plan:
    plan: Plan = {"id": question.id}
    if question.condition is not None:
        plan["when"] = question.condition.document
    if question.id in looked_at:
        plan["read"] = _reading(question)
    return plan


def _reading(question: Question) -> Plan:
    """Return how to read an answer: its type, and the bounds beyond which the server would refuse it."""
    reading: Plan = {"type": question.type.value, **_bounds(question)}
    if question.declinable:
        reading["declinable"] = True
    if question.options:
        reading["codes"] = [option.code for option in question.options]
    if question.type in LISTS:
        alone = [option.code for option in question.options if option.exclusive or option.not_applicable]
        reading |= {"alone": alone, "maximum": places_of(question)}
    if question.type is QuestionType.NUMBER:
        reading["whole"] = question.whole
    if question.other is not None:
        reading["exclusive"] = [option.code for option in question.options if option.exclusive]
        reading["other"] = [other_id(question.id), question.other.code]
    return reading


def _bounds(question: Question) -> Plan:
    numbers = {name: getattr(question, name) for name in ("minimum", "maximum")}
    days = {name: getattr(question, name) for name in ("earliest", "latest")}
    return {
        **{name: limit for name, limit in numbers.items() if limit is not None},
        **{name: day.isoformat() for name, day in days.items() if day is not None},
    }
