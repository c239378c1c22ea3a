"""A survey from the export of a Moodle feedback."""

from __future__ import annotations

import re

from surveys.interchange.assembling import mark_changed, reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Document, Reading
from surveys.interchange.expressions import Untranslatable
from surveys.interchange.frame import Stated, language_tag, survey_around
from surveys.interchange.moodle.conditions import condition_of
from surveys.interchange.moodle.items import Item, read_items
from surveys.interchange.moodle.questions import QuestionMaker
from surveys.interchange.naming import Names
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.paging import Paging
from surveys.interchange.report import Report
from surveys.interchange.texts_read import TextsRead

_SEVERAL_LANGUAGES = re.compile(r"""class=["']?multilang|\{mlang\b""", re.IGNORECASE)


def read(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in ``data``, the XML that a Moodle feedback exports, and what was not carried as it was.

    Raises FileRefused for any other file and for one without a question that can be carried; ExtraMissing.
    """
    feedback = _Feedback(assumptions)
    items = read_items(data)
    feedback.add_all(items)
    return feedback.reading(name)


class _Feedback:
    """One reading: the questions made so far, and what became of each item."""

    def __init__(self, assumptions: Assumptions) -> None:
        self._assumptions = assumptions
        self._language = language_tag(assumptions.language) or "en"
        self._report = Report()
        self._texts = TextsRead(self._report)
        self._maker = QuestionMaker(self._language, self._texts, self._report)
        self._names = Names()
        self._paging = Paging(self._report)
        self._by_number: dict[str, Document] = {}  # questions by ITEMID
        self._paths: dict[str, str] = {}
        self._pages_begun = 0

    def add_all(self, items: list[Item]) -> None:
        self._begin_page("ITEM[1]")
        for item in items:
            if item.type == "pagebreak":
                self._begin_page(item.path)
            elif item.type == "label":
                self._add_text(item)
            else:
                self._add_question(item)

    def reading(self, name: str) -> Reading:
        pages = self._paging.pages()
        if not pages:
            raise FileRefused("None of the feedback's items can be carried over, so there is no survey in it.")
        self._texts.note_markup()
        self._report.assumed(
            "", "Titles of pages", "Moodle has none: a number stands there. Write some for respondents."
        )
        document = survey_around(pages, Stated([self._language]), self._assumptions, name, self._report)
        reading = reading_of(document, self._report, {**self._paging.paths, **self._paths})
        mark_changed(self._report)
        return reading

    def _note_languages(self, item: Item) -> None:
        if _SEVERAL_LANGUAGES.search(item.text) or _SEVERAL_LANGUAGES.search(item.presentation):
            why = "They stand one after the other in one text now. Put each into the text of its language."
            self._report.changed(item.path, "Several languages", why)

    def _begin_page(self, path: str) -> None:
        self._pages_begun += 1
        self._paging.begin({self._language: str(self._pages_begun)}, path)

    def _add_text(self, item: Item) -> None:
        self._note_languages(item)
        words = self._texts.plain(item.presentation or item.text, item.path)
        if not words:
            self._report.left_out(item.path, "Label", "It has no words.")
        elif item.depends_on:
            self._report.left_out(item.path, "Label", "It is shown on a condition, which texts do not have here.")
        else:
            self._paging.add_text({self._language: words}, item.path)

    def _add_question(self, item: Item) -> None:
        name = item.label or item.number or item.path
        self._note_languages(item)
        try:
            members = self._maker.members_of(item)
        except NotCarried as reason:
            self._report.question_left_out(item.path, name, str(reason))
            return
        question = self._named(item) | members
        if item.required:
            question["required"] = True
        if item.depends_on:
            self._add_condition(question, item)
        if item.number in self._by_number:
            self._report.changed(
                item.path, f"ITEMID {item.number[:40]}", "Two items have it. Conditions look at the first."
            )
        self._by_number.setdefault(item.number, question)
        self._paths[question["id"]] = item.path
        self._paging.add_question(question)
        self._report.carried(item.path, name)

    def _named(self, item: Item) -> Document:
        words = self._texts.plain(item.text, item.path)
        if not words:
            words = self._texts.plain(item.label, item.path) or item.path
            self._report.assumed(item.path, "Text of the question", f"It has none: “{words[:80]}” stands there.")
        question_id = self._names.id_for(item.label or f"item_{item.number}", "item")
        level = self._assumptions.level.value
        return {"id": question_id, "version": 1, "level": level, "text": {self._language: words}}

    def _add_condition(self, question: Document, item: Item) -> None:
        try:
            question["condition"] = condition_of(item, self._by_number, self._texts, self._language)
        except Untranslatable as reason:
            self._report.left_out(item.path, "Condition", f"It is always asked now. {reason}")
