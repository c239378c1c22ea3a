"""Figures of several answers, rankings, durations, dates, batteries and words for "other"; and who declined."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from evaluation.analysis import MonthBin, NumberSummary
from evaluation.results import CampaignResults, Period, QuestionFigures, QuestionResult, campaign_results, results_csv
from surveys.answers import DECLINED, RESPONDENTS
from surveys.privacy import PrivacyMode
from tests.evaluation.follow_up import BARRIERS, FULL, SURVEY
from tests.evaluation.serving import Service, submission_of

RANKINGS = [["time", "tools", "support"]] * 3 + [["support", "time"]] * 2 + [["time"]]


def _results(service: Service, language: str = "en") -> CampaignResults:
    with service.engine.connect() as connection:
        return campaign_results(connection, "pilot", language)


def _closed(service: Service, *answers: dict[str, Any], mode: PrivacyMode = PrivacyMode.ANONYMOUS) -> CampaignResults:
    service.answer(service.publish(survey=SURVEY, mode=mode), *answers)
    service.close()
    return _results(service)


def _question(results: CampaignResults, name: str) -> QuestionResult:
    return next(one for _, one in results if one.question == name)


def _figures(results: CampaignResults, name: str) -> QuestionFigures:
    figures = _question(results, name).figures
    assert figures is not None
    return figures


def _where(*codes: str) -> dict[str, Any]:
    return {"where": list(codes)}


def test_shares_of_several_answers_are_of_the_people_and_may_add_up_to_more_than_1(service: Service) -> None:
    results = _closed(
        service,
        *[_where("customers", "team")] * 4,
        *[_where("team")] * 2,
        *[_where("nowhere")] * 2,
        *[_where("no_occasion")] * 3,
        *[{"where": None}] * 2,
    )

    figures = _figures(results, "where")

    assert (figures.respondents, figures.n, figures.not_applicable, figures.declined) == (13, 11, 3, 2)
    assert figures.denominator == 8
    assert [(one.option, one.count, one.share) for one in figures.distribution] == [
        ("customers", 4, 0.5),
        ("team", 6, 0.75),
        ("elsewhere", 0, 0.0),
        ("nowhere", 2, 0.25),
    ]
    assert [(one.option, one.count) for one in figures.set_apart] == [("no_occasion", 3)]


def test_the_threshold_of_several_answers_counts_people_and_not_ticks(service: Service) -> None:
    """Four people with two ticks each, among others who answer something else, are four people."""
    results = _closed(service, *[_where("customers", "team")] * 4, *[{"support_peers": "much"}] * 4)

    assert _question(results, "where").figures is None


@pytest.mark.parametrize("others", [[{"where": None}] * 6, [_where("no_occasion")] * 6])
def test_who_declined_or_could_not_judge_does_not_show_the_few_who_answered(
    others: list[dict[str, Any]], service: Service
) -> None:
    document = _question(_closed(service, *[_where("team")] * 4, *others), "where").to_json()

    assert {name: document[name] for name in ("n", "declined", "distribution", "set_apart", "ranking", "dates")} == (
        dict.fromkeys(("n", "declined", "distribution", "set_apart", "ranking", "dates"))
    )


def test_who_declined_every_type_of_question_is_counted_beside_those_who_answered(service: Service) -> None:
    declined = {"where": None, "first_use": None, "ranked": None}
    results = _closed(service, *[FULL] * 5, *[declined] * 2)

    for name in declined:
        figures = _figures(results, name)
        assert (figures.n, figures.declined, figures.denominator) == (5, 2, 5), name
    assert {DECLINED, RESPONDENTS}.isdisjoint(json.dumps(results.to_json()).split('"'))


def test_in_an_identified_campaign_one_who_declined_shows(service: Service) -> None:
    figures = _figures(_closed(service, {"where": None}, mode=PrivacyMode.IDENTIFIED), "where")

    assert (figures.n, figures.declined) == (0, 1)
    assert {one.share for one in figures.distribution} == {None}


def test_a_ranking_has_first_places_all_places_and_their_mean(service: Service) -> None:
    figures = _figures(_closed(service, *({"ranked": ranking} for ranking in RANKINGS)), "ranked")

    assert (figures.n, figures.denominator) == (6, 6)
    assert [(one.option, one.count, one.share) for one in figures.distribution] == [
        ("time", 4, 4 / 6),
        ("tools", 0, 0),
        ("support", 2, 2 / 6),
        ("peers", 0, 0),
    ]
    found = {one.option: (one.places.counts, one.places.n, one.places.mean, one.unplaced) for one in figures.ranking}
    assert found == {
        "time": ((4, 2, 0), 6, 8 / 6, 0),
        "tools": ((0, 3, 0), 3, 2.0, 3),
        "support": ((2, 0, 3), 5, 11 / 5, 1),
        "peers": ((0, 0, 0), 0, None, 6),
    }


def test_a_duration_is_a_number_of_minutes(service: Service) -> None:
    results = _closed(service, *({"saved": minutes} for minutes in (30, 60, 90, 90, 120)))

    question, figures = _question(results, "saved"), _figures(results, "saved")

    assert question.unit == "min"
    assert figures.number == NumberSummary(median=90, lower_quartile=60, upper_quartile=90)
    assert [(one.option, one.text, one.count) for one in figures.distribution] == [
        ("30", "30 min", 1),
        ("60", "1 h", 1),
        ("90", "1 h 30 min", 2),
        ("120", "2 h", 1),
    ]


def test_of_dates_only_months_are_shown(service: Service) -> None:
    days = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-10-31", "2026-12-24"]
    results = _closed(service, *({"first_use": day} for day in days))

    figures = _figures(results, "first_use")

    assert figures.dates == Period(202609, 202612)
    assert [(one.option, one.count, one.share) for one in figures.distribution] == [
        ("2026-09", 1, 0.2),
        ("2026-10", 3, 0.6),
        ("2026-12", 1, 0.2),
    ]
    assert figures.month_bins == tuple(
        MonthBin(month, month, count) for month, count in ((202609, 1), (202610, 3), (202611, 0), (202612, 1))
    )
    assert not [day for day in days if day in json.dumps(results.to_json()) + results_csv(results)]


def test_an_item_of_a_battery_is_a_scale_with_its_whole_question(service: Service) -> None:
    results = _closed(service, *[FULL] * 5)

    question = _question(results, "support_manager")

    assert question.text == "How much support do you get for what you planned from – your manager"
    assert (question.wording.battery, question.wording.item) == ("support", "your manager")
    assert question.to_json()["battery"] == "support"
    assert question.figures is not None
    assert question.figures.top_2_box is not None
    assert [one.question for _, one in results if one.wording.battery] == ["support_manager", "support_peers"]


def test_words_for_other_are_counted_under_the_question_that_they_belong_to(service: Service) -> None:
    results = _closed(service, *[FULL] * 5, _where("team"))

    question = _question(results, "where_other")

    assert question.text == "Where did you use what you learned? – Elsewhere, namely"
    assert question.figures is not None
    assert question.figures.n == 5
    assert FULL["where_other"] not in json.dumps(results.to_json())


@pytest.mark.parametrize(("language", "says"), [("en", "what you learned"), ("nl", "het geleerde")])
def test_nobody_reads_a_place_for_an_answer(language: str, says: str, service: Service) -> None:
    service.publish(survey=SURVEY)
    results = _results(service, language)

    everything = json.dumps(results.to_json(), ensure_ascii=False) + results_csv(results)

    assert says in everything
    assert "{goal" not in everything


def test_questions_that_not_everybody_is_asked_say_so(service: Service) -> None:
    results = _closed(service, *[FULL] * 5)

    conditional = {one.question for _, one in results if one.to_json()["conditional"]}

    assert conditional == {"where_other", "first_use", "saved", "ranked"}


def test_a_changed_list_moves_all_of_its_options(service: Service) -> None:
    definition = service.publish(survey=SURVEY, mode=PrivacyMode.IDENTIFIED)
    sent = submission_of(definition, _where("customers", "team"))
    service.deliver(sent)
    before = _figures(_results(service), "where")
    changed = {name: getattr(sent, name) for name in type(sent).__dataclass_fields__} | {"revision": 2}
    service.deliver(type(sent)(**changed | {"answers": _where("team")}))

    after = _figures(_results(service), "where")

    assert [one.count for one in before.distribution] == [1, 1, 0, 0]
    assert [one.count for one in after.distribution] == [0, 1, 0, 0]
    assert (before.n, after.n) == (1, 1)


def test_the_document_of_a_ranking_has_each_place_with_its_share(service: Service) -> None:
    document = _question(_closed(service, *({"ranked": ranking} for ranking in RANKINGS)), "ranked").to_json()

    assert document["ranking"][0] == {
        "option": "time",
        "text": "Time",
        "n": 6,
        "mean_place": 8 / 6,
        "places": [
            {"place": 1, "count": 4, "share": 4 / 6},
            {"place": 2, "count": 2, "share": 2 / 6},
            {"place": 3, "count": 0, "share": 0.0},
        ],
    }


def test_csv_has_a_row_for_each_place_and_the_people_who_declined(service: Service) -> None:
    results = _closed(service, *({"ranked": ranking} for ranking in RANKINGS), *[{"ranked": None}] * 2)

    rows = [row for row in csv.DictReader(io.StringIO(results_csv(results))) if row["question"] == "ranked"]

    assert [(row["option"], row["place"]) for row in rows] == [(code, str(n)) for code in BARRIERS for n in (1, 2, 3)]
    assert (rows[0]["count"], rows[0]["share"], rows[0]["mean_place"]) == ("4", str(4 / 6), str(8 / 6))
    assert {(row["n"], row["declined"], row["conditional"]) for row in rows} == {("6", "2", "true")}


def test_csv_names_minutes_and_months(service: Service) -> None:
    results = _closed(service, *[FULL] * 5)

    rows = {row["question"]: row for row in csv.DictReader(io.StringIO(results_csv(results)))}

    assert (rows["saved"]["unit"], rows["saved"]["option"], rows["saved"]["median"]) == ("min", "90", "90.0")
    assert (rows["first_use"]["first_month"], rows["first_use"]["last_month"]) == ("2026-10", "2026-10")


def test_an_option_that_a_later_survey_dropped_keeps_its_places(service: Service) -> None:
    service.answer(service.publish(survey=SURVEY), *[{"ranked": ["peers", "time"]}] * 5)
    pages = json.loads(json.dumps(SURVEY["pages"]))
    pages[1]["questions"][2]["options"].pop()
    service.answer(service.publish(survey={**SURVEY, "version": 2, "pages": pages}), *[{"ranked": ["time"]}] * 5)
    service.close()

    ranking = {one.option: one for one in _figures(_results(service), "ranked").ranking}

    assert (ranking["peers"].text, ranking["peers"].places.counts) == ("Peers", (5, 0, 0))
    assert ranking["time"].places.counts == (5, 5, 0)
