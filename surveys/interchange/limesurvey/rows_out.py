"""Questions of ours as rows of LimeSurvey's survey structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from surveys.interchange.limesurvey.choices import END_SEPARATOR
from surveys.interchange.limesurvey.names_out import Document, NamesOut, codes_for, item_codes
from surveys.interchange.limesurvey.own import COLUMN, YES
from surveys.interchange.limesurvey.texts_out import TextsOut

_TYPES: Mapping[str, str] = {
    "battery": "F",
    "date": "D",
    "duration": "N",
    "free_text": "T",
    "multiple_response": "M",
    "number": "N",
    "ranking": "R",
    "recommendation": "L",
    "scale": "L",
    "short_text": "S",
    "single_choice": "L",
}
_OWN_TYPES = frozenset({"scale", "battery", "recommendation", "duration"})
"""Types that LimeSurvey's letter does not tell from others, or not with all that they mean."""

_OWN_MEMBERS = ("version", "level", "node", "privacy", "scale")
_OWN_FLAGS = ("declinable", "reversed", "grid")
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "date": {"earliest": "date_min", "latest": "date_max"},
    "duration": {"minimum": "min_num_value_n", "maximum": "max_num_value_n"},
    "free_text": {"maximum": "maximum_chars"},
    "multiple_response": {"minimum": "min_answers", "maximum": "max_answers"},
    "number": {"minimum": "min_num_value_n", "maximum": "max_num_value_n"},
    "ranking": {"maximum": "max_answers"},
    "short_text": {"maximum": "maximum_chars"},
}
RECOMMENDATION_POINTS = range(11)


@dataclass(slots=True)
class Row:
    """A row in all languages. ``texts``: column → language → text. ``once``: cells of the first language's row only."""

    cells: dict[str, str]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    once: dict[str, str] = field(default_factory=dict)


class RowsOut:
    """Writes the questions of one survey. ``equation`` gives the relevance of what stands at a path."""

    def __init__(self, names: NamesOut, texts: TextsOut, equation: Callable[[Document, str], str]) -> None:
        self._names = names
        self._texts = texts
        self._equation = equation

    def page(self, page: Document, number: int, path: str) -> Row:
        """Return the row of a page."""
        cells = {"class": "G", "type/scale": str(number), "relevance": self._equation(page, path)}
        texts = {
            "name": self._texts.of(page["title"], f"{path}.title", piped=True),
            "text": self._texts.of(page.get("text"), f"{path}.text", piped=True),
        }
        return Row({**cells, f"{COLUMN}id": page["id"]}, texts)

    def question(self, question: Document, path: str) -> Iterator[Row]:
        """Yield the rows of a question: its own, its subquestions, its answers."""
        kind = question["type"]
        options: list[Document] = question.get("options", [])
        has_other = any(option.get("other") for option in options)
        row = Row(
            {
                "class": "Q",
                "type/scale": _TYPES[kind],
                "name": self._names.title(question),
                "relevance": self._equation(question, path),
                "mandatory": "Y" if question.get("required") else "N",
                "other": "Y" if has_other else "N",
            }
        )
        row.texts["text"] = self._texts.of(question["text"], f"{path}.text", piped=True)
        row.texts["help"] = self._texts.of(question.get("help"), f"{path}.help", piped=True)
        row.once = {**_own(question), **_attributes(question)}
        if kind in _OWN_TYPES:
            row.once[f"{COLUMN}type"] = kind
        if "unit" in question:
            row.texts["suffix"] = self._texts.of(question["unit"], f"{path}.unit")
        self._other(row, options, path)
        yield row
        yield from self._below(question, path)

    def _other(self, row: Row, options: list[Document], path: str) -> None:
        for place, option in enumerate(options):
            if option.get("other"):
                row.once[f"{COLUMN}other"] = option["code"]
                row.once[f"{COLUMN}other_place"] = str(place + 1)
                row.texts["other_replace_text"] = self._texts.of(option["text"], f"{path}.options[{place}].text")

    def _below(self, question: Document, path: str) -> Iterator[Row]:
        for index, (item, code) in enumerate(zip(question.get("items", []), item_codes(question), strict=True)):
            text = self._texts.of(item["text"], f"{path}.items[{index}].text", piped=True)
            yield Row({"class": "SQ", "name": code, "relevance": "1", **_own(item)}, {"text": text})
        if question["type"] == "recommendation":
            yield from self._points(question, path)
        several = question["type"] == "multiple_response"
        options = question.get("options", [])
        for index, (option, code) in enumerate(zip(options, codes_for(options, several), strict=True)):
            if not option.get("other"):
                cells = {"class": "SQ", "relevance": "1"} if several else {"class": "A", "type/scale": "0"}
                cells |= {"name": code, f"{COLUMN}code": option["code"]}
                if option.get("not_applicable"):
                    cells[f"{COLUMN}not_applicable"] = YES
                yield Row(cells, {"text": self._texts.of(option["text"], f"{path}.options[{index}].text")})

    def _points(self, question: Document, path: str) -> Iterator[Row]:
        ends = dict(zip((0, 10), question.get("ends", ()), strict=False))
        for point in RECOMMENDATION_POINTS:
            said = self._texts.of(ends.get(point), f"{path}.ends[{point // 10}]")
            figures = self._texts.figure(point)
            text = {tag: f"{figures[tag]}{END_SEPARATOR}{said[tag]}" for tag in said} or figures
            yield Row({"class": "A", "type/scale": "0", "name": str(point)}, {"text": text})


def _own(part: Document) -> dict[str, str]:
    """Return what LimeSurvey has no place for, by our columns."""
    said = {f"{COLUMN}{name}": str(part[name]) for name in ("id", *_OWN_MEMBERS) if name in part}
    return said | {f"{COLUMN}{name}": YES for name in _OWN_FLAGS if part.get(name)}


def _attributes(question: Document) -> dict[str, str]:
    written = _ATTRIBUTES.get(question["type"], {})
    attributes = {name: str(question[member]) for member, name in written.items() if member in question}
    if question["type"] == "duration" or (question["type"] == "number" and question.get("whole", True)):
        attributes["num_value_int_only"] = "1"
    options = question.get("options", [])
    if question["type"] == "multiple_response":
        codes = codes_for(options, as_subquestions=True)
        exclusive = [code for option, code in zip(options, codes, strict=True) if option.get("exclusive")]
        if exclusive:
            attributes["exclude_all_others"] = ";".join(exclusive)
    return attributes
