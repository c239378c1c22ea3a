"""Elements of SurveyJS that are several questions each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from surveys.conditions import Kind, ValueType
from surveys.interchange.surveyjs import fields_in, own
from surveys.interchange.surveyjs.file_in import Document, NotCarried
from surveys.interchange.surveyjs.made import Element, Made
from surveys.interchange.surveyjs.options_in import Item, Options, items_in, options_of, refuse_few
from surveys.interchange.surveyjs.variables import Known

_USED = (
    "title", "description", "isRequired", "visibleIf", "visible", "columns", "rows",
    "eachRowRequired", "isAllRowRequired", "cellType", "displayMode",
)  # fmt: skip
_MOST_ITEMS = 100  # as in the definition's schema


def battery(element: Element, share: Callable[[], Document]) -> Document:
    """Return the matrix as a battery: its columns are the options, its rows the items.

    ``share`` gives the members that questions of every type have.
    """
    data, file = element.data, element.file
    if data.get("cellType") == "checkbox":
        raise NotCarried("Several columns can be chosen in a row. Ask each row in a question of its own.")
    rows = items_in(data.get("rows"), element.at("rows"))
    if not 1 <= len(rows) <= _MOST_ITEMS:
        raise NotCarried(f"A battery has 1 to {_MOST_ITEMS} rows that stand in the file; this one has {len(rows)}.")
    options = options_of(file, items_in(data.get("columns"), element.at("columns")), flags=False)
    refuse_few(options)
    shared = share()
    _require(element, shared)
    battery_id = file.id_for(element.name)
    file.paths[battery_id] = element.path
    items = [_item(element, row, options) for row in rows]
    file.leftovers.note(data, element.path, _USED)
    shared.pop("reversed", None)
    made: Document = {"options": options.documents, "items": items}
    if data.get("displayMode") != "list":
        made["grid"] = True
    return {"id": battery_id, "type": "battery", **shared, **made}


def _require(element: Element, shared: Document) -> None:
    if any(element.data.get(name) is True for name in ("eachRowRequired", "isAllRowRequired")):
        shared["required"] = True
    elif shared.pop("required", None):
        why = "In SurveyJS one row has to be answered; here all have to be, or none. None has to be now."
        element.file.report.left_out(element.at("isRequired"), "Required", why)


def _item(element: Element, row: Item, options: Options) -> Document:
    file = element.file
    kept = own.own_of(row.properties)
    item_id = file.id_for(row.value if kept else f"{element.name}_{row.value}")
    said = {"text": row.text, own.PROPERTY: kept}
    text = file.own_text(said, "text", "text", row.path) or {file.first: row.value}
    file.paths[item_id] = row.path
    file.report.carried(row.path, f"{element.name}.{row.value}")
    file.leftovers.note(row.properties, row.path, ("value", "text"))
    kind = Kind(ValueType.CODE, tuple(option["code"] for option in options.documents))
    file.variables.add(Known(item_id, f"{element.name}.{row.value}", kind, options.codes))
    return {"id": item_id, "version": 1, "text": text, **own.of_item(kept)}


def several_texts(
    element: Element, share: Callable[[], Document], make: Callable[[Element, Made, Document, str], Document]
) -> list[Document]:
    """Return each field of a multiple text as a question of its own, with the text of the whole before its own."""
    listed = element.data.get("items")
    fields = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    if not fields:
        raise NotCarried("It has no fields.")
    shared = share()
    element.file.leftovers.note(
        element.data, element.path, ("items", "title", "description", "isRequired", "visibleIf")
    )
    if shared.pop("required", None):
        why = "In SurveyJS one field has to be filled in; here each is required for itself."
        element.file.report.left_out(element.at("isRequired"), "Required", why)
    why = "Each of its fields is a question of its own."
    element.file.report.changed(element.path, "Several texts", why)
    return [_field(element, field, index, shared, make) for index, field in enumerate(fields)]


def _field(
    element: Element,
    field: dict[str, Any],
    index: int,
    shared: Document,
    make: Callable[[Element, Made, Document, str], Document],
) -> Document:
    path = f"{element.at('items')}[{index}]"
    name = str(field.get("name", index + 1))
    part = Element(element.file, {**field, "name": f"{element.name}_{name}"}, path)
    made = fields_in.text(part)
    title = element.file.text(field.get("title"), f"{path}.title", places=True) or {element.file.first: name}
    whole = shared["text"]
    text = {language: f"{said} – {title.get(language, name)}" for language, said in whole.items()}
    required = {"required": True} if field.get("isRequired") is True else {}
    return make(part, made, {**shared, "text": text, **required}, f"{element.name}.{name}")
