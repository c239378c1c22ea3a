"""From one row to one question, type by type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from surveys.conditions import Kind as Answered
from surveys.conditions import ValueType
from surveys.interchange.expressions import Answer
from surveys.interchange.frame import UNIT_NOT_STATED
from surveys.interchange.xlsform.bounds_in import bounds_of, days_of, refuse_constraint
from surveys.interchange.xlsform.constraints import parameters_in
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import common, own_choice
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.types import Kind
from surveys.limits import MAX_ANSWER_TEXT

Document = dict[str, Any]

_MOST_SHORT = 1_000  # characters of a short text


def entered(kind: Kind, row: FormRow, form: Form, question_id: str) -> Document:
    """Return the question of a row whose answer is typed in, and note what ``${name}`` now means."""
    document = {**common(row, form, question_id), **_BUILDERS[kind](row, form)}
    form.knows(row.cell("name"), Answer(question_id, Answered(_VALUES[document["type"]])))
    return document


def _number(row: FormRow, form: Form, *, whole: bool) -> Document:
    if whole and own_choice(row, form, "type", ["duration"]):
        return {"type": "duration", **bounds_of(row, form)}
    document: Document = {"type": "number", "unit": _unit(row, form), **bounds_of(row, form, whole=whole)}
    return document if whole else {**document, "whole": False}


def _unit(row: FormRow, form: Form) -> Mapping[str, str]:
    unit = form.text(row, "impact_unit", piped=False)
    if unit is None:
        why = f"The file does not say what is counted: {UNIT_NOT_STATED} stands there. Write it in impact_unit."
        form.report.assumed(row.place("impact_unit"), "A unit", why)
        unit = form.in_first_language(UNIT_NOT_STATED)
    return unit


def _range(row: FormRow, form: Form) -> Document:
    refuse_constraint(row, form)
    parameters = parameters_in(row.cell("parameters"))
    if own_choice(row, form, "type", ["recommendation"]):
        return {"type": "recommendation", **_ends(form, parameters.get("tick_labelset", ""))}
    numbers = {name: _amount(parameters.get(name, usual)) for name, usual in _USUAL_RANGE.items()}
    start, end, step = (numbers[name] for name in _USUAL_RANGE)
    form.changed(row, "type", "A range", "It is a number between two bounds now: there is no slider here.")
    document: Document = {"type": "number", "unit": _unit(row, form)}
    if start is None or end is None or step is None:
        form.changed(row, "parameters", "Bounds", "They are not understood and left out.")
        return document
    document |= {"minimum": min(start, end), "maximum": max(start, end)}
    if not float(step).is_integer() or not float(start).is_integer():
        document["whole"] = False
    if abs(step) != 1:
        form.changed(row, "parameters", "A step", f"Every number between the bounds can be answered, not each {step}.")
    return document


_USUAL_RANGE = {"start": "1", "end": "10", "step": "1"}


def _ends(form: Form, name: str) -> Document:
    """Return the texts at 0 and 10, which stand in a list of choices of their own."""
    labels = {option["code"]: option["text"] for option in form.list_of(name).options}
    return {"ends": [labels["0"], labels["10"]]} if {"0", "10"} <= labels.keys() else {}


def _amount(digits: str) -> int | float | None:
    try:
        number = float(digits[:20])
    except ValueError:
        return None
    if not -1e15 < number < 1e15:  # neither infinite nor no number at all
        return None
    return int(number) if number.is_integer() else number


def _date(row: FormRow, form: Form) -> Document:
    return {"type": "date", **days_of(row, form)}


def _text(row: FormRow, form: Form) -> Document:
    is_long = "multiline" in row.cell("appearance").split()
    document: Document = {"type": "free_text" if is_long else "short_text"}
    bounds = bounds_of(row, form, "string-length")
    if "minimum" in bounds:
        form.changed(row, "constraint", "A least number of characters", "Texts here have a longest length only.")
    if "maximum" in bounds:
        most = MAX_ANSWER_TEXT if is_long else _MOST_SHORT
        document["maximum"] = max(1, min(int(bounds["maximum"]), most))
        if document["maximum"] != bounds["maximum"]:
            form.changed(row, "constraint", "A longest length", f"It is {document['maximum']:,} characters now.")
    return document


_BUILDERS: Mapping[Kind, Callable[[FormRow, Form], Document]] = {
    Kind.INTEGER: lambda row, form: _number(row, form, whole=True),
    Kind.DECIMAL: lambda row, form: _number(row, form, whole=False),
    Kind.RANGE: _range,
    Kind.DATE: _date,
    Kind.TEXT: _text,
}
ENTERED = frozenset(_BUILDERS)
"""Kinds of rows whose answers are typed in."""

_VALUES: Mapping[str, ValueType] = {
    "number": ValueType.NUMBER,
    "duration": ValueType.NUMBER,
    "recommendation": ValueType.NUMBER,
    "date": ValueType.DATE,
    "short_text": ValueType.TEXT,
    "free_text": ValueType.TEXT,
}
