"""Members that questions of every type have, from a row: text, condition, and what our own columns say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from surveys.conditions import misuses, problems_of
from surveys.errors import JSONRefused
from surveys.interchange.expressions import Translation, Untranslatable, parse_expression, translate, write_condition
from surveys.interchange.expressions.folding import all_of
from surveys.interchange.xlsform.conditions_out import XPathWriter
from surveys.interchange.xlsform.dialect import XPATH
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.rows import FormRow
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.strict_json import parse_json

YES = frozenset({"yes", "true", "true()", "1"})
NO = frozenset({"", "no", "false", "false()", "0"})
_SCALE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LONGEST = 128  # characters of a node's id

Document = dict[str, Any]
_T = TypeVar("_T")


def common(row: FormRow, form: Form, question_id: str) -> Document:
    """Return the members that every question of a row has, but for its type."""
    document: Document = {
        "id": question_id,
        "version": own_number(row, form, "version") or 1,
        "level": _level(row, form),
        "text": label(row, form),
        **optional(row, form),
    }
    if help_text := form.text(row, "hint"):
        document["help"] = help_text
    if is_required(row, form):
        document["required"] = True
    condition = condition_of(row, form)
    if condition is not None:
        document["condition"] = condition
    return document


def _level(row: FormRow, form: Form) -> str:
    said = own_choice(row, form, "level", [level.value for level in Level])
    form.assumed_levels += not said
    return said or form.assumptions.level.value


def optional(row: FormRow, form: Form) -> Document:
    """Return what our own columns say of a question, and no other column can."""
    said: Document = {
        "node": row.cell("impact_node")[:_LONGEST],
        "privacy": own_choice(row, form, "privacy", [name.value for name in PrivacyClass]),
        "declinable": own_flag(row, form, "declinable"),
        "scale": _scale(row, form),
        "reversed": own_flag(row, form, "reversed"),
    }
    return {name: value for name, value in said.items() if value}


def _scale(row: FormRow, form: Form) -> str:
    """Return the id of a question's scale; one that the sheet impact_scales does not have gets its id as a title."""
    cell = row.cell("impact_scale")
    scale = _own(row, form, "scale", cell if _SCALE.fullmatch(cell) else "", not cell or bool(_SCALE.fullmatch(cell)))
    if scale and scale not in form.scales:
        form.scales[scale] = {"id": scale, "title": form.in_first_language(scale)}
        why = "The sheet impact_scales does not have it: its name is its title."
        form.report.assumed(row.place("impact_scale"), f"Scale {scale}", why)
    return scale


def label(row: FormRow, form: Form) -> Mapping[str, str]:
    """Return the text of a row, which is its name where it has no label."""
    text = form.text(row, "label")
    if text is None:
        form.report.assumed(row.place("label"), "A text", "There is no label: the name is shown. Write a label.")
        text = form.in_first_language(row.cell("name") or row.cell("type"))
    return text


def is_required(row: FormRow, form: Form) -> bool:
    """Tell whether a row needs an answer."""
    cell = row.cell("required").lower()
    if cell not in YES | NO:
        form.changed(row, "required", "Required under a condition", "Here it is required or not: now it is not.")
    return cell in YES


def condition_of(row: FormRow, form: Form) -> Any:
    """Return the condition of a row's column relevant, None for none; note what cannot be said."""
    cell = row.cell("relevant")
    own = _own_condition(row, form, cell)
    if own is not None or not cell:
        return own
    try:
        translation = translated(cell, form)
    except Untranslatable as untranslatable:
        form.changed(row, "relevant", "A condition", f"{untranslatable.reason} It is left out: this is always asked.")
        return None
    for note in translation.notes:
        form.changed(row, "relevant", "A condition", note)
    return None if translation.document is True else translation.document


def translated(cell: str, form: Form) -> Translation:
    """Return what ``cell`` of the column relevant says. Raises Untranslatable."""
    return translate(parse_expression(cell, XPATH), form.meanings)


def both(first: Any, second: Any) -> Any:
    """Return the condition that holds if both do; None is no condition."""
    given = [condition for condition in (first, second) if condition is not None]
    return all_of(given) if given else None


def _own_condition(row: FormRow, form: Form, cell: str) -> Any:
    """Return the condition as Impact had it, unless the column relevant was edited since."""
    own = row.cell("impact_condition")
    if not own:
        return None
    try:
        document = parse_json(own.encode())
    except (JSONRefused, UnicodeEncodeError):
        document = None
    if document is not None and _is_sound(document, form) and _as_written(document, form) == cell:
        return document
    form.report.left_out(row.place("impact_condition"), "A condition", "It is not what the column relevant says.")
    return None


def _is_sound(document: Any, form: Form) -> bool:
    kinds = {answer.id: answer.kind for answer in form.answers.values()}
    return not any(problems_of(document)) and not any(misuses(document, kinds))


def _as_written(document: Any, form: Form) -> str:
    lists = {answer.id for answer in form.answers.values() if answer.kind.type == "codes"}
    try:
        return write_condition(document, XPathWriter(form.name_of, lists))
    except Untranslatable:
        return ""


def own_flag(row: FormRow, form: Form, name: str) -> bool:
    """Return what a column of ours says: yes or no."""
    cell = row.cell(f"impact_{name}").lower()
    return _own(row, form, name, cell in YES, cell in YES | NO)


def own_number(row: FormRow, form: Form, name: str) -> int | None:
    """Return the whole number in a column of ours."""
    cell = row.cell(f"impact_{name}")
    is_number = cell.isascii() and cell.isdigit() and len(cell) < 8
    return _own(row, form, name, int(cell) if is_number else None, is_number or not cell)


def own_choice(row: FormRow, form: Form, name: str, allowed: list[str]) -> str:
    """Return what stands in a column of ours, if it is ``allowed``."""
    cell = row.cell(f"impact_{name}").lower()
    return _own(row, form, name, cell if cell in allowed else "", cell in {"", *allowed})


def _own(row: FormRow, form: Form, name: str, value: _T, understood: bool) -> _T:
    if not understood:
        place = row.place(f"impact_{name}")
        form.report.left_out(place, f"impact_{name}", "What stands there is not understood: see docs/interchange.md.")
    return value
