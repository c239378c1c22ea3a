"""The demonstration's real data, from file to figures, as the command line gives them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluation.cli import main
from evaluation.demo import CARPENTRIES, PILOT_CAMPAIGN
from evaluation.imports.mapping import load_mapping
from surveys.definition import QuestionType, Survey
from surveys.levels import Level

Command = Callable[..., Result]


@pytest.fixture
def evaluation(database_url: str) -> Command:
    """The command line on an empty database."""
    runner = CliRunner()
    return lambda *arguments: runner.invoke(main, arguments, env={"EVALUATION_DATABASE_URL": database_url})


def _import(evaluation: Command) -> Result:
    file, mapping = CARPENTRIES / "end_of_training_2018.csv", CARPENTRIES / "mapping.json"
    return evaluation("import", "answers", str(file), "--mapping", str(mapping), "--campaign", PILOT_CAMPAIGN)


def _questions(results: dict[str, Any]) -> dict[str, Any]:
    return {question["question"]: question for level in results["levels"] for question in level["questions"]}


def _counts(question: dict[str, Any]) -> dict[str, int]:
    return {option["option"]: option["count"] for option in question["distribution"]}


def test_all_967_rows_are_in_with_the_published_figures(evaluation: Command) -> None:
    imported = _import(evaluation)
    assert imported.exit_code == 0, imported.output
    assert "967 rows: 967 new, 0 known already, 0 not read." in imported.output
    printed = evaluation("results", PILOT_CAMPAIGN, "--format", "json")
    results = json.loads(printed.stdout)
    questions = _questions(results)
    worth, pace = questions["worth"], questions["pace"]
    assert (results["release"]["answered"], results["release"]["shown"]) == (967, 967)
    # Counted in the file with a spreadsheet's filter, not by this program.
    assert _counts(worth) == {
        "strongly_agree": 474,
        "agree": 343,
        "neither": 58,
        "disagree": 17,
        "strongly_disagree": 12,
    }
    assert worth["n"] == 904
    assert (worth["top_2_box"]["count"], worth["top_2_box"]["n"]) == (817, 904)
    assert _counts(pace) == {
        "just_right": 513,
        "slightly_slow": 225,
        "slightly_fast": 133,
        "too_slow": 33,
        "too_fast": 5,
    }
    assert (pace["n"], pace["top_2_box"]) == (909, None)
    assert questions["likely_to_recommend"]["n"] == 889


def test_every_answer_of_the_file_is_counted(evaluation: Command) -> None:
    """The file, read here with nothing but a CSV reader, and the results agree on every option of every question."""
    _import(evaluation)
    questions = _questions(json.loads(evaluation("results", PILOT_CAMPAIGN).stdout))
    mapping = load_mapping(CARPENTRIES / "mapping.json")
    text = (CARPENTRIES / "end_of_training_2018.csv").read_text(encoding="utf-8-sig").replace("\u00a0", " ")
    rows = list(csv.DictReader(io.StringIO(text)))
    for source in mapping.sources:
        cells = [row[source.column] for row in rows if row[source.column]]
        assert questions[source.question.id]["n"] == len(cells), source.question.id
        if source.question.options:
            wanted = dict.fromkeys(source.question.codes, 0)
            for cell in cells:
                wanted[source.codes[cell]] += 1
            assert _counts(questions[source.question.id]) == wanted, source.question.id


def test_importing_again_and_rebuilding_change_no_figure(evaluation: Command) -> None:
    _import(evaluation)
    before = [evaluation("results", PILOT_CAMPAIGN, "--format", form).stdout for form in ("json", "csv")]
    again = _import(evaluation)
    rebuilt = evaluation("rebuild")
    after = [evaluation("results", PILOT_CAMPAIGN, "--format", form).stdout for form in ("json", "csv")]
    assert "967 rows: 0 new, 967 known already, 0 not read." in again.output
    assert (again.exit_code, rebuilt.exit_code) == (0, 0)
    assert "967 entries" in rebuilt.output
    assert before == after


@pytest.fixture(scope="module")
def survey() -> Survey:
    """The pilot's definition."""
    return load_mapping(CARPENTRIES / "mapping.json").survey


def test_every_closed_question_is_bound_to_a_level_and_no_open_one_is_asked(survey: Survey) -> None:
    assert len(survey.questions) == 35
    assert {question.level for question in survey} == {Level.TARGET_GROUP, Level.INTERVENTIONS, Level.COMPETENCIES}
    assert QuestionType.FREE_TEXT not in {question.type for question in survey}


def test_the_pilot_speaks_all_three_languages(survey: Survey) -> None:
    texts = [question.text for question in survey]
    texts += [option.text for question in survey for option in question.options]
    texts += [survey.title, survey.purpose, *(page.title for page in survey.pages)]
    assert all(set(text) == {"en", "nl", "fr"} for text in texts)


def test_what_could_identify_a_workshop_is_left_out() -> None:
    mapping = load_mapping(CARPENTRIES / "mapping.json")
    assert mapping.ignored == {"MemberSite", "MemberSiteOther", "CompleteTrainingOther", "Workshop ID"}
    assert not mapping.ignored & mapping.columns


@pytest.mark.parametrize("name", ["ATTRIBUTION.md", "LICENSE.md"])
def test_the_data_comes_with_its_licence(name: str) -> None:
    text = Path(CARPENTRIES / name).read_text(encoding="utf-8")
    assert "Carpentries" in text
    assert "creativecommons" in text or "Creative Commons" in text
