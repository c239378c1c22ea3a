"""From a question's document to rows of the sheet survey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from surveys.definition.making import other_id
from surveys.interchange.xlsform.conditions_out import fixed, number
from surveys.interchange.xlsform.export import Cells, Export
from surveys.interchange.xlsform.lists_out import Lists

Document = dict[str, Any]
MAX_DIGITS: Final = 20  # of a bound, as far as expressions are read

_SELECTS: Mapping[str, str] = {
    "single_choice": "select_one",
    "scale": "select_one",
    "multiple_response": "select_multiple",
    "ranking": "rank",
}


def question_rows(document: Document, path: str, export: Export, lists: Lists) -> Iterator[Cells]:
    """Yield the rows of one question: one, and one more for the words of an option "other", or those of a battery."""
    kind = document["type"]
    if kind == "battery":
        yield from _battery(document, path, export, lists)
        return
    export.report.carried(path, document["id"])
    special = _select if kind in _SELECTS else _ENTERED[kind]
    required: Cells = {"required": "yes"} if document.get("required") else {}
    yield {**_common(document, path, export), **required, **special(document, path, export, lists)}
    yield from _words(document, path, export)


def _common(document: Document, path: str, export: Export) -> Cells:
    name = export.names[document["id"]]
    return {
        "name": name,
        **export.text("label", document["text"], f"{path}.text"),
        **export.text("hint", document.get("help"), f"{path}.help"),
        **export.condition(document.get("condition"), path),
        **export.own(
            id=document["id"] if name != document["id"] else None,
            version=document["version"],
            level=document.get("level"),
            node=document.get("node"),
            privacy=document.get("privacy"),
            declinable=document.get("declinable"),
            scale=document.get("scale"),
            reversed=document.get("reversed"),
        ),
    }


def _select(document: Document, path: str, export: Export, lists: Lists) -> Cells:
    kind = document["type"]
    name = lists.name_of(document["options"], export.names[document["id"]], path)
    cells: Cells = {"type": f"{_SELECTS[kind]} {name}"}
    if kind == "scale":
        cells["appearance"] = "likert"
    elif kind == "ranking":
        cells |= export.own(maximum=document.get("maximum"))
    elif kind == "multiple_response":
        alone = [option["code"] for option in document["options"] if option.get("exclusive")]
        terms = _terms(document, "count-selected(.)", path, export)
        terms += [f"not(selected(., {fixed(code)}) and count-selected(.) > 1)" for code in alone]
        cells |= _constraint(terms)
    return cells


def _words(document: Document, path: str, export: Export) -> Iterator[Cells]:
    option = next((option for option in document.get("options", ()) if option.get("other")), None)
    if option is None:
        return
    question = document["id"]
    name, asked = export.names[other_id(question)], export.names[question]
    operator = "in" if document["type"] == "multiple_response" else "==="
    condition = export.condition({operator: [option["code"], {"var": question}]}, path)
    yield {
        "type": "text",
        "name": name,
        **export.plain_text("label", option["text"], f"{path}.options"),
        "relevant": condition["relevant"],
        **export.own(specifies=asked if name != f"{asked}_other" else None),
    }


def _battery(document: Document, path: str, export: Export, lists: Lists) -> Iterator[Cells]:
    options = lists.name_of(document["options"], export.names[document["id"]], path)
    grid: Cells = {"appearance": "table-list"} if document.get("grid") else export.own(type="battery")
    yield {**_common(document, path, export), "type": "begin_group", **grid}
    for index, item in enumerate(document["items"]):
        item_path = f"{path}.items[{index}]"
        export.report.carried(item_path, item["id"])
        yield {
            **_common(item, item_path, export),
            "type": f"select_one {options}",
            **({} if document.get("grid") else {"appearance": "likert"}),
            **({"required": "yes"} if document.get("required") else {}),
        }
    yield {"type": "end_group"}


def _recommendation(document: Document, path: str, export: Export, lists: Lists) -> Cells:
    cells: Cells = {"type": "range", **export.own(type="recommendation")}
    parameters = "start=0 end=10 step=1"
    if "ends" in document:
        name = export.new_name(f"{export.names[document['id']]}_ends")
        parameters += f" tick_labelset={lists.ends(document['ends'], name, f'{path}.ends')}"
    return {**cells, "parameters": parameters}


def _number(document: Document, path: str, export: Export, _: Lists) -> Cells:
    return {
        "type": "integer" if document.get("whole", True) else "decimal",
        **_constraint(_terms(document, ".", path, export)),
        **export.own_text("unit", document["unit"]),
    }


def _duration(document: Document, path: str, export: Export, _: Lists) -> Cells:
    export.report.changed(path, "A duration", "Other programs ask for a whole number of minutes.")
    return {"type": "integer", **_constraint(_terms(document, ".", path, export)), **export.own(type="duration")}


def _date(document: Document, *_: object) -> Cells:
    terms = [f". >= date('{document['earliest']}')"] if "earliest" in document else []
    terms += [f". <= date('{document['latest']}')"] if "latest" in document else []
    return {"type": "date", **_constraint(terms)}


def _text(document: Document, path: str, export: Export, _: Lists) -> Cells:
    appearance: Cells = {"appearance": "multiline"} if document["type"] == "free_text" else {}
    return {"type": "text", **appearance, **_constraint(_terms(document, "string-length(.)", path, export))}


def _terms(document: Document, measured: str, path: str, export: Export) -> list[str]:
    terms = []
    for name, operator in (("minimum", ">="), ("maximum", "<=")):
        if name not in document:
            continue
        bound = number(document[name])
        if len(bound.lstrip("-")) <= MAX_DIGITS:
            terms.append(f"{measured} {operator} {bound}")
        else:
            export.report.left_out(f"{path}.{name}", "A bound", f"It has more than {MAX_DIGITS} digits.")
    return terms


def _constraint(terms: list[str]) -> Cells:
    return {"constraint": " and ".join(terms)} if terms else {}


_ENTERED: Mapping[str, Callable[[Document, str, Export, Lists], Cells]] = {
    "recommendation": _recommendation,
    "number": _number,
    "duration": _duration,
    "date": _date,
    "short_text": _text,
    "free_text": _text,
}
