"""The instruments that others made say what their makers wrote. See ``sources/ATTRIBUTION.md``."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from surveys.definition import QuestionType, Survey
from surveys.instruments import load_instrument
from tests.surveys.instruments.walking import BY_OTHERS

SOURCES = Path(__file__).parent / "sources"
LONG_TERM = load_instrument("carpentries_long_term")
END = load_instrument("carpentries_end")
SKILLS = load_instrument("skills4eosc")


def published(name: str) -> str:
    """Return a published text with typographic apostrophes and ordinary spaces, and no other change."""
    return (SOURCES / name).read_text("utf-8-sig").replace("'", "’").replace("\N{NO-BREAK SPACE}", " ")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table."""
    return list(csv.DictReader(published(name).splitlines()))


def english_options(survey: Survey, question: str) -> set[str]:
    """Return the options of a question in English, without "other"."""
    return {option.text["en"] for option in survey.questions[question].options if not option.other}


@pytest.mark.parametrize("name", BY_OTHERS)
def test_they_are_in_english_first_and_say_whose_they_are_and_what_is_ours(name: str) -> None:
    survey = load_instrument(name)
    assert survey.languages[0] == "en"
    assert re.search("Skills4EOSC|The Carpentries", survey.source)
    assert "English wording theirs" in survey.source
    assert re.search("Dutch and French translations.* are ours", survey.source)


@pytest.mark.parametrize("survey", [END, LONG_TERM], ids=lambda survey: survey.id)
def test_the_carpentries_are_credited_as_their_licence_asks(survey: Survey) -> None:
    assert survey.licence == "CC-BY-4.0"
    for part in ("Copyright © The Carpentries", "https://creativecommons.org/licenses/by/4.0/", "do not endorse"):
        assert part in survey.source


CHANGED = {"workshop_contributed_academics_open": "If you answered yes to question 16, please"}
"""What the source says of a question's number, which a condition now says."""


def test_the_long_term_questions_read_as_published() -> None:
    wording = {row["short_name"]: row["original_name"] for row in rows("carpentries_long_term_columns.csv")}
    for question in LONG_TERM:
        if question.specifies is None:
            theirs = wording[question.id].replace(CHANGED.get(question.id, "\0"), "Please")
            assert question.text["en"] == theirs


@pytest.mark.parametrize(
    "question", ["workshop_attended_content", "behavior_adopted", "how_tools_help", "other_activities"]
)
def test_the_long_term_lists_offer_the_published_answers(question: str) -> None:
    key = [row for row in rows("carpentries_long_term_answer_key.csv") if row["column"] == question]
    theirs = {row["verbatim"].replace("a an ", "an ") for row in key} - {"Other"}
    assert english_options(LONG_TERM, question) == theirs


@pytest.mark.parametrize("question", sorted({row["column"] for row in rows("carpentries_long_term_answers.csv")}))
def test_the_long_term_choices_are_those_that_were_given(question: str) -> None:
    given = {row["verbatim"] for row in rows("carpentries_long_term_answers.csv") if row["column"] == question}
    assert english_options(LONG_TERM, question) == given


def test_the_end_of_training_questions_read_as_published() -> None:
    mended = (
        published("carpentries_end_of_training.txt").replace("alloted", "allotted").replace("preented", "presented")
    )
    theirs = mended.splitlines()
    asked = {question.text["en"] for question in END if question.specifies is None}
    asked |= {question.battery.text["en"] for question in END if question.battery is not None}
    assert asked <= set(theirs)
    left_out = [line for line in theirs if line not in asked]
    assert left_out == [
        "I would recommend this training to a friend/colleague.",
        "How would you describe your ability to do the following tasks?",
        "Describe your knowledge about the following topics.",
        "How has your motivation to learn more about these topics changed?",
    ]


COLUMNS = {
    "when_taking": "WhenTaking",
    "information_reasonable_time": "InformationReasonableTime",
    "atmosphere_welcoming": "AtmosphereWelcoming",
    "learned_skills": "LearnedSkills",
    "material": "Material",
    "worth": "Worth",
    "pace": "Pace",
    "hands_on": "HandsOn",
    "new_information": "NewInformation",
    "trainers_clear_answers": "TrainersClearAnswers",
    "trainers_considerate": "TrainersConsiderate",
    "trainers_communicators": "TrainersCommunicators",
    "trainers_enthusiastic": "TrainersEnthusiastic",
    "complete_training": "CompleteTraining",
}


@pytest.fixture(scope="module")
def end_of_training() -> list[dict[str, str]]:
    """967 answers to the form, as The Carpentries published them."""
    data = Path(__file__).parents[3] / "evaluation" / "demo" / "carpentries" / "end_of_training_2018.csv"
    with data.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("question", "column"), COLUMNS.items())
def test_every_answer_that_was_given_at_the_end_is_an_option(
    end_of_training: list[dict[str, str]], question: str, column: str
) -> None:
    given = {row[column].replace("\N{NO-BREAK SPACE}", " ") for row in end_of_training} - {"", "Other (please specify)"}
    assert given <= english_options(END, question)


def test_the_skills4eosc_form_reads_as_published() -> None:
    form = published("skills4eosc.md")
    rows_of_tables = {line.split("|")[1].strip() for line in form.splitlines() if line.startswith("|")}
    lines = {line.strip(" -") for line in form.splitlines()}
    texts = {"In your opinion the " + line.removeprefix("the ").removesuffix(" [free text]") for line in lines}
    for question in SKILLS:
        assert question.text["en"] in rows_of_tables | lines | texts
        if question.battery is not None:
            assert question.battery.text["en"] in lines
    assert {line.removeprefix("## ") for line in lines if line.startswith("## ")} == {
        page.title["en"] for page in SKILLS.pages
    }


def test_the_skills4eosc_options_are_those_published_from_low_to_high() -> None:
    form = published("skills4eosc.md")
    heads = [re.findall(r"[A-Za-z][A-Za-z ]*[a-z]", line) for line in form.splitlines() if line.startswith("|  ")]
    points = {q.id: [option.text["en"] for option in q.options] for q in SKILLS if q.type is QuestionType.SCALE}
    listed = form.partition("## Training rating")[2].partition("##")[0]
    assert points["overall"] == re.findall(r"^- (.+)$", listed, re.MULTILINE)[::-1]
    assert points["easy_to_follow"] == heads[0]
    assert points["skills_before"] == points["skills_after"] == heads[1]
