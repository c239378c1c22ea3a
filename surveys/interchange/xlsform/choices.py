"""The sheet choices: lists of options, each known by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from surveys.interchange.naming import codes_for
from surveys.interchange.xlsform.choice_list import ChoiceList
from surveys.interchange.xlsform.columns import MEDIA
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import own_flag
from surveys.interchange.xlsform.rows import FormRow

COLUMNS = frozenset({"list_name", "name", "label", "impact_label", "impact_not_applicable", *MEDIA})
_NO_PICTURES = "Options here are texts. Say in the text what the picture or sound says."


def choice_lists(rows: Iterable[FormRow], form: Form) -> dict[str, ChoiceList]:
    """Return the lists that ``rows`` hold, by name."""
    by_list: dict[str, list[FormRow]] = {}
    for row in rows:
        if row.cell("list_name") and row.cell("name"):
            by_list.setdefault(row.cell("list_name"), []).append(row)
        elif row.cells or row.texts:
            form.report.left_out(row.place(), "An option", "It has no list_name or no name.")
    return {name: _choice_list(name, listed, form) for name, listed in by_list.items()}


def _choice_list(name: str, rows: list[FormRow], form: Form) -> ChoiceList:
    values = [row.cell("name") for row in rows]
    codes = codes_for(values)
    by_value: dict[str, str] = {}
    for row, value, code in zip(rows, values, codes, strict=True):
        by_value.setdefault(value, code)
        if value != code:
            form.report.changed(row.place(), f"Option {value[:80]}", f"Codes are short and without spaces: now {code}.")
    options = tuple(_option(row, code, form) for row, code in zip(rows, codes, strict=True))
    return ChoiceList(name, options, by_value, rows[0].place())


def _option(row: FormRow, code: str, form: Form) -> dict[str, Any]:
    for name in sorted(MEDIA & row.cells.keys()):
        form.report.left_out(row.place(name), f"{name} of option {row.cell('name')[:80]}", _NO_PICTURES)
    text = form.text(row, "label", piped=False)
    if text is None:
        form.report.assumed(
            row.place(), f"Text of option {row.cell('name')[:80]}", "It has no label: its name is shown."
        )
        text = form.in_first_language(row.cell("name"))
    option: dict[str, Any] = {"code": code, "text": text}
    if own_flag(row, form, "not_applicable"):
        option["not_applicable"] = True
    return option
