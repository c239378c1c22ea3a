"""What may be said about a campaign."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from evaluation.campaigns import catalogue, definitions, rollup
from evaluation.errors import CampaignUnknown
from evaluation.results import CampaignResults, QuestionFigures, campaign_results
from evaluation.storage.engine import writing
from surveys.contract import Definition
from surveys.definition import QuestionType, load_survey
from surveys.levels import Level
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import NOW, Service, submission_of
from tests.evaluation.survey import FULL, SURVEY

OPTIONS = ("never", "seldom", "sometimes", "often", "always", "cannot_judge")


def _results(service: Service, language: str = "en") -> CampaignResults:
    with service.engine.connect() as connection:
        return campaign_results(connection, "pilot", language)


def _figures(results: CampaignResults, question: str, version: int = 1) -> QuestionFigures:
    found = [one.figures for _, one in results if (one.question, one.version) == (question, version)]
    assert len(found) == 1
    assert found[0] is not None
    return found[0]


def _closed(service: Service, *answers: dict[str, Any], mode: PrivacyMode = PrivacyMode.ANONYMOUS) -> CampaignResults:
    service.answer(service.publish(mode=mode), *answers)
    service.close()
    return _results(service)


def _changed(**changes: Any) -> dict[str, Any]:
    """Return the survey with another "recognise"."""
    survey = deepcopy(SURVEY)
    survey["pages"][0]["questions"][-1] |= changes
    return survey


def test_a_scale_has_its_distribution_and_its_top_2_boxes(service: Service) -> None:
    results = _closed(service, *({"recognise": option} for option in OPTIONS for _ in range(2)))

    figures = _figures(results, "recognise")

    assert (figures.n, figures.respondents, figures.not_applicable, figures.denominator) == (12, 12, 2, 10)
    assert [(one.option, one.count, one.share) for one in figures.distribution] == [
        (option, 2, 0.2) for option in OPTIONS[:-1]
    ]
    assert [(one.option, one.count, one.share) for one in figures.set_apart] == [("cannot_judge", 2, None)]
    assert figures.top_2_box is not None
    assert (figures.top_2_box.count, figures.top_2_box.n) == (4, 10)


def test_who_did_not_answer_a_question_is_a_respondent_but_not_in_its_n(service: Service) -> None:
    results = _closed(service, *[{"recognise": "often"}] * 5, *[{"pace": "too_slow"}] * 6)

    figures = _figures(results, "recognise")

    assert (figures.n, figures.respondents) == (5, 11)


def test_numbers_have_their_middle_and_recommendations_their_score(service: Service) -> None:
    results = _closed(service, *({"minutes": 10 * one, "recommend": one} for one in range(1, 11)))

    number, score = _figures(results, "minutes").number, _figures(results, "recommend").recommendation

    assert number is not None
    assert (number.lower_quartile, number.median, number.upper_quartile) == (30, 55, 80)
    assert score is not None
    assert (score.score, score.promoters, score.passives, score.detractors) == (-40, 2, 2, 6)


def test_numbers_are_distributed_in_their_own_order(service: Service) -> None:
    results = _closed(service, *({"minutes": minutes} for minutes in (100, 9, 9, 20, 3)))

    assert [one.option for one in _figures(results, "minutes").distribution] == ["3", "9", "20", "100"]


def test_comments_are_counted_and_never_read(service: Service) -> None:
    results = _closed(service, *[FULL] * 2, *[{"pace": "too_fast"}] * 4)

    figures = _figures(results, "comment")

    assert (figures.n, figures.respondents) == (2, 6)
    assert FULL["comment"] not in json.dumps(results.to_json())


def test_a_question_that_fewer_than_the_threshold_answered_has_no_figures(service: Service) -> None:
    results = _closed(service, *[FULL] * 4, *[{"recognise": "often"}] * 2)

    shown = {one.question: one.figures is not None for _, one in results}

    assert shown == {"pace": False, "minutes": False, "recommend": False, "comment": True, "recognise": True}


@pytest.mark.parametrize("mode", [PrivacyMode.ANONYMOUS, PrivacyMode.CONFIDENTIAL])
def test_a_question_that_fewer_than_the_threshold_could_judge_has_no_figures(
    service: Service, mode: PrivacyMode
) -> None:
    """Otherwise the one who judged among many who could not would be shown."""
    results = _closed(service, *[{"recognise": "cannot_judge"}] * 8, *[{"recognise": "never"}] * 4, mode=mode)

    question = next(one for _, one in results if one.question == "recognise").to_json()

    hidden = ("n", "respondents", "not_applicable", "distribution", "set_apart", "top_2_box", "period")
    assert {name: question[name] for name in hidden} == dict.fromkeys(hidden)


def test_five_who_judged_show_also_among_many_who_could_not(service: Service) -> None:
    figures = _figures(_closed(service, *[{"recognise": o} for o in ["cannot_judge"] * 8 + ["never"] * 5]), "recognise")

    assert (figures.n, figures.not_applicable, figures.denominator) == (13, 8, 5)


def test_in_an_identified_campaign_one_who_could_not_judge_shows_too(service: Service) -> None:
    figures = _figures(_closed(service, {"recognise": "cannot_judge"}, mode=PrivacyMode.IDENTIFIED), "recognise")

    assert (figures.n, figures.not_applicable, figures.top_2_box) == (1, 1, None)


def test_options_that_are_set_apart_are_in_the_document_with_their_counts(service: Service) -> None:
    document = _closed(service, *[FULL] * 5, *[{"recognise": "cannot_judge"}] * 2).to_json()

    question = document["levels"][3]["questions"][0]
    assert question["set_apart"] == [{"option": "cannot_judge", "text": "Cannot judge", "count": 2}]
    assert question["not_applicable"] == 2


def test_a_scale_of_three_points_has_no_top_2_boxes(service: Service) -> None:
    three = _changed(options=SURVEY["pages"][0]["questions"][-1]["options"][1:4])
    service.answer(service.publish(survey=three), *[{"recognise": "often"}] * 6)
    service.close()

    figures = _figures(_results(service), "recognise")

    assert (figures.n, figures.top_2_box) == (6, None)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "number", "unit": {"en": "times"}, "options": None},
        {"type": "recommendation", "options": None},
        {"type": "free_text", "options": None},
    ],
)
def test_one_question_of_two_types_is_two_questions_and_no_failure(
    sqlite_engine: Engine, other: dict[str, Any]
) -> None:
    """Registration refuses it; a database that has it anyway can still be read."""
    survey = _changed(**other)
    survey["pages"][0]["questions"][-1] = {
        name: value for name, value in survey["pages"][0]["questions"][-1].items() if value is not None
    }
    service = Service(sqlite_engine)
    service.answer(service.publish(), *[{"recognise": "often"}] * 6)
    with writing(service.engine) as connection:
        definitions.add(connection, catalogue.find(connection, "pilot"), load_survey(survey), NOW)
    service.close()

    results = _results(service)

    found = {one.type: one.figures for _, one in results if one.question == "recognise"}
    assert set(found) == {QuestionType.SCALE, QuestionType(other["type"])}
    scale = found[QuestionType.SCALE]
    assert scale is not None
    assert {one.option: one.count for one in scale.distribution}["often"] == 6
    assert service.signed_in().get("/campaigns/pilot").status_code == 200


def test_figures_and_how_many_show_are_of_one_moment(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release between the two statements moves both or neither."""
    definition = service.publish()
    service.answer(definition, *[FULL] * 10)
    read = rollup.read

    def release_and_read(*arguments: Any) -> Any:
        monkeypatch.undo()
        service.answer(definition, *[FULL] * 5)
        return read(*arguments)

    reader = service.signed_in()
    monkeypatch.setattr(rollup, "read", release_and_read)
    torn = reader.get("/api/v1/campaigns/pilot/results").json
    later = reader.get("/api/v1/campaigns/pilot/results").json

    seen = [(one["release"]["shown"], one["levels"][3]["questions"][0]["n"]) for one in (torn, later)]
    assert seen == [(5, 5), (10, 10)]


