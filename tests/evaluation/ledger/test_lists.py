"""Answers that are lists, ranked, declined or dates: what is stored of them, what changes, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from evaluation.campaigns import catalogue
from evaluation.errors import DefinitionRefused
from evaluation.ledger.rebuilding import rebuild
from evaluation.storage.engine import writing
from evaluation.storage.tables import answers
from surveys.answers import DECLINED, RESPONDENTS
from surveys.contract import Definition, ReceiptStatus, Submission
from surveys.privacy import PrivacyMode
from tests.evaluation import follow_up
from tests.evaluation.follow_up import FULL
from tests.evaluation.sending import House, definition_of, submission_to


def _open(house: House, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL) -> Definition:
    definition = definition_of(mode=mode, survey=follow_up.SURVEY)
    house.register(definition)
    return definition


def _stored(house: House) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with house.engine.connect() as connection:
        for question, option in connection.execute(select(answers.c.question_id, answers.c.option)):
            found.setdefault(question, set()).add(option)
    return found


def _revised(submission: Submission, revision: int, **changes: Any) -> Submission:
    """Return ``submission`` with other answers, and without the words for "elsewhere"."""
    fields = {name: getattr(submission, name) for name in Submission.__dataclass_fields__}
    kept = {name: answer for name, answer in submission.answers.items() if name != "where_other"}
    return Submission(**{**fields, "revision": revision, "answers": {**kept, **changes}})


def test_a_list_is_stored_under_each_option_and_once_for_its_respondent(house: House) -> None:
    house.answer(_open(house), 1, answers=FULL)

    assert _stored(house) == {
        "where": {RESPONDENTS, "customers", "elsewhere"},
        "where_other": {"answered"},
        "support_manager": {"some"},
        "support_peers": {"much"},
        "first_use": {"2026-10"},
        "saved": {"90"},
        "ranked": {RESPONDENTS, "1~support", "2~time"},
    }


def test_words_are_kept_with_their_answer_and_with_no_other(house: House) -> None:
    house.answer(_open(house), 1, answers=FULL)

    with house.engine.connect() as connection:
        texts = connection.execute(select(answers.c.question_id, answers.c.text).where(answers.c.text.is_not(None)))
        assert [tuple(row) for row in texts] == [("where_other", "At home")]


def test_of_a_date_only_the_month_leaves_the_ledger(house: House) -> None:
    house.answer(_open(house), 5, answers=FULL)
    house.close()

    assert house.counted("first_use") == {"2026-10": 5}
    assert FULL["first_use"] not in str(house.derived())


def test_prefer_not_to_say_is_stored_as_that(house: House) -> None:
    house.answer(_open(house), 1, answers={"where": None, "first_use": None, "ranked": None})

    assert _stored(house) == {"where": {DECLINED}, "first_use": {DECLINED}, "ranked": {DECLINED}}


def test_what_a_condition_hides_is_in_the_ledger_and_nowhere_else(house: House) -> None:
    """A sender that does not follow the conditions: what came is kept, what was not asked does not count."""
    house.answer(_open(house), 1, answers={**FULL, "where": ["nowhere"], "where_other": ""})

    assert set(_stored(house)) == {"where", "support_manager", "support_peers"}


@pytest.mark.parametrize(
    ("changes", "where", "ranked"),
    [
        ({"where": ["team"]}, {RESPONDENTS, "team"}, {RESPONDENTS, "1~support", "2~time"}),
        ({"where": ["customers", "team"]}, {RESPONDENTS, "customers", "team"}, {RESPONDENTS, "1~support", "2~time"}),
        ({"ranked": ["time"]}, {RESPONDENTS, "customers", "elsewhere"}, {RESPONDENTS, "1~time"}),
        ({"where": None, "ranked": None}, {DECLINED}, {DECLINED}),
    ],
)
def test_a_revision_takes_the_place_of_the_whole_list(
    changes: dict[str, Any], where: set[str], ranked: set[str], house: House
) -> None:
    [sent] = house.answer(_open(house), 1, answers=FULL)

    house.put(_revised(sent, 2, **changes))

    stored = _stored(house)
    assert (stored["where"], stored["ranked"]) == (where, ranked)


def test_a_changed_list_moves_every_option_in_the_figures(house: House) -> None:
    """Its change waits for the next release, as any other's."""
    definition = _open(house)
    sent = house.answer(definition, 10, answers=FULL)
    before = house.counted("where")

    house.put(_revised(sent[0], 2, where=["team"], ranked=["time", "support"]))
    waiting = house.counted("where")
    house.answer(definition, 5, answers=FULL)
    house.close()

    assert before == waiting == {RESPONDENTS: 5, "customers": 5, "elsewhere": 5}
    assert house.counted("where") == {RESPONDENTS: 15, "customers": 14, "elsewhere": 14, "team": 1}
    assert house.counted("ranked") == {
        RESPONDENTS: 15,
        "1~support": 14,
        "2~time": 14,
        "1~time": 1,
        "2~support": 1,
    }


