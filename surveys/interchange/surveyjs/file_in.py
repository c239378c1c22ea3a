"""One file of SurveyJS while it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.conditions import Kind, ValueType
from surveys.definition.making import other_id
from surveys.interchange.exchange import Assumptions
from surveys.interchange.expressions import Untranslatable, write_condition
from surveys.interchange.naming import MAX_ID, Names
from surveys.interchange.report import Report
from surveys.interchange.surveyjs.conditions_out import SurveyJSWriter
from surveys.interchange.surveyjs.dialect import translated
from surveys.interchange.surveyjs.own import own_of
from surveys.interchange.surveyjs.properties import Leftovers
from surveys.interchange.surveyjs.texts import TextsIn, written_text
from surveys.interchange.surveyjs.variables import Known, Variables

_ELEMENTS = frozenset({"pages", "elements", "questions", "templateElements"})

Document = dict[str, Any]
Condition = Any


class NotCarried(Exception):
    """An element that no question of ours can be made of; the message says why."""


@dataclass
class FileIn:
    """What has been read so far. ``names``: every name in the file, in lower case; ``first``: its first language."""

    report: Report
    assumptions: Assumptions
    first: str
    names: Collection[str]
    ids: Names = field(default_factory=Names)
    variables: Variables = field(default_factory=Variables)
    leftovers: Leftovers = field(default_factory=Leftovers)
    paths: dict[str, str] = field(default_factory=dict)  # place in the file by our id
    scales: set[str] = field(default_factory=set)  # ids of those that our own file defines
    without_level: list[str] = field(default_factory=list)  # names of questions

    def __post_init__(self) -> None:
        self._texts = TextsIn(self.first, self.variables, self.report, self.names)

    @property
    def languages(self) -> list[str]:
        """Languages met so far, the one to fall back on first."""
        return self._texts.languages

    def note_markup(self) -> None:
        """Say once, for all texts, that mark-up was taken off."""
        self._texts.note_markup()

    def id_for(self, name: str, *, with_other: bool = False) -> str:
        """Return a new id for what the file calls ``name``, such that the words for "other" get theirs as well."""
        short = name[: MAX_ID - len(other_id(""))] if with_other else name
        new = self.ids.id_for(short)
        while with_other and self.ids.id_for(other_id(new)) != other_id(new):
            new = self.ids.id_for(short)
        return new

    def recall(self, recall: object) -> None:
        """Note an answer to an earlier survey as something that conditions and texts can look at."""
        our_id = recall.get("id") if isinstance(recall, dict) else None
        if isinstance(our_id, str):
            self.ids.id_for(our_id)
            self.variables.add(Known(our_id, our_id, Kind(ValueType.TEXT)))

    def text(self, value: object, path: str, *, places: bool = False) -> Document | None:
        """Return the localised string ``value``, None for none. ``places``: whether answers can stand in it."""
        return self._texts.read(value, path, places=places)

    def own_text(
        self, element: Mapping[str, Any], theirs: str, ours: str, path: str, *, places: bool = True
    ) -> Document | None:
        """Return the text that ``element`` has under the name ``theirs``: our own, if what it became stands there."""
        native, kept = element.get(theirs), own_of(element).get(ours)
        if isinstance(kept, dict) and self._became(kept) == native is not None:
            return kept
        return self.text(native, f"{path}.{theirs}".removeprefix("."), places=places)

    def _became(self, text: Document) -> object:
        """Return what ``text``, one of ours, is in SurveyJS; None for what is no text."""
        is_text = self.first in text and all(isinstance(said, str) for said in text.values())
        return written_text(text, self.variables, self.first) if is_text else None

    def condition(self, element: Mapping[str, Any], path: str, *, page: bool = False) -> Condition | None:
        """Return when what stands at ``path`` is asked, None for always."""
        expression, kept = element.get("visibleIf"), own_of(element).get("condition")
        if kept is not None and self._written(kept) == expression:
            return kept
        if not isinstance(expression, str) or not expression.strip():
            return None
        path = f"{path}.visibleIf"
        try:
            translation = translated(expression, self.variables)
        except Untranslatable as error:
            what = "Its questions are asked" if page else "The question is asked"
            self.report.left_out(path, "Condition", f"{error.reason} {what} of everyone.")
            return None
        for note in translation.notes:
            self.report.changed(path, "Condition", note)
        return None if translation.document is True else translation.document

    def _written(self, condition: object) -> str | None:
        try:
            return write_condition(condition, SurveyJSWriter(self.variables))
        except Untranslatable:
            return None


def names_in(document: object) -> Iterator[str]:
    """Yield every name in ``document``, in lower case."""
    if isinstance(document, list):
        for inner in document:
            yield from names_in(inner)
    elif isinstance(document, dict):
        if isinstance(name := document.get("name"), str):
            yield name.lower()
        for inner in document.values():
            yield from names_in(inner)


def elements_in(document: object) -> int:
    """Return how many pages, panels and questions ``document`` has."""
    if isinstance(document, list):
        return sum(map(elements_in, document))
    if not isinstance(document, dict):
        return 0
    listed = (inner for name, inner in document.items() if name in _ELEMENTS and isinstance(inner, list))
    return sum(map(len, listed)) + sum(map(elements_in, document.values()))
