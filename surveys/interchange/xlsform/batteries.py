"""Rows that share one list of options and are drawn as a table: a battery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import (
    both,
    common,
    condition_of,
    is_required,
    label,
    optional,
    own_choice,
    own_number,
)
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.selects import knows, options_for, why_not
from surveys.interchange.xlsform.structure import Group, Line, Part
from surveys.interchange.xlsform.types import Kind
from surveys.levels import Level

MAX_ITEMS: Final = 100
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows drawn as a table. ``header`` is the row whose label stands above it; it asks nothing itself."""

    header: FormRow
    items: tuple[Line, ...]
    grid: bool = True  # drawn as a table, not only kept together

    def is_battery(self, form: Form) -> bool:
        """Tell whether the rows can be items of one battery: one answer each, asked under the same conditions."""
        conditions = {item.row.cell("relevant") for item in self.items}
        one_answer = all(item.typed.kind is Kind.SELECT_ONE and not item.typed.or_other for item in self.items)
        can_be_carried = bool(self.items) and why_not(self.items[0].typed, form) is None
        return one_answer and can_be_carried and len(conditions) == 1 and len(self.items) <= MAX_ITEMS


def table_of(group: Group) -> Table | None:
    """Return the table that a whole group is, None if it is none."""
    if group.row is None or group.repeats:
        return None
    grid = "table-list" in group.row.cell("appearance").split()
    is_table = grid or group.row.cell("impact_type") == "battery"
    lines = [part for part in group.parts if isinstance(part, Line)]
    if not is_table or len(lines) != len(group.parts) or not _share_options(lines):
        return None
    return Table(group.row, tuple(lines), grid)


def table_at(parts: Sequence[Part], place: int) -> Table | None:
    """Return the table that begins at ``place``, a row whose options are the header of the rows that follow."""
    header = parts[place]
    if not isinstance(header, Line) or "label" not in header.row.cell("appearance").split() or not header.typed.choices:
        return None
    items = []
    for part in parts[place + 1 :]:
        if not isinstance(part, Line) or "list-nolabel" not in part.row.cell("appearance").split():
            break
        items.append(part)
    return Table(header.row, tuple(items)) if items and _share_options([header, *items]) else None


def _share_options(lines: Sequence[Line]) -> bool:
    return bool(lines) and len({line.typed.choices for line in lines}) == 1 and bool(lines[0].typed.choices)


def battery(table: Table, form: Form) -> Document:
    """Return the battery that ``table`` is, and note what the names of its items mean."""
    header, first = table.header, table.items[0]
    question_id = form.names.id_for(header.cell("impact_id") or header.cell("name") or "table")
    document = common(header, form, question_id)
    for name in ("reversed", "required"):  # what only its items can be
        document.pop(name, None)
    if table.grid:
        document["grid"] = True
    condition = both(document.get("condition"), condition_of(first.row, form))
    if condition is not None:
        document["condition"] = condition
    document |= {"type": "battery", "options": options_for(first.typed, form)}
    if _all_required(table, form):
        document["required"] = True
    document["items"] = [_item(line, document, form) for line in table.items]
    return document


def _all_required(table: Table, form: Form) -> bool:
    required = [line.row for line in table.items if is_required(line.row, form)]
    if 0 < len(required) < len(table.items):
        for row in required:
            form.changed(row, "required", "Required", "All items of a battery are required or none: now none.")
        return False
    return bool(required)


def _item(line: Line, battery_document: Document, form: Form) -> Document:
    row = line.row
    item: Document = {
        "id": form.names.id_for(row.cell("impact_id") or row.cell("name")),
        "version": own_number(row, form, "version") or 1,
        "text": label(row, form),
    }
    said = optional(row, form)
    item |= {name: said[name] for name in ("node", "reversed") if name in said}
    if level := own_choice(row, form, "level", [level.value for level in Level]):
        item["level"] = level
    if "hint" in row.texts:
        form.changed(row, "hint", "A hint", "Items of a battery have none of their own.")
    form.carried(row)
    as_scale = {"id": item["id"], "type": "scale", "options": battery_document["options"]}
    knows(row.cell("name"), as_scale, form.list_of(line.typed.choices), form)
    return item