def test_a_release_counts_persons_and_not_what_they_ticked(house: House) -> None:
    """Four people with three ticks each are four people."""
    house.answer(_open(house), 4, answers={"where": ["customers", "team", "elsewhere"]})
    house.close()

    assert house.progress().shown == 0
    assert house.cube() == {}


@pytest.mark.parametrize("mode", list(PrivacyMode))
def test_a_rebuild_makes_lists_to_the_same_figures(mode: PrivacyMode, house: House) -> None:
    definition = _open(house, mode)
    sent = house.answer(definition, 13, answers=FULL)
    house.put(_revised(sent[0], 2, where=["team"], first_use=None))
    house.put(_revised(sent[12], 2, ranked=["peers", "tools", "time"]))
    house.answer(definition, 4, answers={"where": ["nowhere"]})
    before = house.derived()

    with writing(house.engine) as connection:
        rebuild(connection, catalogue.find(connection, "pilot"))

    assert house.derived() == before
    assert before["rollup"]


@pytest.mark.parametrize(
    "unfit",
    [
        {"where": ["mars"]},
        {"where": ["customers", "nowhere"]},
        {"where": ["no_occasion", "team"]},
        {"where": "a text"},
        {"where": 1},
        {"where": [DECLINED, "team"]},
        {"where": [RESPONDENTS]},
        {"ranked": ["1~time"]},
        {"ranked": ["time", "tools", "support", "peers"]},
        {"support_manager": ["some"]},
        {"support": "some"},
        {"first_use": "2026-13-01"},
        {"first_use": "2026-10"},
        {"first_use": 20261031},
        {"first_use": "9" * 400},
        {"saved": 1.5},
        {"saved": -1},
        {"saved": 2_401},
        {"where": ["elsewhere"], "where_other": ["At home"]},
        {"where": ["elsewhere"], "where_other": "x" * 201},
    ],
)
def test_what_fits_no_question_waits_in_quarantine(unfit: dict[str, Any], sqlite_house: House) -> None:
    submission = submission_to(_open(sqlite_house), answers=unfit)

    receipt = sqlite_house.put(submission)

    assert receipt.status is ReceiptStatus.QUARANTINED
    assert sqlite_house.quarantined() == {submission.submission_id: "unfit_answers"}
    assert _stored(sqlite_house) == {}


@pytest.mark.parametrize(
    "unreadable",
    [
        {"where": []},
        {"where": ["team", "team"]},
        {"where": [["team"]]},
        {"where": [None]},
        {"where": [{"team": True}]},
        {"where": [1, 2]},
        {"where": ["x" * 65]},
        {"where": [f"c{number}" for number in range(201)]},
        {"where": {"team": True}},
        {"where": True},
        {"saved": [90]},
        {"saved.hours": "1"},
    ],
)
def test_what_is_no_answer_of_the_contract_waits_in_quarantine(unreadable: dict[str, Any], sqlite_house: House) -> None:
    submission = submission_to(_open(sqlite_house), answers=unreadable)

    receipt = sqlite_house.put(submission)

    assert receipt.status is ReceiptStatus.QUARANTINED
    assert set(sqlite_house.quarantined().values()) == {"unreadable"}


def test_a_definition_that_changes_the_type_of_an_item_is_refused_with_its_place(sqlite_house: House) -> None:
    """A battery is several questions: the path is that of the item in the document."""
    _open(sqlite_house)
    items = [{**item} for item in follow_up.SUPPORT["items"]]
    changed = {
        "id": items[1]["id"],
        "version": 1,
        "type": "free_text",
        "level": "work_behaviour",
        "text": {"en": "Why?"},
    }
    page = {"id": "use", "title": {"en": "Use"}, "questions": [follow_up.WHERE, changed]}
    survey = {**follow_up.SURVEY, "pages": [page]}

    with pytest.raises(DefinitionRefused) as refused:
        sqlite_house.register(definition_of(survey=survey))

    assert [problem.path for problem in refused.value.problems] == ["survey.pages[0].questions[1].type"]
