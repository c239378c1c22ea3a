"""Files with several answers in a cell or a column for each, with rankings, dates and durations."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from evaluation.errors import MappingInvalid
from evaluation.imports.importing import ImportReport, Listener, import_answers
from evaluation.imports.interpreting import RowProblem
from evaluation.imports.mapping import load_mapping
from tests.evaluation.imports.files import FOLLOW_UP_CELLS, write_follow_up
from tests.evaluation.sending import NOW, House

TICKS: dict[str, Any] = {
    "columns": {"With customers": "customers", "In the team": "team", "Nowhere at all": "nowhere"},
    "chosen": ["1", "Yes"],
    "not_chosen": ["0"],
}
TICK_CELLS = {"With customers": "Yes", "In the team": "0", "Nowhere at all": ""}


def _cells(**cells: str) -> dict[str, str]:
    return {**FOLLOW_UP_CELLS, **{name.replace("_", " "): cell for name, cell in cells.items()}}


def _import(house: House, files: tuple[Path, Path]) -> tuple[ImportReport, list[str]]:
    problems: list[RowProblem] = []
    mapping, file = files
    listener = Listener(problem=problems.append)
    report = import_answers(house.writer, file, load_mapping(mapping), "pilot", NOW, listener)
    return report, [str(problem) for problem in problems]


def _answers(house: House) -> list[dict[str, Any]]:
    return [json.loads(one.body)["answers"] for one in house.ledger_rows()]


def test_each_type_of_question_is_read_from_its_columns(house: House, tmp_path: Path) -> None:
    report, problems = _import(house, write_follow_up(tmp_path, _cells()))

    assert (report.new, problems) == (1, [])
    assert _answers(house) == [
        {
            "where": ["customers", "team"],
            "support_manager": "much",
            "first_use": "2026-10-31",
            "saved": 90,
            "ranked": ["support", "time"],
        }
    ]


def test_texts_for_prefer_not_to_say_are_kept_as_that(sqlite_house: House, tmp_path: Path) -> None:
    _import(sqlite_house, write_follow_up(tmp_path, _cells(Where="Rather not", First_use="Rather not")))

    answers = _answers(sqlite_house)[0]
    assert (answers["where"], answers["first_use"]) == (None, None)


def test_an_option_whose_own_words_hold_the_separator_is_recognised(sqlite_house: House, tmp_path: Path) -> None:
    """Its words are "Elsewhere, namely", and a comma stands between options."""
    _import(sqlite_house, write_follow_up(tmp_path, _cells(Where="Customers, Elsewhere, namely", Where_else="Home")))

    answers = _answers(sqlite_house)[0]
    assert (answers["where"], answers["where_other"]) == (["customers", "elsewhere"], "Home")


def test_each_option_may_have_a_column_of_its_own(sqlite_house: House, tmp_path: Path) -> None:
    cells = {**{name: cell for name, cell in _cells().items() if name != "Where"}, **TICK_CELLS}
    nothing = {**cells, "With customers": "0"}

    report, problems = _import(sqlite_house, write_follow_up(tmp_path, cells, nothing, where=TICKS))

    assert (report.new, problems) == (2, [])
    assert [one.get("where") for one in _answers(sqlite_house)] == [["customers"], None]


def test_a_ranking_may_stand_in_one_cell(sqlite_house: House, tmp_path: Path) -> None:
    cells = {name: cell for name, cell in _cells().items() if not name.startswith("Place")} | {"Order": "Peers>Time"}

    _import(sqlite_house, write_follow_up(tmp_path, cells, ranked={"column": "Order", "separator": ">"}))

    assert _answers(sqlite_house)[0]["ranked"] == ["peers", "time"]


@pytest.mark.parametrize(
    ("pattern", "cell", "minutes"),
    [("hours", "1,5", 90), ("hours", "0.25", 15), ("h:mm", "1:05", 65), ("minutes", "45", 45), (None, "45", 45)],
)
def test_durations_are_read_as_they_are_written(
    pattern: str | None, cell: str, minutes: int, sqlite_house: House, tmp_path: Path
) -> None:
    saved = {"column": "Saved"} if pattern is None else {"column": "Saved", "format": pattern}

    _import(sqlite_house, write_follow_up(tmp_path, _cells(Saved=cell), saved=saved))

    assert _answers(sqlite_house)[0]["saved"] == minutes


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Where": "Team, Mars"}, 'row 2, Where: "Mars" is not among the options.'),
        ({"Where": "Team, Nowhere"}, "row 2, Where: "),
        ({"First use": "31/02/2026"}, "row 2, First use: This is not a date written as %d/%m/%Y."),
        ({"First use": "2026-10-31"}, "row 2, First use: This is not a date written as %d/%m/%Y."),
        ({"Saved": "an hour"}, "row 2, Saved: This is not a duration written as hours."),
        ({"Saved": "inf"}, "row 2, Saved: This is not a duration written as hours."),
        ({"Saved": "nan"}, "row 2, Saved: This is not a duration written as hours."),
        ({"Saved": "0.001"}, "row 2, Saved: "),
        ({"Saved": "1e300"}, "row 2, Saved: "),
        ({"Place of tools": "1"}, "row 2, ranked: "),
        ({"Place of tools": "first"}, "row 2, ranked: "),
        ({"Place of tools": "9"}, "row 2, ranked: "),
    ],
)
def test_a_cell_that_cannot_be_read_costs_its_row_and_is_reported(
    cells: dict[str, str], says: str, sqlite_house: House, tmp_path: Path
) -> None:
    report, problems = _import(sqlite_house, write_follow_up(tmp_path, {**_cells(), **cells}))

    assert (report.new, report.unread) == (0, 1)
    assert len(problems) == 1
    assert problems[0].startswith(says)


def test_a_tick_that_is_neither_yes_nor_no_is_reported_with_its_column(sqlite_house: House, tmp_path: Path) -> None:
    cells = {**{name: cell for name, cell in _cells().items() if name != "Where"}, **TICK_CELLS, "In the team": "maybe"}

    _, problems = _import(sqlite_house, write_follow_up(tmp_path, cells, where=TICKS))

    assert problems == ['row 2, In the team: "maybe" is neither among chosen nor among not_chosen.']


def test_answers_to_questions_that_were_not_asked_are_left_out_and_numbered(
    sqlite_house: House, tmp_path: Path
) -> None:
    report, problems = _import(sqlite_house, write_follow_up(tmp_path, _cells(Where="Nowhere"), _cells()))

    assert (report.new, problems, report.not_asked) == (2, [], 3)
    assert _answers(sqlite_house)[0] == {"where": ["nowhere"], "support_manager": "much"}


def test_a_cell_full_of_separators_is_read_at_once(sqlite_house: House, tmp_path: Path) -> None:
    files = write_follow_up(tmp_path, _cells(Where="Team, " * 150_000 + "Team"))

    begun = time.perf_counter()
    report, _ = _import(sqlite_house, files)

    assert report.new == 1
    assert time.perf_counter() - begun < 10  # s; a quadratic reading takes minutes


@pytest.mark.parametrize(
    ("question", "source", "path"),
    [
        ("where", {"column": "Where", "columns": {"Team": "team"}}, "where.value.column"),
        ("where", {}, "where.value.column"),
        ("where", {"columns": {"Team": "team"}, "chosen": ["1"], "options": {"T": "team"}}, "where.value.columns"),
        ("where", {"columns": {"Team": "team"}, "chosen": ["1"], "separator": ";"}, "where.value.columns"),
        ("where", {"columns": {}}, "where.value.columns"),
        ("where", {"columns": {"Mars": "mars"}, "chosen": ["1"]}, "where.columns"),
        ("where", {"columns": {"A": "team", "B": "team"}, "chosen": ["1"]}, "where.columns"),
        ("where", {"columns": {"Team": "team"}}, "where.chosen"),
        ("where", {"column": "Where", "chosen": ["1"]}, "where.chosen"),
        ("ranked", {"columns": {"Time": "time"}, "not_chosen": ["0"]}, "ranked.not_chosen"),
        ("saved", {"column": "Saved", "separator": ";"}, "saved.separator"),
        ("saved", {"columns": {"Saved": "saved"}}, "saved.columns"),
        ("saved", {"column": "Saved", "format": "%H:%M"}, "saved.format"),
        ("saved", {"column": "Saved", "declined": ["-"]}, "saved.declined"),
        ("first_use", {"column": "First use", "format": "%d/%m"}, "first_use.format"),
        ("first_use", {"column": "First use", "format": "%Q"}, "first_use.format"),
        ("support_manager", {"column": "Manager", "format": "%d"}, "support_manager.format"),
        ("support", {"column": "Manager"}, "support"),
    ],
)
def test_a_source_that_does_not_fit_its_question_is_refused_with_its_place(
    question: str, source: dict[str, Any], path: str, tmp_path: Path
) -> None:
    mapping, _ = write_follow_up(tmp_path, **{question: source})

    with pytest.raises(MappingInvalid) as invalid:
        load_mapping(mapping)

    assert [problem.path for problem in invalid.value.problems] == [f"questions.{path}"]
