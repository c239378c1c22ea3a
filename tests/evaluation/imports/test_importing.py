"""A whole file into a campaign: every row is in, or reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.errors import CampaignModeDiffers, ImportFileUnusable, MappingInvalid
from evaluation.imports.importing import ImportReport, Listener, import_answers
from evaluation.imports.interpreting import RowProblem
from evaluation.imports.mapping import load_mapping
from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from tests.evaluation.imports.files import HEADER, row, write_mapping, write_rows
from tests.evaluation.sending import NOW, House
from tests.evaluation.telling import everything, fact_about, tell


def _import(house: House, mapping: Path, file: Path) -> tuple[ImportReport, list[str]]:
    problems: list[RowProblem] = []
    listener = Listener(problem=problems.append)
    report = import_answers(house.writer, file, load_mapping(mapping), "pilot", NOW, listener)
    return report, [str(problem) for problem in problems]


def _answers(house: House) -> list[Any]:
    return [json.loads(one.body)["answers"] for one in house.ledger_rows()]


def test_rows_are_taken_in_as_submissions(house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row(), row(Pace="Slow as a snail", Recognise="Now and then", Minutes="12,0"))
    report, problems = _import(house, write_mapping(tmp_path), file)
    assert (report.rows, report.new, report.known, report.unread, problems) == (2, 2, 0, 0, [])
    assert _answers(house) == [
        {
            "pace": "just_right",
            "minutes": 45,
            "recommend": 9,
            "comment": "More practice, please.",
            "recognise": "often",
        },
        {
            "pace": "too_slow",
            "minutes": 12,
            "recommend": 9,
            "comment": "More practice, please.",
            "recognise": "sometimes",
        },
    ]


def test_local_time_becomes_utc(sqlite_house: House, tmp_path: Path) -> None:
    _import(sqlite_house, write_mapping(tmp_path), write_rows(tmp_path, row(When="01/07/2026 00:30")))
    [entry] = sqlite_house.ledger_rows()
    # Brussels is two hours ahead in summer, so this was still June.
    assert json.loads(entry.body)["answered_at"] == "2026-06-30T22:30:00Z"


def test_importing_again_adds_nothing(house: House, tmp_path: Path) -> None:
    mapping, file = write_mapping(tmp_path, close_when_done=True), write_rows(tmp_path, *[row()] * 7)
    _import(house, mapping, file)
    before = house.cube()
    report, problems = _import(house, mapping, file)
    assert (report.new, report.known, problems) == (0, 7, [])
    assert len(house.ledger_rows()) == 7
    assert house.cube() == before != {}


def test_a_file_that_grew_adds_what_is_new(house: House, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    _import(house, mapping, write_rows(tmp_path, row(), row(Pace="Too fast")))
    report, _ = _import(house, mapping, write_rows(tmp_path, row(), row(), row(Pace="Too fast")))
    assert (report.new, report.known) == (1, 2)


def test_the_same_file_in_another_campaign_is_other_submissions(sqlite_house: House, tmp_path: Path) -> None:
    mapping, file = load_mapping(write_mapping(tmp_path)), write_rows(tmp_path, row())
    for key in ("one", "two"):
        import_answers(sqlite_house.writer, file, mapping, key, NOW, Listener(problem=pytest.fail))
    assert len({entry.submission_id for entry in sqlite_house.ledger_rows()}) == 2


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Pace": "Warp 9"}, 'row 3, Pace: "Warp 9" is not among the options.'),
        ({"Pace": "=cmd|' /C calc'!A0"}, "row 3, Pace: \"=cmd|' /C calc'!A0\" is not among the options."),
        ({"Pace": "\x1b[2J"}, 'row 3, Pace: "\\u001b[2J" is not among the options.'),
        ({"Pace": "I felt that " * 20}, "row 3, Pace: A text of 239 characters is not among the options."),
        ({"When": "yesterday"}, "row 3, When: This is not a time written as %d/%m/%Y %H:%M."),
        ({"When": ""}, "row 3, When: This is not a time written as %d/%m/%Y %H:%M."),
        ({"Minutes": "a while"}, "row 3, Minutes: "),
        ({"Minutes": "-1"}, "row 3, Minutes: "),
        ({"Recommend": "11"}, "row 3, Recommend: "),
        ({"Comment": "a\x00b"}, "row 3, Comment: The cell holds a character that cannot be stored."),
        ({"Comment": "secret " * 1_000}, "row 3, Comment: "),
    ],
)
def test_a_row_with_anything_wrong_is_left_out_and_reported(
    cells: dict[str, str], says: str, sqlite_house: House, tmp_path: Path
) -> None:
    file = write_rows(tmp_path, row(), row(**cells), row(Pace="Too fast"))
    report, problems = _import(sqlite_house, write_mapping(tmp_path), file)
    assert (report.rows, report.new, report.unread) == (3, 2, 1)
    [problem] = problems
    assert problem.startswith(says)
    assert "secret" not in problem


def test_every_problem_of_a_row_is_reported(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row(When="?", Pace="?", Minutes="?"))
    report, problems = _import(sqlite_house, write_mapping(tmp_path), file)
    assert (report.unread, len(problems)) == (1, 3)


def test_a_formula_in_a_free_text_is_text(sqlite_house: House, tmp_path: Path) -> None:
    _import(sqlite_house, write_mapping(tmp_path), write_rows(tmp_path, row(Comment="=1+1")))
    assert _answers(sqlite_house)[0]["comment"] == "=1+1"


def test_cells_that_mean_no_answer_are_none(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row(Pace="NA", Minutes="", Recommend="\u00a0", Comment=" NA "))
    _import(sqlite_house, write_mapping(tmp_path), file)
    assert _answers(sqlite_house) == [{"recognise": "often"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_in_other_encodings_are_read(encoding: str, sqlite_house: House, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path, encoding=None if encoding.startswith("utf-8") else encoding)
    _import(sqlite_house, mapping, write_rows(tmp_path, row(Comment="Één café"), encoding=encoding))
    assert _answers(sqlite_house)[0]["comment"] == "Één café"


def test_bytes_that_are_no_text_cost_their_row_alone(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row(), row(Comment="Één café"), row(), encoding="cp1252")
    report, problems = _import(sqlite_house, write_mapping(tmp_path), file)
    assert (report.new, report.unread) == (2, 1)
    assert problems == ["row 3, Comment: The cell holds a character that cannot be stored."]


def test_rows_of_another_length_are_reported(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row()[:-1], row(), [*row(), "extra"])
    report, problems = _import(sqlite_house, write_mapping(tmp_path), file)
    assert report.new == 1
    assert problems == [
        "row 2: The row has 6 cells, the first row 7.",
        "row 4: The row has 8 cells, the first row 7.",
    ]


def test_a_cell_without_end_costs_what_it_swallowed_and_no_more(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row())
    with file.open("a", encoding="utf-8") as more:
        more.write('"' + "x" * 1_200_000 + '"\n')
    report, problems = _import(sqlite_house, write_mapping(tmp_path), file)
    assert report.new == 1
    assert problems[0].startswith("row 3: The row cannot be split into cells")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (("When", "Pace", "Minutes", "Recommend", "Comment", "Recognise", "Place"), "Place: This column is neither"),
        (HEADER[:-2], "Recognise: The file has no such column"),
        ((*HEADER, "Pace"), "Pace: The file has this column more than once"),
    ],
)
def test_a_file_with_other_columns_is_refused_before_anything_is_written(
    header: tuple[str, ...], says: str, sqlite_house: House, tmp_path: Path
) -> None:
    with pytest.raises(MappingInvalid, match=says):
        _import(sqlite_house, write_mapping(tmp_path), write_rows(tmp_path, row(), header=header))
    assert sqlite_house.ledger_rows() == []


def test_a_file_that_is_empty_or_not_there_is_refused(sqlite_house: House, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    empty = tmp_path / "empty.csv"
    empty.touch()
    for file, says in ((empty, "is empty"), (tmp_path / "nowhere.csv", "cannot be read")):
        with pytest.raises(ImportFileUnusable, match=says):
            _import(sqlite_house, mapping, file)


def test_a_file_with_columns_alone_makes_an_empty_campaign(sqlite_house: House, tmp_path: Path) -> None:
    report, problems = _import(sqlite_house, write_mapping(tmp_path), write_rows(tmp_path))
    assert (report.rows, problems, sqlite_house.progress().answered) == (0, [], 0)


def test_a_campaign_keeps_its_mode(sqlite_house: House, tmp_path: Path) -> None:
    sqlite_house.open_campaign(mode=PrivacyMode.CONFIDENTIAL)
    with pytest.raises(CampaignModeDiffers):
        _import(sqlite_house, write_mapping(tmp_path), write_rows(tmp_path, row()))


def test_persons_of_a_confidential_campaign_answer_once(house: House, tmp_path: Path) -> None:
    header = (*HEADER, "Code")
    file = write_rows(tmp_path, [*row(), "a1"], [*row(Pace="Too fast"), "a1"], [*row(), ""], header=header)
    report, problems = _import(house, write_mapping(tmp_path, mode="confidential", participant="Code"), file)
    assert (report.new, report.unread) == (1, 2)
    assert sorted(problems) == [
        "row 3: This participant has another submission in this wave already.",
        "row 4, Code: Give an id of 1 to 128 characters.",
    ]


def test_a_campaign_is_closed_only_if_every_row_is_in(house: House, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path, close_when_done=True)
    six = [row(Minutes=str(number)) for number in range(6)]
    _import(house, mapping, write_rows(tmp_path, *six, row(Pace="?")))
    assert house.cube() == {}
    _import(house, mapping, write_rows(tmp_path, *six, row(Pace="Too fast")))
    assert house.counted("pace") == {"just_right": 6, "too_fast": 1}


def test_a_changed_mapping_does_not_count_a_row_twice(house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, row())
    _import(house, write_mapping(tmp_path), file)
    report, problems = _import(house, write_mapping(tmp_path, unanswered=["NA", "Just right"]), file)
    assert (report.new, report.unread) == (0, 1)
    assert problems == ["row 2: Other content was received for this revision before. Both are kept; the first counts."]


def test_progress_is_told_in_bytes(sqlite_house: House, tmp_path: Path) -> None:
    file = write_rows(tmp_path, *[row(Minutes=str(number)) for number in range(500)])
    told: list[int] = []
    listener = Listener(problem=pytest.fail, bytes_read=told.append)
    import_answers(sqlite_house.writer, file, load_mapping(write_mapping(tmp_path)), "pilot", NOW, listener)
    assert told == sorted(told)
    assert told[-1] == file.stat().st_size


def test_a_row_of_somebody_who_was_erased_is_left_out_and_reported(house: House, tmp_path: Path) -> None:
    header, mapping = (*HEADER, "Code"), write_mapping(tmp_path, mode="confidential", participant="Code")
    _import(house, mapping, write_rows(tmp_path, [*row(), "noor-7"], header=header))
    tell(house, fact_about("noor-7", FactKind.RETIRED))
    tell(house, fact_about("sam-8", FactKind.RETIRED))

    file = write_rows(tmp_path, [*row(), "noor-7"], [*row(Pace="Too fast"), "sam-8"], header=header)
    report, problems = _import(house, mapping, file)

    assert (report.rows, report.new, report.known, report.unread) == (2, 0, 1, 1)
    assert problems == ["row 3: This participant was erased. Nothing of this was kept."]
    assert not [name for name in ("noor-7", "sam-8") if name in everything(house.engine)]
