"""Results as CSV."""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from typing import Any

import pytest

from evaluation.results import campaign_results, results_csv
from evaluation.results.table import COLUMNS
from tests.evaluation.serving import Service
from tests.evaluation.survey import FULL, SURVEY


def _rows(service: Service) -> list[dict[str, str]]:
    with service.engine.connect() as connection:
        text = results_csv(campaign_results(connection, "pilot", "en"))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_option_of_each_question_has_a_row(service: Service) -> None:
    service.answer(service.publish(), *[FULL] * 6)
    service.close()

    rows = _rows(service)

    assert [row["option"] for row in rows if row["question"] == "recognise"] == [
        "never",
        "seldom",
        "sometimes",
        "often",
        "always",
        "cannot_judge",
    ]
    often = next(row for row in rows if row["option"] == "often")
    assert (often["count"], often["share"], often["n"], often["top_2_box_share"]) == ("6", "1.0", "6", "1.0")
    assert (often["level_number"], often["level"], often["from"]) == ("4", "work_behaviour", "2026-11")


def test_a_question_without_figures_has_one_row_of_empty_cells(service: Service) -> None:
    service.answer(service.publish(), *[FULL] * 4)

    rows = _rows(service)

    assert [row["question"] for row in rows] == list(FULL)
    assert {row[name] for row in rows for name in COLUMNS[COLUMNS.index("respondents") :]} == {""}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_run_is_text(service: Service, start: str) -> None:
    survey: dict[str, Any] = deepcopy(SURVEY)
    survey["pages"][0]["questions"][0]["text"] = {"en": f'{start}HYPERLINK("https://evil.example")'}
    service.publish(survey=survey)

    assert _rows(service)[0]["text"].startswith(f"'{start}HYPERLINK")


def test_a_negative_number_stays_a_number(service: Service) -> None:
    survey: dict[str, Any] = deepcopy(SURVEY)
    del survey["pages"][0]["questions"][1]["minimum"]
    definition = service.publish(survey=survey)
    service.answer(definition, *[{"minutes": -5, "recommend": 0}] * 5)
    service.close()

    rows = _rows(service)

    minus_five = next(row for row in rows if row["question"] == "minutes")
    assert (minus_five["option"], minus_five["median"]) == ("-5", "-5.0")
    assert {row["recommendation_score"] for row in rows if row["question"] == "recommend"} == {"-100.0"}
