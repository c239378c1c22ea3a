"""From one row to one question whose answers are chosen from a list, and the words for an option "other"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.conditions import Kind as Answered
from surveys.conditions import ValueType
from surveys.definition.making import other_id
from surveys.interchange.expressions import Answer, Untranslatable
from surveys.interchange.xlsform.bounds_in import alone_of, bounds_of, refuse_constraint
from surveys.interchange.xlsform.choice_list import ChoiceList
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import common, own_number, translated
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.types import Kind, Typed
from surveys.limits import MAX_OPTIONS

Document = dict[str, Any]

SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
_OTHER = "other"
_ONE_OF = frozenset({"single_choice", "multiple_response"})
_FLAGS = frozenset({"exclusive", "not_applicable"})


def why_not(typed: Typed, form: Form) -> str | None:
    """Return why a question with a list of choices cannot be carried, None if it can."""
    if typed.outside:
        return "Its options stand in another file or question. Write them in the sheet choices."
    options = len(form.list_of(typed.choices).options) + typed.or_other
    if not options:
        return f"The sheet choices has no list {typed.choices[:80]}."
    if options < 2:
        return "It has one option only, so there is nothing to choose."
    if options > MAX_OPTIONS:
        return f"It has {options} options, and {MAX_OPTIONS} is the most. Ask in two steps, or for a text."
    return None


def select(typed: Typed, row: FormRow, form: Form, question_id: str) -> Document:
    """Return the question of a row with a list of choices, and note what ``${name}`` now means."""
    kind = _type_of(typed, row)
    document = {**common(row, form, question_id), "type": kind, "options": options_for(typed, form)}
    if kind == "multiple_response":
        document |= bounds_of(row, form, "count-selected")
        _set_alone(document, row, form.list_of(typed.choices).codes)
    else:
        refuse_constraint(row, form)
    places = own_number(row, form, "maximum")
    if kind == "ranking" and places:
        document["maximum"] = places
    if typed.or_other:
        _add_other(document, row, form)
    knows(row.cell("name"), document, form.list_of(typed.choices), form)
    return document


def knows(name: str, document: Document, choices: ChoiceList, form: Form) -> None:
    """Note what ``${name}`` means: the answer to the question, or item, of ``document``."""
    several = document["type"] in {"multiple_response", "ranking"}
    codes = tuple(option["code"] for option in document["options"])
    kind = Answered(ValueType.CODES if several else ValueType.CODE, codes)
    values = {**{code: code for code in codes}, **choices.codes}
    form.knows(name, Answer(document["id"], kind, values, ordered=document["type"] == "ranking"))


def options_for(typed: Typed, form: Form) -> list[Document]:
    """Return the options of a list, for one question to own."""
    return [dict(option) for option in form.list_of(typed.choices).options]


def _type_of(typed: Typed, row: FormRow) -> str:
    if typed.kind is Kind.SELECT_MULTIPLE:
        return "multiple_response"
    if typed.kind is Kind.RANK:
        return "ranking"
    is_scale = "likert" in row.cell("appearance").split() or row.cell("impact_scale")
    return "scale" if is_scale else "single_choice"


def _set_alone(document: Document, row: FormRow, codes: Mapping[str, str]) -> None:
    alone = {codes.get(name) for name in alone_of(row)}
    for option in document["options"]:
        if option["code"] in alone and not option.get("not_applicable"):
            option["exclusive"] = True


def _add_other(document: Document, row: FormRow, form: Form) -> None:
    """Add the option that XLSForm's ``or_other`` stands for."""
    question_id = document["id"]
    if document["type"] not in _ONE_OF:
        form.changed(row, "type", "or_other", "Only a choice of options asks for words: the option is left out.")
        return
    if any(option["code"] == _OTHER or option.get("other") for option in document["options"]):
        form.changed(row, "type", "or_other", "The list has such an option already: no words are asked for.")
        return
    words = form.names.id_for(other_id(question_id))
    if words != other_id(question_id):
        why = f"Another question is called {other_id(question_id)}: the option is left out."
        form.changed(row, "type", "or_other", why)
        return
    document["options"].append({"code": _OTHER, "text": form.in_first_language("Other"), "other": True})
    form.report.assumed(row.place("type"), "The text of the option “other”", "or_other has none: Other stands there.")
    form.knows(f"{row.cell('name')}_other", Answer(words, Answered(ValueType.TEXT)))


def fold_other(row: FormRow, before: Document | None, before_name: str, form: Form) -> bool:
    """Tell whether ``row`` asks for the words of an option "other" of the question before it; make it so if it does.

    It does if it is called after that question, is a text, and is asked when one option is chosen and nothing else.
    """
    name = row.cell("impact_specifies") or row.cell("name").removesuffix("_other")
    if before is None or name != before_name or row.cell("name") == name or before["type"] not in _ONE_OF:
        return False
    option = _option_that_asks(before, row, form)
    if option is None:
        return False
    words = form.names.id_for(other_id(before["id"]))
    if words != other_id(before["id"]):
        return False
    option["other"] = True
    form.knows(row.cell("name"), Answer(words, Answered(ValueType.TEXT)))
    _note_differences(row, option, form)
    return True


def _option_that_asks(before: Document, row: FormRow, form: Form) -> Document | None:
    try:
        condition = translated(row.cell("relevant"), form).document
    except Untranslatable:
        return None
    if any(_FLAGS & option.keys() for option in before["options"] if _asks(option, before, condition)):
        return None
    if any(option.get("other") for option in before["options"]):
        return None
    return next((option for option in before["options"] if _asks(option, before, condition)), None)


def _asks(option: Document, question: Document, condition: Any) -> bool:
    answer = {"var": question["id"]}
    return condition in ({"===": [answer, option["code"]]}, {"in": [option["code"], answer]})


def _note_differences(row: FormRow, option: Mapping[str, Any], form: Form) -> None:
    texts = form.text(row, "label", piped=False)
    if texts is not None and texts != option["text"]:
        form.changed(row, "label", "A text", "The words for an option are asked for with the option's own text.")
    for column in ("hint", "constraint", "required"):
        if row.cell(column) or column in row.texts:
            form.changed(row, column, column, "The words for an option have none of their own.")
