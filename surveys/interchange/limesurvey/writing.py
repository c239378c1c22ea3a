"""From a survey to LimeSurvey's tab-separated survey structure, and the report of what it has no place for there."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from surveys.definition import Survey
from surveys.interchange.errors import InterchangeError
from surveys.interchange.exchange import Assumptions, Writing
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.write import write_condition
from surveys.interchange.limesurvey.differences import Difference, differences
from surveys.interchange.limesurvey.names_out import Document, NamesOut
from surveys.interchange.limesurvey.own import ROW_CLASS
from surveys.interchange.limesurvey.reading import read_tab_separated
from surveys.interchange.limesurvey.relevance import RelevanceWriter
from surveys.interchange.limesurvey.rows_out import Row, RowsOut
from surveys.interchange.limesurvey.texts_out import TextsOut, language_code
from surveys.interchange.limesurvey.unlike import report_unlike
from surveys.interchange.limesurvey.variables import attribute_name
from surveys.interchange.report import Report

_ALWAYS = "1"
_COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other")
_DEFAULTS = ("default", "same_default")
_SHOWN = 200  # characters of what was read back, in a report


def write_tab_separated(survey: Survey) -> Writing:
    """Return ``survey`` as a tab-separated survey structure: UTF-8 with its mark, one set of rows a language.

    What LimeSurvey has no place for stands in columns and rows of our own, which it passes over (see ``own``). The
    file is read back, so that the report names everything that would not come back as it is.
    """
    document = json.loads(json.dumps(survey.data))
    report = Report()
    data = _Writer(document, report).data()
    report_unlike(document, report)
    _report_differences(document, data, report)
    return Writing(data, report)


class _Writer:
    def __init__(self, document: Document, report: Report) -> None:
        self._document = document
        self._report = report
        self._languages: list[str] = document["languages"]
        self._names = NamesOut(document)
        self._relevance = RelevanceWriter(self._names)
        self._texts = TextsOut(self._languages, self._names, report)

    def data(self) -> bytes:
        """Return the whole file."""
        rows = list(self._rows())
        columns = list(dict.fromkeys([*_COLUMNS, *_DEFAULTS, *(name for row in rows for name in row)]))
        written = StringIO(newline="")
        table = csv.DictWriter(written, columns, restval="", delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        return written.getvalue().encode("utf-8-sig")

    def _rows(self) -> Iterator[dict[str, str]]:
        yield from self._settings()
        yield from self._own()
        questions = list(self._questions())
        for tag in self._languages:
            for row in questions:
                yield _in_language(row, tag, first=tag == self._languages[0])

    def _settings(self) -> Iterator[dict[str, str]]:
        first, *others = map(language_code, self._languages)
        settings = {"language": first, "additional_languages": " ".join(others), "format": "G"}
        for name, value in settings.items():
            yield {"class": "S", "name": name, "text": value}
        for name, member in (("surveyls_title", "title"), ("surveyls_description", "purpose")):
            for tag, text in self._texts.of(self._document[member], member).items():
                yield {"class": "SL", "name": name, "text": text, "language": language_code(tag)}

    def _own(self) -> Iterator[dict[str, str]]:
        for name in ("id", "version", "minutes", "licence", "source"):
            yield {"class": ROW_CLASS, "name": name, "text": self._texts.cell(str(self._document[name]))}
        for index, scale in enumerate(self._document.get("scales", [])):
            for tag, text in self._texts.of(scale["title"], f"scales[{index}].title").items():
                yield _own_row(f"scale.{scale['id']}", text, language_code(tag))
        for index, recall in enumerate(self._document.get("recalls", [])):
            name = f"recall.{recall['id']}"
            yield _own_row(f"{name}.survey", recall["survey"])
            yield _own_row(f"{name}.question", recall["question"])
            for tag, text in self._texts.of(recall.get("text"), f"recalls[{index}].text").items():
                yield _own_row(f"{name}.text", text, language_code(tag))
            why = "LimeSurvey knows it as an attribute of the participant. Fill the attribute in when you invite."
            self._report.changed(f"recalls[{index}]", f"{recall['id']} is {attribute_name(index + 1)}", why)

    def _questions(self) -> Iterator[Row]:
        rows = RowsOut(self._names, self._texts, self._equation)
        for page_index, page in enumerate(self._document["pages"]):
            path = f"pages[{page_index}]"
            yield rows.page(page, page_index + 1, path)
            for index, question in enumerate(page["questions"]):
                question_path = f"{path}.questions[{index}]"
                yield from rows.question(question, question_path)
                self._note(question, question_path)

    def _note(self, question: Document, path: str) -> None:
        for index, item in enumerate(question.get("items", [])):
            self._report.carried(f"{path}.items[{index}]", item["id"])
        if "items" not in question:
            self._report.carried(path, question["id"])

    def _equation(self, part: Document, path: str) -> str:
        condition: Any = part.get("condition")
        if condition is None:
            return _ALWAYS
        try:
            return write_condition(condition, self._relevance)
        except Untranslatable as error:
            what = f"The condition {json.dumps(condition)[:_SHOWN]}"
            self._report.left_out(f"{path}.condition", what, f"{error.reason} LimeSurvey asks it of everybody.")
            return _ALWAYS


def _own_row(name: str, text: str, language: str = "") -> dict[str, str]:
    return {"class": ROW_CLASS, "name": name, "text": text, "language": language}


def _in_language(row: Row, tag: str, *, first: bool) -> dict[str, str]:
    said = {column: text[tag] for column, text in row.texts.items() if tag in text}
    return {**row.cells, **said, "language": language_code(tag), **(row.once if first else {})}


def _report_differences(document: Document, data: bytes, report: Report) -> None:
    """Add what reads back differently and has no finding of its own yet."""
    try:
        back = read_tab_separated(data, "", Assumptions()).survey.data
    except InterchangeError as error:
        report.changed("", "The whole file", f"It cannot be read back here: {error}")
        return
    told = {finding.path for finding in report.findings}
    for difference in differences(document, back):
        if difference.path not in told:
            report.changed(difference.path, *_said(difference))


def _said(difference: Difference) -> tuple[str, str]:
    """Return what differs, and why."""
    if not difference.is_condition:
        return f"What stands at {difference.path}", "It is written as LimeSurvey has it, and reads back differently."
    what = f"The condition {json.dumps(difference.ours)[:_SHOWN]}"
    if difference.theirs is False:
        return what, "It is in the file for LimeSurvey, and cannot be read back here."
    as_read = json.dumps(difference.theirs)[:_SHOWN]
    return what, f"LimeSurvey has one way to say what can be said in several here: it reads back as {as_read}."
