"""What is written as SurveyJS JSON and read again is the same survey."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from surveys.conditions import read_condition
from surveys.definition import Survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions
from surveys.interchange.report import Outcome, Report
from surveys.interchange.surveyjs import read, write
from surveys.interchange.surveyjs.dialect import translated
from surveys.interchange.surveyjs.own import PROPERTY
from surveys.interchange.surveyjs.writing import variables_of
from tests.surveys.interchange.surveyjs.answering import answer_sets
from tests.surveys.interchange.surveyjs.every_type import every_check, every_condition
from tests.surveys.interchange.surveyjs.theirs import Theirs
from tests.surveys.interchange.xlsform.made_up import MadeUp

SURVEYS = {
    **{name: load_instrument(name) for name in instrument_names()},
    "conditions": every_condition(),
    "checks": every_check(),
}


def back(data: bytes) -> tuple[Survey, Report]:
    """Return what is read of a written file."""
    reading = read(data, "file.json", Assumptions())
    return reading.survey, reading.report


@pytest.mark.parametrize("name", SURVEYS)
def test_a_survey_comes_back_with_the_same_document(name: str) -> None:
    survey = SURVEYS[name]
    written = write(survey)
    returned, report = back(written.data)
    assert returned.data == survey.data
    assert returned.digest == survey.digest
    assert report.in_file == report.carried_questions == written.report.in_file
    assert [finding for finding in report.findings if finding.outcome is not Outcome.CHANGED] == []


def test_made_up_surveys_come_back_the_same() -> None:
    for seed in range(150):
        survey = MadeUp(seed).survey()
        assert back(write(survey).data)[0] == survey, seed


@pytest.mark.parametrize("name", SURVEYS)
def test_the_report_of_writing_counts_every_question_and_names_what_surveyjs_does_not_know(name: str) -> None:
    survey = SURVEYS[name]
    report = write(survey).report
    assert report.in_file == sum(question.specifies is None for question in survey)
    assert report.in_file == report.carried_questions
    assert any("level, version" in finding.what for finding in report.findings)


def test_without_our_own_property_the_words_of_surveyjs_still_say_the_same_conditions() -> None:
    """Every condition that can be read back from SurveyJS's words alone holds for the same answers."""
    survey = every_condition()
    writing = write(survey)
    theirs = Theirs(survey, json.loads(writing.data), writing.report)
    variables = variables_of(survey)
    answers = [one.ours for one in answer_sets(theirs, 300, seed=5)]
    compared = 0
    for question in survey.pages[1].questions:
        expression = theirs.element_of(question.id).get("visibleIf")
        if question.condition is None or expression is None or "iif" in expression or "refused" in expression:
            continue
        again = translated(expression, variables).document
        if not isinstance(again, bool):
            compared += 1
            read_again = read_condition(again)
            for values in answers:
                assert read_again.holds(values) == question.condition.holds(values), expression
    assert compared > 50


def test_our_own_words_give_way_where_somebody_changed_those_of_surveyjs() -> None:
    survey = every_condition()
    file = json.loads(write(survey).data)
    element = file["pages"][2]["elements"][0]
    element["title"] = {"default": "Another question about {line}?", "nl": "Iets anders?"}
    element["visibleIf"] = "{nps} > 8"
    returned, _ = back(json.dumps(file).encode())
    assert returned.questions["end"].text["en"] == "Another question about {line}?"
    condition = returned.questions["end"].condition
    assert condition is not None
    assert condition.document == {">": [{"var": "nps"}, 8]}


def test_a_file_whose_own_property_was_dropped_is_read_with_assumptions() -> None:
    survey = load_instrument("pilot")
    file = json.loads(write(survey).data, object_hook=lambda one: {k: v for k, v in one.items() if k != PROPERTY})
    returned, report = back(json.dumps(file).encode())
    assert [question.id for question in returned if not question.battery] == [
        question.id for question in survey if not question.battery
    ]
    assert {finding.what.partition(" (")[0] for finding in report.of(Outcome.ASSUMED)} >= {
        "Level of questions",
        "Licence",
        "Minutes to answer",
    }


def test_a_scale_that_is_defined_nowhere_any_more_is_reported() -> None:
    file = json.loads(write(load_instrument("pilot")).data)
    del file[PROPERTY]
    returned, report = back(json.dumps(file).encode())
    assert {question.scale for question in returned} == {None}
    assert any(finding.what.startswith("Scale ") for finding in report.of(Outcome.LEFT_OUT))


_JUNK: tuple[Any, ...] = (None, True, 0, -1, 1.5, "", "x", "{q} = 1", [], {}, [[]], [{}], {"a": 1}, ["a", 1], 10**12)


def test_a_file_with_anything_changed_is_read_or_refused() -> None:
    """What is read loads, as read() promises; anything but FileRefused would come out of here."""
    random = Random(7)
    files = [json.loads(write(survey).data) for survey in (every_check(), load_instrument("reaction"))]
    refused = 0
    for number in range(200):
        file = json.loads(json.dumps(files[number % len(files)]))
        for _ in range(random.randint(1, 4)):
            _change(random, file)
        try:
            back(json.dumps(file).encode())
        except FileRefused:
            refused += 1
    assert 0 < refused < 100


def _change(random: Random, container: Any) -> None:
    """Put junk somewhere into ``container``, take a part away, or give one part the value of another."""
    while True:
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        if not keys:
            return
        key = random.choice(keys)
        if isinstance(container[key], dict | list) and random.random() < 0.8:
            container = container[key]
            continue
        if random.random() < 0.3:
            del container[key]
        else:
            container[key] = deepcopy(random.choice((*_JUNK, container[random.choice(keys)])))
        return