def test_an_identified_campaign_has_no_threshold(service: Service) -> None:
    definition = service.publish(mode=PrivacyMode.IDENTIFIED)
    before = _results(service)

    service.answer(definition, FULL)
    after = _results(service)

    assert (before.release.shown, before.release.state) == (0, "too_few")
    assert (after.release.shown, after.release.state, after.release.next_update_at) == (1, "complete", None)
    assert _figures(after, "pace").n == 1


def test_a_raised_threshold_holds_for_everything(service: Service) -> None:
    service.answer(service.publish(min_respondents=8), *[FULL] * 7)
    service.close()

    results = _results(service)

    assert (results.release.min_respondents, results.release.shown) == (8, 0)


@pytest.mark.parametrize(
    ("persons", "closed", "shown", "coming", "state"),
    [
        (0, False, 0, None, "too_few"),
        (4, False, 0, 10, "too_few"),
        (4, True, 0, 5, "too_few"),
        (6, False, 0, 10, "waiting"),
        (6, True, 6, None, "complete"),
        (12, False, 5, 15, "partial"),
        (15, False, 10, 20, "partial"),
    ],
)
def test_releases_say_how_far_they_are(
    service: Service, persons: int, closed: bool, shown: int, coming: int | None, state: str
) -> None:
    service.answer(service.publish(), *[FULL] * persons)
    if closed:
        service.close()

    release = _results(service).release

    assert (release.answered, release.shown, release.next_update_at, release.state) == (persons, shown, coming, state)


