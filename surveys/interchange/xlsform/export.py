"""What the writers of one survey share: names in the file, languages, and what other programs will not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.canonical import canonical_json
from surveys.definition import Survey
from surveys.definition.outline import Part, answerables_of, pages_of, questions_of
from surveys.interchange.expressions import Untranslatable, write_condition
from surveys.interchange.naming import Names
from surveys.interchange.report import Report
from surveys.interchange.xlsform.columns import OWN_LABEL, own_option_label
from surveys.interchange.xlsform.conditions_out import LONGEST_CELL, XPathWriter
from surveys.interchange.xlsform.languages import column_language
from surveys.interchange.xlsform.piping import masked, storable, survives, written, written_as_is

Document = dict[str, Any]
Cells = dict[str, str]
"""The cells of a row by header."""

_TAKEN = ("data", "meta", "instanceid", "instancename")
"""Names that XForms has for itself."""

_LISTS = frozenset({"multiple_response", "ranking"})
_ALWAYS = "Other programs will always ask this."


@dataclass(slots=True)
class Export:
    """One survey on its way into a workbook. ``names``: by our id, of everything that is answered or recalled."""

    document: Document
    report: Report = field(default_factory=Report)
    names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # by page's id
    only_ours: dict[str, int] = field(default_factory=dict)  # columns of ours, with how many cells are filled
    _given: Names = field(default_factory=lambda: Names(*_TAKEN))
    _lists: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, survey: Survey) -> Export:
        """Return the export of ``survey`` with all names given out, those of questions first."""
        export = cls(dict(survey.data))
        for recall in export.document.get("recalls", ()):
            export._name(recall["id"])
        for question in _questions(export.document):
            if question.document["type"] == "battery":
                export._name(str(question.id))
            for one in answerables_of(question):
                export._name(one.id)
                if one.document["type"] in _LISTS:
                    export._lists.add(one.id)
        for page in pages_of(export.document):
            export.groups[str(page.id)] = export.new_name(str(page.id))
        return export

    def _name(self, question_id: str) -> None:
        self.names[question_id] = self.new_name(question_id)

    def new_name(self, wanted: str) -> str:
        """Return a name that nothing else in the file has."""
        return self._given.id_for(wanted)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the survey, that to fall back on first."""
        return tuple(self.document["languages"])

    def text(self, column: str, text: Mapping[str, str] | None, path: str) -> Cells:
        """Return the cells of a translated column, in whose texts ``{question}`` stands for an answer.

        Where other programs cannot hold a text, a column of ours beside it does.
        """
        ids = {name: question_id for question_id, name in self.names.items()}
        return self._texts(
            column, {tag: (said, written(said, self.names)) for tag, said in (text or {}).items()}, path, ids
        )

    def plain_text(self, column: str, text: Mapping[str, str] | None, path: str) -> Cells:
        """Return the cells of a translated column, in whose texts nothing stands for an answer."""
        return self._texts(column, {tag: (said, written_as_is(said)) for tag, said in (text or {}).items()}, path, {})

    def option_text(self, text: Mapping[str, str], path: str) -> Cells:
        """Return the cells of an option's text."""
        cells = self.plain_text("label", text, path)
        ours = {_header(OWN_LABEL, tag): own_option_label(tag) for tag in text}
        return {ours.get(header, header): cell for header, cell in cells.items()}

    def _texts(self, column: str, texts: Mapping[str, tuple[str, str]], path: str, ids: Mapping[str, str]) -> Cells:
        """Return the cells for ``texts``: by language, as it is here and as other programs get it."""
        cells: Cells = {}
        for tag, (said, cell) in texts.items():
            cells[_header(column, tag)] = cell
            if storable(said) != said:
                self.report.changed(f"{path}.{tag}", "A text", "Control characters are left out: no cell holds them.")
            if not survives(storable(said), cell, ids):
                cells[_header(f"impact_{column}", tag)] = masked(said)
                self.report.changed(
                    f"{path}.{tag}",
                    "A text",
                    "Other programs get it without words for no answer: our column has it whole.",
                )
        return cells

    def own_text(self, column: str, text: Mapping[str, str]) -> Cells:
        """Return the cells of a translated column of ours."""
        self._count(f"impact_{column}")
        return {_header(f"impact_{column}", tag): masked(said) for tag, said in text.items()}

    def own(self, **cells: object) -> Cells:
        """Return the cells of our own columns that are filled."""
        said = {f"impact_{name}": _cell(value) for name, value in cells.items() if value not in (None, False, "")}
        for name in said:
            self._count(name)
        return said

    def _count(self, column: str) -> None:
        self.only_ours[column] = self.only_ours.get(column, 0) + 1

    def condition(self, document: Any, path: str) -> Cells:
        """Return the cells of a condition: as XLSForm says it, and exactly as it is here."""
        if document is None:
            return {}
        exact = canonical_json(document).decode().replace("${", "\\u0024{")  # which is the same to a reader of JSON
        try:
            relevant = write_condition(document, XPathWriter(self.names.__getitem__, self._lists))
        except Untranslatable as untranslatable:
            self.report.changed(f"{path}.condition", "A condition", f"{untranslatable.reason} {_ALWAYS}")
            relevant = ""
        if max(len(exact), len(relevant)) > LONGEST_CELL:
            self.report.left_out(f"{path}.condition", "A condition", f"It is too long for a cell. {_ALWAYS}")
            return {}
        return {"impact_condition": exact, **({"relevant": relevant} if relevant else {})}


def _header(column: str, tag: str) -> str:
    return f"{column}::{column_language(tag)}"


def _cell(value: object) -> str:
    return "yes" if value is True else masked(str(value))


def _questions(document: Document) -> Iterator[Part]:
    for page in pages_of(document):
        yield from questions_of(page)
