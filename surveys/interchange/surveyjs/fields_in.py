"""Elements of SurveyJS in which something is typed: texts, numbers and dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from surveys.definition.question_types import MAX_COMMENT, MAX_MINUTES, MAX_SHORT_TEXT
from surveys.interchange.surveyjs.file_in import Document, NotCarried
from surveys.interchange.surveyjs.made import Element, Made
from surveys.interchange.surveyjs.validators_in import has_validator, strictest, validators_of
from surveys.limits import MAX_ANSWER_TEXT

_NUMBERS = ("number", "range")
_PLAIN = ("text", "search")
_LONGEST_LINE = MAX_SHORT_TEXT * 5  # characters: what a short text can be given room for
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
UNIT = "#"
"""The unit of a number whose unit is not in the file."""


def text(element: Element) -> Made:
    """Read a field of one line, by what is typed into it."""
    kind = str(element.data.get("inputType", "text"))
    if kind in _NUMBERS or (kind in _PLAIN and has_validator(element, "numeric")):
        return _number(element)
    if kind == "date":
        return _date(element)
    if kind not in _PLAIN:
        why = f"What is typed is any text here: it is not checked to be of the sort {str(kind)[:40]}."
        element.file.report.changed(element.at("inputType"), "Kind of text", why)
    return _words(element, "short_text", MAX_SHORT_TEXT, _LONGEST_LINE)


def comment(element: Element) -> Made:
    """Read a field of several lines."""
    return _words(element, "free_text", MAX_COMMENT, MAX_ANSWER_TEXT)


def slider(element: Element) -> Made:
    """Read a slider with one handle as a number."""
    if element.data.get("sliderType", "range") != "single":
        raise NotCarried("Its answer is two numbers. Ask for each in a question of its own.")
    data = {"min": 0, "max": 100, "step": 1, **element.data}
    made = _number(Element(element.file, data, element.path))
    made.used = (*made.used, "sliderType")
    return made


def _words(element: Element, kind: str, default: int, most: int) -> Made:
    validators = list(validators_of(element, "text"))
    lengths = [
        length for length in (element.data.get("maxLength"), *(one.get("maxLength") for one in validators)) if length
    ]
    lengths = [length for length in lengths if not (isinstance(length, int) and length < 0)]  # -1: as the survey says
    longest = strictest(element, "maxLength", lengths, min)
    members: Document = {}
    if longest is not None:
        longest = int(longest)
        if longest > most:
            element.file.report.changed(
                element.at("maxLength"), "Room", f"It has room for {most:,} characters at most."
            )
        if longest != default or element.own.get("maximum") == default:
            members["maximum"] = min(longest, most)
    return Made(kind, members, used=("inputType", "maxLength", "validators"))


def _number(element: Element) -> Made:
    members = _bounds(element)
    whole = _whole(element)
    used = ("inputType", "min", "max", "step", "validators")
    if element.own.get("type") == "duration" and whole:
        return Made("duration", _minutes(element, members), used=(*used, "placeholder"))
    if not whole:
        members["whole"] = False
    unit = element.file.own_text(element.data, "placeholder", "unit", element.path, places=False)
    if unit is None or not element.own:  # what stands in fields of other files is rather an example
        element.file.report.assumed(
            element.path, "Unit", f"SurveyJS has none; it is {UNIT} until you say what is counted."
        )
        return Made("number", {"unit": {element.file.first: UNIT}, **members}, used=used)
    return Made("number", {"unit": unit, **members}, used=(*used, "placeholder"))


def _whole(element: Element) -> bool:
    step = element.data.get("step")
    if step not in (None, 1):
        element.file.report.changed(element.at("step"), "Steps", "Every number between the bounds can be given.")
    return type(step) is int and step > 0


def _bounds(element: Element) -> Document:
    validators = list(validators_of(element, "numeric"))
    low = strictest(element, "min", [element.data.get("min"), *(one.get("minValue") for one in validators)], max)
    high = strictest(element, "max", [element.data.get("max"), *(one.get("maxValue") for one in validators)], min)
    if low is not None and high is not None and low > high:
        raise NotCarried("Its least value is above its highest.")
    return _given(minimum=low, maximum=high)


def _minutes(element: Element, members: Document) -> Document:
    """Return the bounds of a duration [min]; none is the same as 0, unless our own file says 0."""
    if members.get("minimum") == 0 and element.own.get("minimum") != 0:
        members.pop("minimum")
    return {name: bound for name, bound in members.items() if 0 <= bound <= MAX_MINUTES}


def _date(element: Element) -> Made:
    for _ in validators_of(element, "text"):
        element.file.report.left_out(element.at("validators"), "Length of the answer", "A date has always the same.")
    earliest, latest = (_day(element, name) for name in ("min", "max"))
    if earliest and latest and earliest > latest:
        raise NotCarried("Its earliest day is after its latest.")
    return Made("date", _given(earliest=earliest, latest=latest), used=("inputType", "min", "max", "validators"))


def _day(element: Element, name: str) -> str | None:
    value = element.data.get(name)
    if value in (None, ""):
        return None
    try:
        if isinstance(value, str) and _ISO_DATE.fullmatch(value[:10]):
            return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        pass
    element.file.report.left_out(element.at(name), "Bound", "It is not a day as in 2026-01-31.")
    return None


def _given(**members: Any) -> Document:
    return {name: value for name, value in members.items() if value is not None}
