"""Groups, notes, tables and repeats: from nested groups to a row of pages."""

from __future__ import annotations

import pytest

from surveys.interchange import FileRefused, Outcome, Reading
from tests.surveys.interchange.xlsform.workbooks import Row, listed, reading_of, row

ABC = listed("abc", "a", "b", "c")
END = {"type": "end_group"}


def group(name: str, label: str = "", **cells: str) -> Row:
    """Return the row that begins a group."""
    return row("begin_group", name, label or name.title(), **cells)


def pages(reading: Reading) -> list[tuple[str, str, list[str]]]:
    """Return (id, title, questions) of each page."""
    return [
        (page["id"], page["title"]["en"], [question["id"] for question in page["questions"]])
        for page in reading.survey.data["pages"]
    ]


def whats(reading: Reading, outcome: Outcome) -> list[str]:
    """Return what has an outcome."""
    return [finding.what for finding in reading.report.of(outcome)]


def test_questions_outside_groups_stand_on_a_page_with_the_title_of_the_form() -> None:
    reading = reading_of(
        row("text", "a"), group("g"), row("text", "b"), END, row("text", "c"), form_title="My form", form_id="f"
    )
    assert pages(reading) == [("page", "My form", ["a"]), ("g", "G", ["b"]), ("page_2", "My form", ["c"])]


def test_nested_groups_are_pages_of_their_own_with_all_conditions_around_them() -> None:
    reading = reading_of(
        row("select_one abc", "q"),
        group("outer", relevant="${q} = 'a'"),
        row("text", "x"),
        group("inner", relevant="${x} != ''"),
        row("text", "y"),
        END,
        row("text", "z"),
        END,
        choices=ABC,
    )
    assert [names for _, _, names in pages(reading)] == [["q"], ["x"], ["y"], ["z"]]
    outer = {"===": [{"var": "q"}, "a"]}
    assert [page.get("condition") for page in reading.survey.data["pages"]] == [
        None,
        outer,
        {"and": [outer, {"answered": {"var": "x"}}]},
        outer,
    ]
    assert whats(reading, Outcome.CHANGED) == ["Group inner"]


def test_the_title_of_a_group_that_holds_only_groups_is_reported() -> None:
    reading = reading_of(group("outer"), group("inner"), row("text", "q"), END, END)
    assert pages(reading) == [("inner", "Inner", ["q"])]
    assert whats(reading, Outcome.LEFT_OUT) == ["A title"]


def test_notes_before_questions_introduce_the_page() -> None:
    reading = reading_of(group("g"), row("note", "n1", "One"), row("note", "n2", "Two"), row("text", "q"), END)
    assert reading.survey.data["pages"][0]["text"] == {"en": "One\n\nTwo"}
    assert reading.report.in_file == 1


def test_a_note_between_questions_begins_a_new_page() -> None:
    reading = reading_of(group("g"), row("text", "a"), row("note", "n", "Now"), row("text", "b"), END)
    assert pages(reading) == [("g", "G", ["a"]), ("g_2", "G", ["b"])]
    assert reading.survey.data["pages"][1]["text"] == {"en": "Now"}
    assert whats(reading, Outcome.CHANGED) == ["A note"]


@pytest.mark.parametrize("cells", [{}, {"relevant": "${a} != ''"}])
def test_notes_without_a_page_to_introduce_and_with_a_condition_are_left_out(cells: dict[str, str]) -> None:
    reading = reading_of(row("text", "a"), row("note", "n", "Bye", **cells))
    assert whats(reading, Outcome.LEFT_OUT) == ["A note"]


def test_a_question_that_can_only_be_read_is_a_text_of_the_page() -> None:
    reading = reading_of(row("text", "shown", "Look", readonly="yes"), row("text", "q"))
    assert reading.survey.data["pages"][0]["text"] == {"en": "Look"}
    assert reading.report.in_file == 1
    assert whats(reading, Outcome.CHANGED) == ["Row shown"]


def test_a_table_list_is_a_battery() -> None:
    reading = reading_of(
        group("t", "How well?", appearance="table-list", relevant="true()"),
        row("select_one abc", "x", "X", required="yes"),
        row("select_one abc", "y", "Y", required="yes"),
        END,
        row("text", "last", relevant="${y} = 'c'"),
        choices=ABC,
    )
    battery = reading.survey.data["pages"][0]["questions"][0]
    assert (battery["type"], battery["text"], battery["grid"], battery["required"]) == (
        *("battery", {"en": "How well?"}, True, True),
    )
    assert [item["id"] for item in battery["items"]] == ["x", "y"]
    assert reading.survey.questions["last"].condition is not None
    assert [fate.name for fate in reading.report.questions] == ["x", "y", "last"]


def test_rows_of_a_table_with_conditions_of_their_own_are_questions_of_their_own() -> None:
    reading = reading_of(
        row("text", "q"),
        row("select_one abc", "head", "How well?", appearance="label"),
        row("select_one abc", "x", "X", appearance="list-nolabel"),
        row("select_one abc", "y", "Y", appearance="list-nolabel", relevant="${q} != ''"),
        choices=ABC,
    )
    assert [question.battery for question in reading.survey] == [None, None, None]
    assert reading.survey.data["pages"][1]["text"] == {"en": "How well?"}
    assert reading.report.in_file == 3
    assert [fate.outcome for fate in reading.report.questions[1:]] == [Outcome.CHANGED, Outcome.CHANGED]


def test_some_required_rows_of_a_battery_are_reported() -> None:
    reading = reading_of(
        group("t", appearance="table-list"),
        row("select_one abc", "x", required="yes"),
        row("select_one abc", "y"),
        END,
        choices=ABC,
    )
    assert "required" not in reading.survey.data["pages"][0]["questions"][0]
    assert whats(reading, Outcome.CHANGED) == ["Required"]


def test_nothing_in_a_repeat_is_carried_and_each_question_has_a_line() -> None:
    reading = reading_of(
        row("text", "q"),
        row("begin_repeat", "people", "People"),
        group("g"),
        row("text", "name"),
        row("note", "n"),
        END,
        row("integer", "age"),
        {"type": "end_repeat"},
    )
    assert list(reading.survey.questions) == ["q"]
    assert [(fate.name, fate.outcome) for fate in reading.report.questions] == [
        ("q", Outcome.CARRIED),
        ("name", Outcome.LEFT_OUT),
        ("age", Outcome.LEFT_OUT),
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([group("g"), row("text", "q")], "survey!A2: begin_group has no end"),
        ([row("text", "q"), END], "survey!A3: end_group ends nothing"),
        ([group("g"), row("text", "q"), {"type": "end_repeat"}], "survey!A4: end_repeat cannot end what begins"),
        ([*(group(f"g{n}") for n in range(30)), *[END] * 30], "more than 20 deep"),
        ([row("note", "n")], "asks no question"),
    ],
)
def test_groups_that_do_not_close_are_refused_with_the_place(rows: list[Row], reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        reading_of(*rows)


def test_rows_that_are_switched_off_and_rows_without_a_type_are_reported() -> None:
    reading = reading_of(row("text", "q"), row("text", "off", disabled="yes"), {"label": "A remark"})
    assert whats(reading, Outcome.LEFT_OUT) == ["Row off", "A row"]
