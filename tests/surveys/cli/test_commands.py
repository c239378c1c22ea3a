"""``python -m surveys check`` and ``convert``, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from surveys.cli import main
from surveys.cli.printing import shown
from surveys.definition import load_survey
from surveys.instruments import load_instrument
from tests.surveys.documents import question_document, survey_document
from tests.surveys.interchange.xlsform.workbooks import form, row

FILES = Path(__file__).parents[1] / "interchange" / "xlsform" / "files"
WIDGETS = FILES / "xlsform_pyxform_widgets.xls"


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    """A sound definition of ours."""
    path = tmp_path / "pilot.json"
    path.write_text(json.dumps(load_instrument("pilot").data), "utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A definition of ours with three problems."""
    path = tmp_path / "broken.json"
    document = survey_document(question_document(text=None, level="nowhere"), title=None)
    path.write_text(json.dumps(document), "utf-8")
    return path


def test_a_sound_definition_is_named_with_its_digest(definition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(definition)]) == 0
    said = capsys.readouterr().out
    assert "pilot, version 1, 15 questions on 4 pages, nl, en, fr" in said
    assert load_instrument("pilot").digest[:12] in said


def test_every_problem_of_a_definition_is_shown_with_its_path(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(broken)]) == 1
    said = capsys.readouterr().out
    assert "broken.json: 3 problems." in said
    assert all(path in said for path in ("title", "pages[0].questions[0].text", "pages[0].questions[0].level"))


def test_a_foreign_file_is_checked_by_what_would_be_carried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(WIDGETS)]) == 0
    said = capsys.readouterr().out
    assert [line.split("│")[1:3] for line in said.splitlines() if "│ left out" in line] == [
        [" left out             ", " 9      "]
    ]
    assert all(
        words in said
        for words in ("Would be carried over", "survey!B9", "Question my_trigger", "Changed (", "Left out (")
    )


def test_a_file_is_converted_there_and_back(definition: Path, tmp_path: Path) -> None:
    sheet, again = tmp_path / "pilot.xlsx", tmp_path / "again.json"
    assert main(["convert", str(definition), str(sheet)]) == 0
    assert main(["convert", str(sheet), str(again)]) == 0
    assert load_survey(json.loads(again.read_text("utf-8"))) == load_instrument("pilot")


