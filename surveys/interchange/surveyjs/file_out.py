"""One file of SurveyJS while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.interchange.expressions import Untranslatable, write_condition
from surveys.interchange.report import Report
from surveys.interchange.surveyjs.conditions_out import SurveyJSWriter
from surveys.interchange.surveyjs.dialect import translated
from surveys.interchange.surveyjs.texts import TextsIn, has_words_for_no_answer, written_text
from surveys.interchange.surveyjs.variables import Variables

Document = dict[str, Any]
_WORDS_FOR_NO_ANSWER = "Where an answer is repeated, SurveyJS has no words for when there is none."


@dataclass(frozen=True, slots=True)
class FileOut:
    """What is known of the survey, and what is told of it. ``first``: the language to fall back on."""

    variables: Variables
    first: str
    report: Report

    def text(self, text: Document, path: str) -> str | Document:
        """Return ``text``, which stands at ``path``, as SurveyJS holds it."""
        if has_words_for_no_answer(text):
            self.report.changed(path, "Text", _WORDS_FOR_NO_ANSWER)
        return written_text(text, self.variables, self.first)

    def texts(
        self, source: Mapping[str, Any], names: Mapping[str, str], written: Document, kept: Document, path: str
    ) -> None:
        """Write the texts of ``source`` into ``written``, and into ``kept`` those that would not come back the same.

        ``names``: SurveyJS's names by ours.
        """
        for ours, theirs in names.items():
            if ours in source:
                written[theirs] = self.text(source[ours], f"{path}.{ours}".removeprefix("."))
                if self._read_back(written[theirs]) != source[ours]:
                    kept[ours] = source[ours]

    def _read_back(self, text: str | Document) -> Document | None:
        return TextsIn(self.first, self.variables, Report(), ()).read(text, "")

    def condition(self, source: Document, written: Document, kept: Document, path: str) -> None:
        """Write the condition of ``source`` into ``written``, and into ``kept`` if it would not come back the same."""
        if "condition" not in source:
            return
        path = f"{path}.condition"
        writer = SurveyJSWriter(self.variables)
        try:
            written["visibleIf"] = write_condition(source["condition"], writer)
        except Untranslatable as error:
            self.report.left_out(path, "Condition", f"{error.reason} In SurveyJS this is always asked.")
        for note in dict.fromkeys(writer.notes):
            self.report.changed(path, "Condition", note)
        back = self._translated_back(written.get("visibleIf"))
        if back is True or back != source["condition"]:  # what is always asked comes back without a condition
            kept["condition"] = source["condition"]

    def _translated_back(self, expression: str | None) -> object:
        if expression is None:
            return None
        try:
            return translated(expression, self.variables).document
        except Untranslatable:
            return None
