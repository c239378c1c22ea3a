"""SurveyJS itself asks the same questions and accepts the same answers, of what we write and of what we read.

survey-core 3.1.1 in Node is given 1,000 random sets of answers a file. It agrees on every one, as long as they are what
its form lets respondents give. Known differences, which the sets therefore leave out:

- SurveyJS's own option "other" is not accepted without words; here the words may be left out (reported by import).
- Its conditions see answers that it refuses for another reason than bounds: not whole, too long, too many. Nobody gets
  past such an answer there, and here it is none.
- Its conditions do not mind capital letters or white space around words (reported by export and import).
- It checks no bounds of sliders and of the fields of a multiple text, and no ``maxLength`` without a validator: what
  can be moved or typed stays within them.
- A text of white space only is an answer there and none here. Days that the calendar does not have are only kept out
  by the browser.
- Answers to hidden questions count in conditions there, unless ``clearInvisibleValues`` says otherwise (as it does in
  what we write; reported by import).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveys.definition import Survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange.exchange import Assumptions
from surveys.interchange.surveyjs import read, write
from surveys.interchange.surveyjs.own import PROPERTY
from tests.oracles.node import Node
from tests.surveys.interchange.surveyjs.answering import Outcome, answer_sets, our_outcome
from tests.surveys.interchange.surveyjs.every_type import every_check, every_condition
from tests.surveys.interchange.surveyjs.theirs import Theirs
from tests.surveys.interchange.xlsform.made_up import MadeUp

SETS = 1_000
FILES = Path(__file__).parent / "files"


def assert_same(node: Node, theirs: Theirs, seed: int, number: int = SETS) -> None:
    """Ask both about the same ``number`` of sets of answers, and expect the same."""
    sets = answer_sets(theirs, number, seed)
    calls = [{"answers": one.theirs, "variables": one.variables} for one in sets]
    (said,) = node.call("surveyjs", "answered", [[theirs.definition, calls]])
    ours = [our_outcome(theirs, one) for one in sets]
    asked = [tuple(name for name in one["asked"] if name in theirs.names) for one in said]
    surveyjs = [Outcome(names, one["valid"]) for names, one in zip(asked, said, strict=True)]
    different = [(one, mine, his) for one, mine, his in zip(sets, ours, surveyjs, strict=True) if mine != his]
    assert different == []
    assert number < SETS or {outcome.valid for outcome in ours} == {True, False}  # both happen


def exported(survey: Survey) -> Theirs:
    """Return what ``survey`` is in SurveyJS."""
    writing = write(survey)
    return Theirs(survey, json.loads(writing.data), writing.report)


@pytest.mark.parametrize("name", instrument_names())
def test_surveyjs_asks_and_accepts_the_same_for_an_instrument(node: Node, name: str) -> None:
    assert_same(node, exported(load_instrument(name)), seed=1)


def test_surveyjs_asks_and_accepts_the_same_for_every_condition(node: Node) -> None:
    assert_same(node, exported(every_condition()), seed=2)


def test_surveyjs_asks_and_accepts_the_same_for_every_reason_to_refuse_an_answer(node: Node) -> None:
    assert_same(node, exported(every_check()), seed=2)


@pytest.mark.parametrize("name", ["workshop", "team", "old_style"])
def test_we_ask_and_accept_the_same_as_surveyjs_for_a_survey_of_its_own(node: Node, name: str) -> None:
    data = (FILES / f"{name}.json").read_bytes()
    reading = read(data, f"{name}.json", Assumptions())
    assert_same(node, Theirs(reading.survey, json.loads(data), reading.report), seed=3)


def test_surveyjs_asks_and_accepts_the_same_for_made_up_surveys(node: Node) -> None:
    for seed in range(20):
        assert_same(node, exported(MadeUp(seed).survey()), seed, number=25)


@pytest.mark.parametrize("survey", [every_condition(), every_check()], ids=["conditions", "checks"])
def test_a_survey_comes_back_the_same_after_surveyjs_has_saved_it(node: Node, survey: Survey) -> None:
    (saved,) = node.call("surveyjs", "saved", [[json.loads(write(survey).data), PROPERTY]])
    assert read(json.dumps(saved).encode(), "file.json", Assumptions()).survey == survey


@pytest.mark.parametrize("survey", [every_condition(), every_check()], ids=["conditions", "checks"])
def test_surveyjs_understands_all_that_is_written_but_our_own_property(node: Node, survey: Survey) -> None:
    (errors,) = node.call("surveyjs", "errors", [[json.loads(write(survey).data)]])
    assert {error.rpartition(": ")[2] for error in errors} == {"'impact'."}
