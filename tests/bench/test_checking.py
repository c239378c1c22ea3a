"""The benchmark of checking compares like with like."""

from __future__ import annotations

import pytest

from surveys.answers import check_answers
from surveys.definition import QuestionType, load_survey
from tests.bench.checking import make_sure_of_agreement
from tests.bench.forty_questions import QUESTIONS, Document, forty_questions, submissions
from tests.bench.marshmallow_answers import submission_schema

SURVEY = forty_questions()
PAGES = SURVEY.data["pages"]
SOME = submissions(SURVEY, 200)


def test_the_survey_has_forty_questions_of_every_type_with_conditions_and_batteries() -> None:
    own = [question for question in SURVEY if question.specifies is None]
    assert len(own) == QUESTIONS
    assert {question.type for question in own} == set(QuestionType)
    assert sum(question.condition is not None for question in own) >= 10
    assert len({question.battery.id for question in own if question.battery}) == 2


def test_both_ways_find_the_same_problems() -> None:
    make_sure_of_agreement(SURVEY, SOME, submission_schema(SURVEY))


def test_both_ways_keep_the_same_questions() -> None:
    schema = submission_schema(SURVEY)
    for sent in SOME:
        checked = check_answers(SURVEY, sent, "en")
        if not checked.problems:
            listed = [{"question": name, "value": value} for name, value in sent.items()]
            assert list(schema.load({"answers": listed})) == list(checked.values)


def test_a_rule_that_is_left_out_is_noticed() -> None:
    lenient = {**SURVEY.data, "pages": [{**page, "questions": [*map(_optional, page["questions"])]} for page in PAGES]}
    with pytest.raises(RuntimeError, match="do not check the same"):
        make_sure_of_agreement(SURVEY, [*SOME, {}], submission_schema(load_survey(lenient)))


def _optional(question: Document) -> Document:
    return {**question, "required": False}
