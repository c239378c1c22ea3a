"""Earlier answers that a survey recalls lead to questions, and count for nothing themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.storage.engine import writing
from surveys.contract import Definition, FactKind, Submission
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import House, definition_of, submission_to
from tests.evaluation.survey import QUESTIONS, SURVEY
from tests.evaluation.telling import everything, fact_about, tell

SAYS_SO = {"===": [{"var": "goal"}, "sell"]}
RECALLING: dict[str, Any] = {
    **SURVEY,
    "id": "recalling",
    "recalls": [{"id": "goal", "survey": "baseline", "question": "own_goal"}],
    "pages": [
        {
            **SURVEY["pages"][0],
            "questions": [
                {"id": "pace", "version": 1, **QUESTIONS["pace"]},
                {"id": "minutes", "version": 1, **QUESTIONS["minutes"], "condition": SAYS_SO},
            ],
        }
    ],
}
ANSWERS = {"pace": "too_fast", "minutes": 45}


def _recalling(mode: PrivacyMode = PrivacyMode.IDENTIFIED) -> Definition:
    return definition_of(mode=mode, survey=RECALLING)


def _about(definition: Definition, **recalled: Any) -> Submission:
    return submission_to(definition, answers=ANSWERS, recalled=recalled)


def _rebuild(house: House) -> None:
    with writing(house.engine) as conn:
        rebuilding.rebuild(conn, catalogue.find(conn, "pilot"))


@pytest.mark.parametrize(
    ("recalled", "minutes"),
    [({"goal": "sell"}, {"45": 1}), ({"goal": "rest"}, {}), ({"goal": ["sell"]}, {}), ({"goal": None}, {}), ({}, {})],
)
def test_a_question_that_hangs_on_a_recall_is_counted_only_where_it_was_asked(
    house: House, recalled: dict[str, Any], minutes: dict[str, int]
) -> None:
    definition = _recalling()
    house.register(definition)

    assert house.put(_about(definition, **recalled)).status == "accepted"

    assert house.counted("minutes") == minutes
    assert house.counted("pace") == {"too_fast": 1}


def test_what_is_recalled_is_not_counted(house: House) -> None:
    definition = _recalling()
    house.register(definition)
    house.put(_about(definition, goal="sell", pace="too_slow"))

    assert house.counted("goal") == {}
    assert house.counted("pace") == {"too_fast": 1}


def test_what_the_survey_does_not_recall_is_ignored(house: House) -> None:
    definition = _recalling()
    house.register(definition)

    assert house.put(_about(definition, goal="sell", shoe_size="44")).status == "accepted"

    assert house.counted("minutes") == {"45": 1}


def test_a_rebuild_counts_the_same_questions(house: House) -> None:
    definition = _recalling()
    house.register(definition)
    house.put(_about(definition, goal="sell"))
    house.put(_about(definition))
    before = house.derived()

    _rebuild(house)

    assert house.derived() == before
    assert house.counted("minutes") == {"45": 1}


def test_answers_that_waited_for_the_definition_count_the_same_questions(house: House) -> None:
    definition = _recalling()
    assert house.put(_about(definition, goal="sell")).status == "quarantined"

    house.register(definition)

    assert house.counted("minutes") == {"45": 1}


def test_a_release_of_several_counts_them_too(house: House) -> None:
    definition = _recalling(PrivacyMode.CONFIDENTIAL)
    house.register(definition)
    for _ in range(5):
        house.put(_about(definition, goal="sell"))

    house.close()

    assert house.counted("minutes") == {"45": 5}


def test_a_change_takes_away_what_counted_through_the_earlier_answer(house: House) -> None:
    definition = _recalling()
    house.register(definition)
    first = _about(definition, goal="sell")
    house.put(first)

    house.put(replace(first, revision=2, recalled={}))

    assert house.counted("minutes") == {}
    _rebuild(house)
    assert house.counted("minutes") == {}


def test_a_question_that_was_asked_because_of_a_recall_still_counts_once_its_person_is_erased(house: House) -> None:
    definition = _recalling()
    house.register(definition)
    sent = _about(definition, goal="sell")
    house.put(sent)
    assert sent.participant is not None

    tell(house, fact_about(sent.participant.id, FactKind.RETIRED, mode=PrivacyMode.IDENTIFIED))
    _rebuild(house)

    assert house.counted("minutes") == {"45": 1}
    assert "recalled" not in everything(house.engine, but="definitions")
