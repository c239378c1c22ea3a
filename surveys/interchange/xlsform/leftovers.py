"""What of a row no definition of ours has: each with a line in the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.conditions import Kind as Answered
from surveys.conditions import ValueType
from surveys.interchange.expressions import Answer
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import NO, YES
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.structure import Group, Line
from surveys.interchange.xlsform.types import Kind

Document = dict[str, Any]

_CHANGES_ANSWERS: Mapping[str, str] = {
    "choice_filter": "All options of the list are offered here. Ask with conditions, or split the question.",
    "calculation": "Nothing is calculated here.",
    "trigger": "Nothing is calculated here.",
}
_WHY: Mapping[str, str] = {
    "default": "Questions here begin without an answer.",
    "constraint_message": "What is wrong is said in the respondent's language by the form itself.",
    "required_message": "What is missing is said in the respondent's language by the form itself.",
    "guidance_hint": "There is one help for each question: put it into the hint.",
    "repeat_count": "There are no repeated groups.",
    "autoplay": "There is no sound and no film.",
    "rows": "The height of a field follows its longest text.",
    **dict.fromkeys(("image", "big-image", "audio", "video"), "Questions here are texts. Say it in the label."),
}
_KNOWN_APPEARANCES = frozenset({"multiline", "likert", "field-list", "table-list", "label", "list-nolabel"})


def cells(row: FormRow, form: Form, *, question: bool = False, battery: bool = False) -> None:
    """Note the cells of ``row`` that are not carried; of a ``question`` some change what can be answered."""
    for name in sorted(_CHANGES_ANSWERS.keys() & row.cells.keys()):
        if question or battery:
            form.changed(row, name, name, _CHANGES_ANSWERS[name])
        else:
            form.report.left_out(row.place(name), name, _CHANGES_ANSWERS[name])
    for name in sorted(_WHY.keys() & (row.cells.keys() | row.texts.keys())):
        form.report.left_out(row.place(name), name, _WHY[name])
    if not question and not battery and "hint" in row.texts:
        form.report.left_out(row.place("hint"), "A hint", "Only questions have one.")
    unknown = [one for one in row.cell("appearance").split() if one not in _KNOWN_APPEARANCES]
    if unknown:
        shown = " ".join(unknown)[:80]
        form.report.left_out(row.place("appearance"), f"Appearance {shown}", "The form looks the same everywhere.")
    if row.cell("readonly").lower() not in YES | NO:
        form.report.left_out(row.place("readonly"), "readonly", "Whether a question can be answered does not change.")


_FITS: Mapping[str, tuple[str, ...]] = {"scale": ("scale", "battery"), "reversed": ("scale",)}


def members(document: Document, row: FormRow, form: Form) -> None:
    """Take out of ``document`` what our own columns say and its type does not have."""
    for name, types in _FITS.items():
        if name in document and document["type"] not in types:
            del document[name]
            why = f"Only questions of type {' and '.join(types)} have it."
            form.report.left_out(row.place(f"impact_{name}"), f"impact_{name}", why)


def repeat(group: Group, form: Form) -> None:
    """Note that nothing within a repeat is carried."""
    if group.row is not None:
        what = f"Repeat {group.row.cell('name')[:80]}"
        form.report.left_out(group.row.place(), what, "Nothing is asked more than once here.")
    for line in group.lines():
        if is_question(line):
            form.question_left_out(line.row, "It stands in a group that is repeated, and nothing here is.")
        else:
            form.report.left_out(
                line.row.place(), f"Row {line.row.cell('name')[:80]}", "It stands in a repeated group."
            )


def is_question(line: Line) -> bool:
    """Tell whether respondents answer a row."""
    appearances = line.row.cell("appearance").split()
    is_header = "label" in appearances and bool(line.typed.choices)
    is_read = line.typed.kind in {Kind.NOTE, Kind.HIDDEN, Kind.NO_QUESTION} or line.row.cell("readonly").lower() in YES
    return not is_read and not is_header


def no_question(line: Line, form: Form) -> None:
    """Note a row that the program fills in: it is no question."""
    what = " ".join(dict.fromkeys((line.typed.name[:80], line.row.cell("name")[:80]))).strip()
    form.report.left_out(line.row.place(), what, "The program fills it in; nobody is asked.")


def is_recall(row: FormRow) -> bool:
    """Tell whether a hidden row is an answer to an earlier survey."""
    return bool(row.cell("impact_survey") and row.cell("impact_question"))


def recall(row: FormRow, form: Form) -> Document:
    """Return the recall of a row, and note what its name means."""
    recall_id = form.names.id_for(row.cell("impact_id") or row.cell("name"), "recall")
    form.knows(row.cell("name"), Answer(recall_id, Answered(ValueType.TEXT)))
    document: Document = {
        "id": recall_id,
        "survey": row.cell("impact_survey"),
        "question": row.cell("impact_question"),
    }
    if text := form.text(row, "label", piped=False):
        document["text"] = text
    return document
