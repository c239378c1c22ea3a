"""The page on the format names exactly the types, members, levels and limits that the schemas know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields, validate

from surveys.answers.parts import DECLINED_PART
from surveys.definition.fields import MAX_TEXT
from surveys.definition.making import OTHER
from surveys.definition.question_schema import MAX_ID, ItemSchema, OptionSchema, QuestionSchema
from surveys.definition.question_types import BELONGS_TO, DOCUMENT_TYPES, MAX_COMMENT, MAX_SHORT_TEXT
from surveys.definition.schema import FORMAT, PageSchema, RecallSchema, ScaleSchema, SurveySchema
from surveys.form.fields import DATE_PARTS, DURATION_PARTS
from surveys.levels import Level
from surveys.limits import MAX_ANSWER_TEXTS, MAX_ANSWERS, MAX_SURVEY_BYTES
from surveys.privacy import PrivacyClass

PAGE = (Path(__file__).parents[3] / "docs" / "definition-format.md").read_text("utf-8")
_NAME = re.compile(r"`([a-z_]+)`")


def section(title: str) -> str:
    """Return what stands under the heading ``title``."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table under ``title``, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def members(title: str) -> dict[str, str]:
    """Return the members that the table under ``title`` names, each with what stands under "needed"."""
    return {name: row[1] for row in rows(title) for name in _NAME.findall(row[0])}


def shape(before: str) -> set[str]:
    """Return the members within the braces that follow ``before``, those that may be left out with their ``?``."""
    found = re.search(re.escape(before) + r"[^{]*\{([^}]*)\}", PAGE)
    assert found is not None
    return set(found[1].split(", "))


def shape_of(schema: type[Schema]) -> set[str]:
    """Return the members of ``schema``, written alike."""
    return {name if field.required else f"{name}?" for name, field in schema().fields.items()}


def names_in(text: str) -> set[str]:
    """Return the names that stand between backquotes."""
    return set(_NAME.findall(text))


def test_the_page_is_about_the_format_that_is_read() -> None:
    assert f"# The definition format `{FORMAT}`" in PAGE
    assert FORMAT in rows("The survey")[0][2]


def test_every_member_of_a_survey_is_named() -> None:
    fields = SurveySchema().fields
    assert members("The survey").keys() == fields.keys()
    assert {name for name, needed in members("The survey").items() if needed == "yes"} == {
        name for name, field in fields.items() if field.required
    }


def test_every_member_of_its_parts_is_named() -> None:
    assert shape("| `scales` |") == shape_of(ScaleSchema)
    assert shape("| `recalls` |") == shape_of(RecallSchema)
    assert shape("| `pages` |") == shape_of(PageSchema)
    assert shape("**Items** of a battery are") == shape_of(ItemSchema)


def test_every_flag_of_an_option_is_named() -> None:
    options = section("Types").partition("**Options**")[2].partition("\n\n")[0]
    assert shape("**Options** are") == {"code", "text"}
    assert names_in(options) - {"short_text", "_other"} == OptionSchema().fields.keys() - {"code", "text"}


def test_every_member_that_any_question_has_is_named() -> None:
    fields = QuestionSchema().fields
    assert members("Every question").keys() == fields.keys() - BELONGS_TO.keys()
    needed = {name for row in rows("Every question") for name in names_in(row[0]) if row[1] == "yes"}
    needed |= {name for row in rows("Every question") for name in names_in(row[1])}
    assert needed == {name for name, field in fields.items() if field.required}


def test_every_type_is_named_with_the_members_of_its_own() -> None:
    named = {row[0].strip("`"): names_in(row[1]) for row in rows("Types")[1:]}
    assert named == {kind: {member for member, kinds in BELONGS_TO.items() if kind in kinds} for kind in DOCUMENT_TYPES}


def test_every_level_and_class_of_privacy_is_named() -> None:
    said = {row[0]: names_in(row[2]) for row in rows("Every question")}
    assert said["`level`"] == {level.value for level in Level}
    assert said["`privacy`"] == {kind.value for kind in PrivacyClass}


def test_the_parts_of_an_answer_are_named() -> None:
    parts = {part for kind in (DURATION_PARTS, DATE_PARTS) for part, _ in kind}
    named = set(re.findall(r"`q\.([^`]+)`", section("Answers")))
    assert named == {*parts, "CODE", DECLINED_PART}


def most(field: fields.Field[Any]) -> int:
    """Return how many things a list may hold."""
    assert isinstance(field, fields.List)
    (length,) = (one for one in field.validators if isinstance(one, validate.Length))
    assert length.max is not None
    return length.max


def test_every_limit_is_as_it_is_said() -> None:
    survey, page, question = SurveySchema().fields, PageSchema().fields, QuestionSchema().fields
    assert " ".join(section("Limits").split()) == (
        f"{MAX_ANSWERS} questions, {most(question['options'])} options a question, {MAX_ANSWER_TEXTS:,} characters of "
        f"all texts that may be answered together, {MAX_SURVEY_BYTES // 1024} KiB for the document; "
        f"{most(survey['languages'])} languages, {most(survey['recalls'])} recalls, {most(survey['pages'])} pages, "
        f"{most(page['questions'])} questions a page (a battery is one), {most(question['items'])} items a battery."
    )
    assert f"({MAX_ID} at most)" in section("The survey")
    assert f"At most {MAX_TEXT:,} characters." in section("The survey")
    assert f"{MAX_ID - len(OTHER)} characters at most" in section("Types")
    for kind, longest in (("short_text", MAX_SHORT_TEXT), ("free_text", MAX_COMMENT)):
        assert f"| `{kind}` | `maximum` [characters, {longest:,} unless said]" in PAGE
