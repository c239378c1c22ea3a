"""Validators of SurveyJS: those that say a bound become one, the others are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from surveys.interchange.surveyjs.file_in import Document
from surveys.interchange.surveyjs.made import Element

_TOO_MUCH = "Answers here are checked by their type, bounds and length only."


def validators_of(element: Element, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the validators of type ``kind``; report those of every other type."""
    listed = element.data.get("validators")
    for index, validator in enumerate(listed if isinstance(listed, list) else ()):
        path = f"{element.at('validators')}[{index}]"
        found = validator.get("type") if isinstance(validator, dict) else None
        if found in {kind, f"{kind}validator"}:
            element.file.leftovers.note(validator, path, ("text", *_BOUNDS[kind]))
            yield validator
        else:
            element.file.report.left_out(path, f"Check of the answer ({str(found)[:40]})", _TOO_MUCH)


_BOUNDS: Mapping[str, tuple[str, ...]] = {
    "numeric": ("minValue", "maxValue"),
    "text": ("maxLength", "allowDigits"),
    "answercount": ("minCount", "maxCount"),
}


def has_validator(element: Element, kind: str) -> bool:
    """Tell whether ``element`` has a validator of type ``kind``."""
    listed = element.data.get("validators")
    return isinstance(listed, list) and any(
        isinstance(validator, dict) and validator.get("type") in {kind, f"{kind}validator"} for validator in listed
    )


def strictest(element: Element, name: str, bounds: list[Any], choose: Callable[[list[Any]], Any]) -> Any:
    """Return the bound that decides among all numbers in ``bounds``, None if there is none."""
    numbers = [bound for bound in bounds if isinstance(bound, int | float) and not isinstance(bound, bool)]
    for bound in bounds:
        if bound not in (None, "") and bound not in numbers:
            element.file.report.left_out(element.at(name), "Bound", "It is not a number.")
    return choose(numbers) if numbers else None


def whole_limits(element: Element, least: str, highest: str, *, most: int) -> Document:
    """Return ``minimum`` and ``maximum`` [options], as far as they can be what the definition takes."""
    validators = list(validators_of(element, "answercount"))
    low = strictest(element, least, [element.data.get(least), *(one.get("minCount") for one in validators)], max)
    high = strictest(element, highest, [element.data.get(highest), *(one.get("maxCount") for one in validators)], min)
    limits: Document = {}
    if low and low > 0:
        limits["minimum"] = low
    if high and high > 0:
        limits["maximum"] = high
    if limits.get("minimum", 0) > most or limits.get("minimum", 0) > limits.get("maximum", most):
        limits.pop("minimum")
        element.file.report.left_out(element.at(least), "Least number of options", "There are not as many.")
    if limits.get("maximum", most) > most:
        limits.pop("maximum")  # more than there are is no limit
    return limits
