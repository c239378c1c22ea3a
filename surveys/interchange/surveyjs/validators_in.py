"""Validators of SurveyJS: those that say a bound become one, the others are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from surveys.interchange.surveyjs.file_in import Document
from surveys.interchange.surveyjs.made import Element
from surveys.interchange.surveyjs.own import own_of

_LEAST, _MOST = "minSelectedChoices", "maxSelectedChoices"
_TOO_MUCH = "Answers here are checked by their type, bounds and length only."


def validators_of(element: Element, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the validators of type ``kind``; report those of every other type."""
    listed = element.data.get("validators")
    for index, validator in enumerate(listed if isinstance(listed, list) else ()):
        path = f"{element.at('validators')}[{index}]"
        found = str(validator.get("type")) if isinstance(validator, dict) else ""
        if found in {kind, f"{kind}validator"}:
            element.file.leftovers.note(validator, path, ("text", *_BOUNDS[kind]))
            yield validator
        elif not (isinstance(validator, dict) and "minimum" in own_of(validator)):
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
        isinstance(validator, dict) and str(validator.get("type")) in {kind, f"{kind}validator"} for validator in listed
    )


def strictest(element: Element, name: str, bounds: list[Any], choose: Callable[[list[Any]], Any]) -> Any:
    """Return the bound that decides among all numbers in ``bounds``, None if there is none."""
    numbers = [bound for bound in bounds if isinstance(bound, int | float) and not isinstance(bound, bool)]
    for bound in bounds:
        if bound not in (None, "") and bound not in numbers:
            element.file.report.left_out(element.at(name), "Bound", "It is not a number.")
    return choose(numbers) if numbers else None


def whole_limits(element: Element, *, most: int) -> Document:
    """Return ``minimum`` and ``maximum`` [options], as far as they can be what the definition takes; ``most``: there
    are. With a least number, SurveyJS does not take no answer at all.
    """
    validators = list(validators_of(element, "answercount"))
    least = strictest(element, _LEAST, [element.data.get(_LEAST), *(one.get("minCount") for one in validators)], max)
    high = strictest(element, _MOST, [element.data.get(_MOST), *(one.get("maxCount") for one in validators)], min)
    limits: Document = {}
    if least and least > 0:
        limits["minimum"] = least
    if high and (0 < high < most or (high == most and own_of(element.data))):
        limits["maximum"] = high
    if limits.get("minimum", 0) > limits.get("maximum", most):
        limits.pop("minimum")
        element.file.report.left_out(element.at(_LEAST), "Least number of options", "There are not as many.")
    if element.data.get(_LEAST) and "minimum" in limits and element.data.get("isRequired") is not True:
        limits["required"] = True
        why = "SurveyJS does not take an answer without options where it wants some."
        element.file.report.changed(element.at(_LEAST), "Required", why)
    return limits | _own_minimum(element)


def _own_minimum(element: Element) -> Document:
    """Return the minimum that our own check, which lets respondents leave the question open, has."""
    listed = element.data.get("validators")
    checks = [element.data, *(one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict))]
    found = [own_of(check)["minimum"] for check in checks if "minimum" in own_of(check)]
    return {"minimum": found[0]} if found and type(found[0]) is int else {}
