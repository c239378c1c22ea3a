"""Results as JSON and CSV, for people who signed in."""

from __future__ import annotations

import csv
import io

import pytest

from surveys.levels import Level
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service
from tests.evaluation.survey import FULL

RESULTS = "/api/v1/campaigns/pilot/results"


def test_campaigns_are_listed_with_how_far_they_are(service: Service) -> None:
    service.answer(service.publish(), FULL)

    listed = service.signed_in().get("/api/v1/campaigns?lang=nl").json["campaigns"]

    assert listed == [
        {
            "key": "pilot",
            "title": "Proef",
            "mode": "confidential",
            "state": "open",
            "closed_at": None,
            "release": {
                "answered": 1,
                "shown": 0,
                "min_respondents": 5,
                "next_update_at": 10,
                "state": "too_few",
            },
        }
    ]


def test_results_hold_the_seven_levels_in_order_and_name_gaps(service: Service) -> None:
    service.publish()

    levels = service.signed_in().get(RESULTS).json["levels"]

    assert [level["level"] for level in levels] == [level.value for level in Level]
    assert [level["number"] for level in levels if not level["gap"]] == [2, 4]


def test_below_the_threshold_questions_are_listed_without_figures(service: Service) -> None:
    service.answer(service.publish(), *[FULL] * 4)
    service.close()

    document = service.signed_in().get(RESULTS).json

    assert document["release"]["state"] == "too_few"
    assert document["period"] is None
    questions = [question for level in document["levels"] for question in level["questions"]]
    assert len(questions) == len(FULL)
    assert {name for question in questions for name in ("n", "distribution", "period") if question[name]} == set()


def test_json_and_csv_hold_the_same_counts(service: Service) -> None:
    service.answer(service.publish(mode=PrivacyMode.ANONYMOUS), *[FULL] * 6)
    service.close()
    reader = service.signed_in()

    document = reader.get(RESULTS).json
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{RESULTS}?format=csv").text)))

    of_json = {
        (question["question"], option["option"]): option["count"]
        for level in document["levels"]
        for question in level["questions"]
        for option in question["distribution"] + question["set_apart"]
    }
    of_csv = {(row["question"], row["option"]): int(row["count"]) for row in rows}
    assert of_json == of_csv
    assert of_csv["recognise", "cannot_judge"] == 0
    assert of_csv["recognise", "often"] == 6


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        ("", "text/csv", "text/csv; charset=utf-8"),
        ("", "*/*", "application/json"),
        ("", "text/html", "application/json"),
        ("?format=json", "text/csv", "application/json"),
        ("?format=csv", "application/json", "text/csv; charset=utf-8"),
    ],
)
def test_the_address_then_accept_decides_on_json_or_csv(
    service: Service, query: str, accept: str, expected: str
) -> None:
    service.publish()

    reply = service.signed_in().get(RESULTS + query, headers={"Accept": accept})

    assert reply.content_type == expected


def test_csv_is_saved_under_the_campaigns_key(service: Service) -> None:
    service.publish()

    reply = service.signed_in().get(f"{RESULTS}?format=csv")

    assert reply.headers["Content-Disposition"] == 'attachment; filename="pilot.csv"'


def test_texts_are_in_the_language_asked_for(service: Service) -> None:
    service.publish()
    reader = service.signed_in(language="en")

    asked = reader.get(f"{RESULTS}?lang=nl").json
    preferred = service.signed_in(language="nl").get(RESULTS).json

    assert asked["language"] == preferred["language"] == "nl"
    assert asked["levels"][1]["questions"][0]["text"] == "Hoe was het tempo?"
