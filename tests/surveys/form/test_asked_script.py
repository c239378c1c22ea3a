"""The script in the page asks what the server asks: no difference over made-up surveys and answers."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import check_answers
from surveys.definition import Survey
from surveys.form.plan import plan_of
from tests.oracles.node import Node
from tests.surveys.documents import question_document, survey_of
from tests.surveys.form.every_type import EVERY_TYPE
from tests.surveys.form.made_up import MadeUp

SURVEYS, ANSWERS, EXAMPLES = 10, 20, 50  # 10,000 pairs of a survey and answers


def by_server(survey: Survey, raw: dict[str, Any], recalled: Any) -> dict[str, dict[str, bool | None]]:
    """Return what is asked, for everything in the plan that has a condition."""
    asked = set(check_answers(survey, raw, "nl", recalled=recalled).asked)
    questions: dict[str, bool | None] = {
        question.id: question.id in asked for question in survey if question.condition is not None
    }
    pages: dict[str, bool | None] = {}
    for page in survey.pages:
        if page.condition is not None:
            always = [question.id for question in page.questions if question.condition is None]
            pages[page.id] = bool(asked.intersection(always)) if always else None
    return {"pages": pages, "questions": questions}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(min_value=0))
def test_script_and_server_ask_the_same(node: Node, seed: int) -> None:
    made_up = MadeUp(random.Random(seed))
    calls, expected = [], []
    for _ in range(SURVEYS):
        survey, recalled = made_up.survey(), made_up.recalled()
        plan = plan_of(survey, recalled) or {"known": {}, "pages": []}
        for _ in range(ANSWERS):
            raw = made_up.answers(survey)
            calls.append((plan, raw))
            expected.append(by_server(survey, raw, recalled))
    for call, script, server in zip(calls, node.call("asked", "asked", calls), expected, strict=True):
        assert script["questions"] == server["questions"], call
        known = {page: shown for page, shown in server["pages"].items() if shown is not None}
        assert {page: script["pages"][page] for page in known} == known, call


def test_made_up_questions_are_asked_about_as_often_as_not() -> None:
    """Otherwise the comparison would compare nothing."""
    made_up = MadeUp(random.Random(1))
    shown: list[bool | None] = []
    for _ in range(200):
        survey = made_up.survey()
        shown.extend(by_server(survey, made_up.answers(survey), {})["questions"].values())
    assert 0.25 < sum(map(bool, shown)) / len(shown) < 0.75


def test_a_survey_without_conditions_needs_no_plan() -> None:
    assert plan_of(survey_of(question_document("number")), {}) is None


def test_a_plan_holds_only_what_conditions_need() -> None:
    plan = plan_of(EVERY_TYPE, {"goal": "x"})
    assert plan is not None
    assert plan["known"] == {}  # no condition looks at it
    named = [question["id"] for page in plan["pages"] for question in page["questions"]]
    assert named == ["used", "used_other", "why_not", "often", "spent", "helped", "helped_other", "first", "times"]