def test_the_period_runs_from_the_first_month_to_the_last(service: Service) -> None:
    definition = service.publish(mode=PrivacyMode.ANONYMOUS)
    for days in (0, 0, 0, 100, 400):
        service.deliver(submission_of(definition, FULL, answered_at=NOW - timedelta(days=days)))
    service.close()

    results = _results(service)

    assert results.to_json()["period"] == {"from": "2025-10", "to": "2026-11"}
    assert results.to_json()["levels"][1]["questions"][0]["period"] == {"from": "2025-10", "to": "2026-11"}


def test_versions_of_a_question_stand_side_by_side_the_newest_first(service: Service) -> None:
    old = service.publish()
    service.answer(old, *[FULL] * 5)
    new = service.publish(survey=_changed(version=2, text={"en": "Better worded?"}))
    service.answer(new, *[FULL] * 6)
    service.close()

    results = _results(service)

    asked = [(one.version, one.text) for _, one in results if one.question == "recognise"]
    assert asked == [(2, "Better worded?"), (1, "Do you recognise <needs> & wishes?")]
    assert (_figures(results, "recognise", 2).n, _figures(results, "recognise", 1).n) == (6, 5)
    assert _figures(results, "pace").n == 11


def test_an_option_that_a_later_survey_dropped_keeps_its_name_and_count(service: Service) -> None:
    service.answer(service.publish(), *[{"recognise": "never"}] * 5)
    fewer = _changed(options=SURVEY["pages"][0]["questions"][-1]["options"][1:])
    service.answer(service.publish(survey=fewer), *[FULL] * 5)
    service.close()

    figures = _figures(_results(service), "recognise")

    assert {one.text: one.count for one in figures.distribution}["Never"] == 5
    assert figures.n == 10
    assert figures.top_2_box is None


def test_all_seven_levels_are_there_also_without_any_survey(service: Service) -> None:
    service.publish()

    levels = _results(service).levels

    assert [level.level for level in levels] == list(Level)
    assert [level.level for level in levels if not level.gap] == [Level.INTERVENTIONS, Level.WORK_BEHAVIOUR]


def test_an_unknown_campaign_has_no_results(service: Service) -> None:
    with pytest.raises(CampaignUnknown):
        _results(service)


def test_the_document_has_exactly_the_members_agreed(service: Service) -> None:
    document = _closed(service, *[FULL] * 6).to_json()

    assert list(document) == ["campaign", "language", "release", "period", "levels"]
    assert list(document["campaign"]) == ["key", "title", "mode", "state", "closed_at"]
    assert list(document["release"]) == ["answered", "shown", "min_respondents", "next_update_at", "state"]
    assert list(document["levels"][0]) == ["level", "number", "title", "guiding_question", "gap", "questions"]
    question = document["levels"][3]["questions"][0]
    assert question == {
        "question": "recognise",
        "version": 1,
        "type": "scale",
        "text": "Do you recognise <needs> & wishes?",
        "battery": None,
        "node": "needs",
        "privacy": "standard",
        "unit": None,
        "conditional": False,
        "n": 6,
        "respondents": 6,
        "not_applicable": 0,
        "declined": 0,
        "distribution": [
            {"option": option, "text": option.capitalize(), "count": count, "share": count / 6}
            for option, count in zip(OPTIONS[:-1], (0, 0, 0, 6, 0), strict=True)
        ],
        "set_apart": [{"option": "cannot_judge", "text": "Cannot judge", "count": 0}],
        "top_2_box": {
            "count": 6,
            "n": 6,
            "share": 1.0,
            "low": pytest.approx(0.6097, abs=5e-5),
            "high": 1.0,
            "confidence": 0.95,
            "method": "wilson",
        },
        "number": None,
        "recommendation": None,
        "ranking": None,
        "dates": None,
        "period": {"from": "2026-11", "to": "2026-11"},
    }


def test_identical_answers_in_every_mode_give_identical_figures(service: Service) -> None:
    documents = []
    for mode in PrivacyMode:
        definition = service.publish(f"in-{mode}", mode)
        service.answer(definition, *[FULL] * 3, *[{**FULL, "recognise": "never"}] * 3)
        service.close(definition.campaign)
        documents.append(_levels(service, definition))

    assert documents[0] == documents[1] == documents[2]


def _levels(service: Service, definition: Definition) -> Any:
    with service.engine.connect() as connection:
        return campaign_results(connection, definition.campaign, "en").to_json()["levels"]