def test_the_format_to_write_can_be_named(definition: Path, tmp_path: Path) -> None:
    out = tmp_path / "pilot.data"
    assert main(["convert", str(definition), str(out), "--to", "codebook"]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,version")


def test_what_a_file_does_not_say_can_be_given(tmp_path: Path) -> None:
    source, out = tmp_path / "form.xlsx", tmp_path / "form.json"
    source.write_bytes(form(row("text", "q")))
    options = ["--level", "work_behaviour", "--licence", "CC0-1.0", "--language", "NL", "--from", "xlsform"]
    assert main(["convert", str(source), str(out), *options]) == 0
    document = json.loads(out.read_text("utf-8"))
    assert (document["licence"], document["languages"]) == ("CC0-1.0", ["nl"])
    assert document["pages"][0]["questions"][0]["level"] == "work_behaviour"


def test_nothing_is_written_over_without_force(
    definition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine", "utf-8")
    assert main(["convert", str(definition), str(out)]) == 2
    assert out.read_text("utf-8") == "mine"
    assert "is there already" in capsys.readouterr().err
    assert main(["convert", str(definition), str(out), "--force"]) == 0
    assert out.read_text("utf-8-sig").startswith("id,")


def test_nor_is_a_report(definition: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("mine", "utf-8")
    assert main(["convert", str(definition), str(tmp_path / "o.csv"), "--report", str(report)]) == 2
    assert not (tmp_path / "o.csv").exists()


def test_the_whole_report_is_written_as_json(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert main(["convert", str(WIDGETS), str(tmp_path / "o.csv"), "--report", str(report)]) == 0
    document = json.loads(report.read_text("utf-8"))
    assert [stage["stage"] for stage in document["stages"]] == ["read from xlsform", "written as codebook"]
    counts = document["stages"][0]["counts"]
    assert counts == {"in the file": 29, "carried as they are": 14, "carried, and changed": 6, "left out": 9}
    assert len(document["stages"][0]["questions"]) == 29


def test_the_whole_report_is_written_as_csv(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    assert main(["check", str(WIDGETS), "--report", str(report)]) == 0
    rows = list(csv.DictReader(io.StringIO(report.read_bytes().decode("utf-8-sig"), newline="")))
    assert sum(one["kind"] == "question" for one in rows) == 29
    assert {one["outcome"] for one in rows} == {"carried", "changed", "left out", "assumed"}


def test_problems_are_in_the_report(broken: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert main(["check", str(broken), "--report", str(report)]) == 1
    assert len(json.loads(report.read_text("utf-8"))["problems"]) == 3


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"PK\x03\x04", 1, "damaged"),
        (b"?", 2, "it could be impact"),
        (b'{"format": "impact-survey/1"', 1, "not JSON"),
        (b'{"format": "impact-survey/1"}', 1, "problems"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    content: bytes, status: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert main(["check", str(path)]) == status
    said = capsys.readouterr()
    assert words in said.out + said.err


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nothing.json")]) == 2
    assert main(["check", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "nothing.json cannot be read" in said
    assert "is a folder" in said


def test_a_folder_that_is_not_there_is_told(
    definition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(definition), str(tmp_path / "no" / "o.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["convert", "a"],
        ["check", "a", "--from", "word"],
        ["check", "a", "--level", "everything"],
        ["check", "a", "--language", "!"],
        ["check", "a", "--report", "r.txt"],
    ],
)
def test_a_command_that_is_none_shows_how_it_is_written(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m surveys" in capsys.readouterr().err


def test_neither_markup_nor_control_characters_of_a_file_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(
        form(row("text", "q"), row("time", "[red]t[/red]"), form_title="[bold]\u202e\x85Title", form_id="f")
    )
    assert main(["check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "[bold]" in said
    assert "[red]t[/red]" in said
    assert not set(said) & {"\x1b", "\u202e", "\x85"}


def test_shown_is_one_line_that_steers_nothing() -> None:
    assert shown("a\x1b[31m\nb\x07") == "a\N{REPLACEMENT CHARACTER}[31m b\N{REPLACEMENT CHARACTER}"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "surveys", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_the_exit_status_is_that_of_the_program(definition: Path, broken: Path) -> None:
    assert [run("check", str(path)).returncode for path in (definition, broken)] == [0, 1]
    assert run("check", "nothing.json").returncode == 2


def test_there_are_colours_for_a_terminal_and_none_with_no_color(definition: Path) -> None:
    coloured = run("convert", str(definition), "/dev/null", "--to", "codebook", "--force", FORCE_COLOR="1")
    plain = run("convert", str(definition), "/dev/null", "--to", "codebook", "--force", FORCE_COLOR="1", NO_COLOR="1")
    piped = run("convert", str(definition), "/dev/null", "--to", "codebook", "--force")
    assert "\x1b[" in coloured.stdout
    assert not any(f"\x1b[{code}m" in plain.stdout for code in range(30, 48))
    assert "\x1b[" not in piped.stdout


def test_our_own_definitions_are_checked_without_the_extra(definition: Path, broken: Path, tmp_path: Path) -> None:
    """A place for modules that has none of the extra's libraries stands before the one that has."""
    for name in ("rich", "openpyxl", "xlrd", "pyxform", "defusedxml"):
        (tmp_path / f"{name}.py").write_text(f"raise ModuleNotFoundError('No {name}.', name='{name}')\n", "utf-8")
    sound = run("check", str(definition), PYTHONPATH=str(tmp_path))
    wrong = run("check", str(broken), PYTHONPATH=str(tmp_path))
    foreign = run("check", str(WIDGETS), PYTHONPATH=str(tmp_path))
    assert (sound.returncode, "15 questions" in sound.stdout) == (0, True)
    assert (wrong.returncode, "  pages[0].questions[0].level" in wrong.stdout) == (1, True)
    assert (foreign.returncode, "pip install 'impact-openedx[interchange]'" in foreign.stderr) == (2, True)
    assert "Traceback" not in sound.stderr + wrong.stderr + foreign.stderr
