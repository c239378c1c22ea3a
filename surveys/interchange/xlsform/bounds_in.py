"""From what a constraint bounds to the members of a question."""

from __future__ import annotations

from typing import Any

from surveys.interchange.xlsform.constraints import Bounds, bounds_in
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.rows import FormRow

Document = dict[str, Any]
_NOT_SAID = "Questions here have bounds, no other checks. What of it are bounds is kept, the rest is left out."


def bounds_of(row: FormRow, form: Form, measured: str = "", *, whole: bool = True) -> Document:
    """Return ``minimum`` and ``maximum`` as the constraint of ``row`` has them for what is ``measured``.

    ``whole``: only whole numbers are answered, so that "more than 3" is "at least 4".
    """
    bounds = _read(row, form)
    if bounds.least is None and bounds.most is None:
        return {}
    if bounds.of != measured or isinstance(bounds.least, str) or isinstance(bounds.most, str):
        _not_carried(row, form)
        return {}
    found = {
        "minimum": _inclusive(row, form, bounds.least, bounds.excludes_least, 1 if whole else 0),
        "maximum": _inclusive(row, form, bounds.most, bounds.excludes_most, -1 if whole else 0),
    }
    return {name: value for name, value in found.items() if value is not None}


def days_of(row: FormRow, form: Form) -> Document:
    """Return ``earliest`` and ``latest`` as the constraint of ``row`` has them."""
    bounds = _read(row, form)
    days = {"earliest": bounds.least, "latest": bounds.most}
    if bounds.of or any(day is not None and not isinstance(day, str) for day in days.values()):
        _not_carried(row, form)
        return {}
    if bounds.excludes_least or bounds.excludes_most:
        form.changed(row, "constraint", "A bound", "The day itself is within the bounds now.")
    return {name: day for name, day in days.items() if day is not None}


def alone_of(row: FormRow) -> list[str]:
    """Return the names of the options that go with no other."""
    return bounds_in(row.cell("constraint")).alone if row.cell("constraint") else []


def refuse_constraint(row: FormRow, form: Form) -> None:
    """Note a constraint on a question that has no bounds here."""
    if row.cell("constraint"):
        _not_carried(row, form)


def _read(row: FormRow, form: Form) -> Bounds:
    cell = row.cell("constraint")
    bounds = bounds_in(cell) if cell else Bounds()
    if not bounds.complete:
        _not_carried(row, form)
    return bounds


def _not_carried(row: FormRow, form: Form) -> None:
    if row.cell("constraint"):
        form.changed(row, "constraint", "A constraint", _NOT_SAID)


def _inclusive(row: FormRow, form: Form, bound: Any, excluded: bool, step: int) -> float | None:
    if bound is None or not excluded:
        return bound  # type: ignore[no-any-return]  # a number, as was asked
    if step and float(bound).is_integer():
        return bound + step  # type: ignore[no-any-return]
    form.changed(row, "constraint", "A bound", f"Bounds here are within: {bound} can be answered now.")
    return bound  # type: ignore[no-any-return]
