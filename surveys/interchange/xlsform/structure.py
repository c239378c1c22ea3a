"""The sheet survey as groups within groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from surveys.interchange.errors import FileRefused
from surveys.interchange.report import Report
from surveys.interchange.xlsform.members import YES
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.types import Kind, Typed, typed

MAX_NESTING: Final = 20  # groups within each other


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is no group."""

    row: FormRow
    typed: Typed


@dataclass(slots=True, eq=False)
class Group:
    """A group or a repeat, with what is in it in the order of the file. The whole form is a group without a row."""

    row: FormRow | None = None
    repeats: bool = False
    parts: list[Part] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Yield all rows within, those of groups within included."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part
            else:
                yield from part.lines()


Part: TypeAlias = Line | Group


def structured(rows: Iterable[FormRow], report: Report) -> Group:
    """Return the form that ``rows`` make. Raises FileRefused for a group without an end or a beginning."""
    form = Group()
    open_groups = [form]
    for row in rows:
        type_of_row = typed(row.cell("type"))
        if _is_left_out(row, report):
            continue
        if type_of_row.kind in {Kind.BEGIN_GROUP, Kind.BEGIN_REPEAT}:
            group = Group(row, type_of_row.kind is Kind.BEGIN_REPEAT)
            open_groups[-1].parts.append(group)
            open_groups.append(group)
            if len(open_groups) > MAX_NESTING:
                raise FileRefused(f"{row.place('type')}: groups stand within each other more than {MAX_NESTING} deep.")
        elif type_of_row.kind in {Kind.END_GROUP, Kind.END_REPEAT}:
            _close(open_groups, row, type_of_row)
        else:
            open_groups[-1].parts.append(Line(row, type_of_row))
    if len(open_groups) > 1 and (unended := open_groups[-1].row):
        raise FileRefused(f"{unended.place('type')}: {unended.cell('type')} has no end. Add a row that ends it.")
    return form


def _close(open_groups: list[Group], row: FormRow, ending: Typed) -> None:
    if len(open_groups) == 1:
        raise FileRefused(f"{row.place('type')}: {ending.name} ends nothing. Delete the row, or begin the group.")
    if open_groups[-1].repeats != (ending.kind is Kind.END_REPEAT):
        begun = open_groups[-1].row
        where = begun.place("type") if begun else ""
        raise FileRefused(f"{row.place('type')}: {ending.name} cannot end what begins at {where}.")
    open_groups.pop()


def _is_left_out(row: FormRow, report: Report) -> bool:
    if not row.cell("type"):
        report.left_out(row.place("type"), "A row", "It has no type.")
        return True
    if row.cell("disabled").lower() in YES:
        report.left_out(row.place("disabled"), f"Row {row.cell('name')[:80]}", "It is switched off.")
        return True
    return False
