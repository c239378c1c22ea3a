"""A survey of ours beside the same in SurveyJS: by which names and values SurveyJS knows what we ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.definition import Question, Survey
from surveys.interchange.report import Outcome, Report

Element = Mapping[str, Any]


class Theirs:
    """Names and values in ``definition``, SurveyJS JSON, of the questions of ``survey``.

    ``report``, of reading or writing it, has a line for each question that was carried, in the order of the form.
    """

    def __init__(self, survey: Survey, definition: Element, report: Report) -> None:
        self.survey = survey
        self.definition = definition
        carried = [fate.name for fate in report.questions if fate.outcome is not Outcome.LEFT_OUT]
        asked = [question.id for question in survey if question.specifies is None]
        self._names = dict(zip(asked, carried, strict=True))
        self._elements = {element["name"]: element for element in _elements(definition)}

    def element_of(self, question_id: str) -> Element:
        """Return the element that asks the question."""
        return self._elements[self.name_of(question_id)]

    def name_of(self, question_id: str) -> str:
        """Return the name of the element that asks the question."""
        return self._names[question_id].partition(".")[0]

    @property
    def names(self) -> frozenset[str]:
        """The names of all elements that ask something of ours."""
        return frozenset(map(self.name_of, self._names))

    def part_of(self, question_id: str) -> str:
        """Return the name of the row or field within the element, "" if the element is one question."""
        return self._names[question_id].partition(".")[2]

    def value(self, question: Question, answer: Any) -> Any:
        """Return ``answer`` as SurveyJS has it."""
        if not question.options:
            return answer
        codes = [option.code for option in question.options]
        values = dict(zip(codes, _values(self.element_of(question.id)), strict=True))
        return [values[code] for code in answer] if isinstance(answer, list) else values[answer]


def _elements(container: Element) -> Iterator[Element]:
    for part in ("pages", "elements", "questions"):
        for element in container.get(part, ()):
            if isinstance(element, dict):
                yield from _elements(element)
                if "type" in element:
                    yield element


def _values(element: Element) -> list[Any]:
    if element["type"] == "boolean":
        return [element.get("valueTrue", True), element.get("valueFalse", False)]
    if element["type"] == "rating" and "rateValues" not in element:
        return list(range(element["rateMin"], element["rateMax"] + 1))
    listed = element.get("columns") or element.get("rateValues") or element["choices"]
    values = [item["value"] if isinstance(item, dict) else item for item in listed]
    values = [value.partition("|")[0] if isinstance(value, str) else value for value in values]
    for flags, value in ((("showNoneItem", "hasNone"), "none"), (("showDontKnowItem",), "dontknow"),
                         (("showOtherItem", "hasOther"), "other")):  # fmt: skip
        values += [value] * any(element.get(flag) for flag in flags)
    return values
