"""A survey from a ``.qsf`` file."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.interchange.assembling import mark_changed, reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Document, Reading
from surveys.interchange.expressions import Untranslatable
from surveys.interchange.frame import Stated, survey_around
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.paging import Paging
from surveys.interchange.qualtrics.leftovers import note_question, note_survey
from surveys.interchange.qualtrics.logic import both, condition_of, is_mixed
from surveys.interchange.qualtrics.making import Making
from surveys.interchange.qualtrics.matrices import matrix, statements_of
from surveys.interchange.qualtrics.order import Shown, blocks_shown, is_trash
from surveys.interchange.qualtrics.simple_questions import Maker, choice, ranking, slider, text_entry
from surveys.interchange.qualtrics.source import (
    MAX_QUESTIONS,
    Source,
    SourceQuestion,
    listed,
    members,
    read_source,
    words,
)
from surveys.interchange.qualtrics.wording import Wording, languages_of
from surveys.interchange.report import Report
from surveys.interchange.texts_read import TextsRead
from surveys.limits import MAX_ANSWERS

_MAKERS: Mapping[str, Maker] = {
    "MC": choice,
    "RO": ranking,
    "TE": text_entry,
    "Slider": slider,
    "Matrix": matrix,
}
_REASONS: Mapping[str, str] = {
    "CS": "Numbers that add up to a sum are not asked here. Ask for each on its own.",
    "SBS": "Columns side by side are several questions. Ask each on its own.",
    "PGR": "Groups to rank into are not asked here. Ask for a ranking, or for a choice for each.",
    "HeatMap": "Places on a picture are not asked here.",
    "HotSpot": "Places on a picture are not asked here.",
    "HL": "Words to mark in a text are not asked here.",
    "DD": "Lists that depend on each other are not asked here. Ask one question for each level.",
    "Draw": "Drawings and signatures are not asked here.",
    "FileUpload": "Files are not taken in.",
    "Captcha": "Impact asks learners who have signed in, so nobody has to prove to be human.",
    "Timing": "How long a page takes is not kept.",
    "Meta": "What is known of the respondent's browser is not kept.",
}
_UNNAMED = frozenset({"", "Default Question Block", "Block"})
_DESCRIPTIVE = "DB"


def read(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in ``data``, a ``.qsf`` of Qualtrics, and what was not carried as it was.

    Raises FileRefused for any other file and for one without a question that can be carried.
    """
    return _SurveyRead(read_source(data), assumptions).reading(name)


class _SurveyRead:
    """One reading: the questions made so far, and what became of each."""

    def __init__(self, source: Source, assumptions: Assumptions) -> None:
        self._source = source
        self._assumptions = assumptions
        self._report = Report()
        questions = list(source.questions.values())
        languages = languages_of(source.entry.get("SurveyLanguage"), questions, assumptions.language)
        self._wording = Wording(languages, TextsRead(self._report), self._report)
        self._making = Making(assumptions.level, self._wording, self._report)
        self._paging = Paging(self._report)
        self._title = self._wording.plain(source.entry.get("SurveyName"), "SurveyEntry")
        self._paths: dict[str, str] = {}
        self._met: set[str] = set()  # questions by their ids in the file

    def reading(self, name: str) -> Reading:
        for shown in blocks_shown(self._source, self._report):
            self._add_block(shown)
        self._note_rest()
        pages = self._paging.pages()
        if not pages:
            raise FileRefused("None of the survey's questions can be carried over.")
        self._wording.texts.note_markup()
        note_survey(self._source, self._report)
        why = "Those of the blocks, which respondents did not see, or the survey's. Write some for respondents."
        self._report.assumed("", "Titles of pages", why)
        purpose = self._wording.plain(self._source.entry.get("SurveyDescription"), "SurveyEntry")
        stated = Stated(list(self._wording.languages.values()), self._title, purpose)
        document = survey_around(pages, stated, self._assumptions, name, self._report)
        reading = reading_of(document, self._report, {**self._paging.paths, **self._paths})
        mark_changed(self._report)
        return reading

    def _add_block(self, shown: Shown) -> None:
        title = self._wording.plain(shown.block.get("Description"), shown.id)
        if title in _UNNAMED:
            title = self._title or "1"
        condition = self._condition(shown.logics, shown.id, "Branch logic")
        self._paging.begin({self._wording.first: title}, shown.id, condition)
        for element in map(members, listed(shown.block.get("BlockElements"))):
            if words(element.get("Type")) == "Page Break":
                self._paging.begin({self._wording.first: title}, shown.id, condition)
                continue
            question = self._source.questions.get(words(element.get("QuestionID")))
            if question is None or question.path in self._met:
                what = f"Question {words(element.get('QuestionID'))[:40] or 'without a name'}"
                self._report.left_out(shown.id, what, "It is not in the file, or was there before.")
                continue
            self._met.add(question.path)
            if element.get("SkipLogic"):
                why = "Give the questions that are passed over a condition instead."
                self._report.left_out(question.path, "Skip logic", why)
            self._add(question)

    def _add(self, question: SourceQuestion) -> None:
        if question.kind == _DESCRIPTIVE:
            self._add_text(question)
            return
        maker = _MAKERS.get(question.kind)
        if maker is None:
            why = _REASONS.get(
                question.kind, f"There is no question of the type {question.kind[:40] or '(none)'} here."
            )
            self._leave_out(question, why)
            return
        condition = self._condition(_logics(question), question.path, "Display logic")
        try:
            made = maker(question, self._making)
        except NotCarried as reason:
            self._leave_out(question, str(reason))
            return
        for document in made.documents:
            if condition is not None:
                document["condition"] = condition
            self._paths[document["id"]] = question.path
            self._paging.add_question(document)
        for path, name in made.counted:
            self._report.carried(path, name)
        if len(self._report.questions) > MAX_QUESTIONS:
            raise FileRefused(f"The file has more than {MAX_QUESTIONS:,} questions; {MAX_ANSWERS} is the most.")
        self._wording.known[question.path] = made.known
        note_question(question, self._report)

    def _add_text(self, question: SourceQuestion) -> None:
        if question.payload.get("DisplayLogic"):
            why = "It is shown on a condition, which texts do not have here."
            self._report.left_out(question.path, "Descriptive text", why)
            return
        text = self._wording.of(question, ("QuestionText",), "")
        if text.get(self._wording.first):
            self._paging.add_text(text, question.path)
        else:
            self._report.left_out(question.path, "Descriptive text", "It has no words in the survey's first language.")

    def _condition(self, logics: tuple[object, ...], path: str, what: str) -> Document | None:
        """Return the condition that all of ``logics`` hold; what cannot be said is reported and left out."""
        condition = None
        for logic in logics:
            try:
                condition = both(condition, condition_of(logic, self._wording.known))
            except Untranslatable as reason:
                self._report.left_out(path, what, f"It is always asked now. {reason.reason}")
                continue
            if is_mixed(logic):
                self._report.changed(path, what, "“And” is read before “or”. Check that this is what was meant.")
        return condition

    def _leave_out(self, question: SourceQuestion, why: str) -> None:
        parts = statements_of(question) if question.kind == "Matrix" else [(question.path, question.tag)]
        for path, name in parts:
            self._report.question_left_out(path, name, why)

    def _note_rest(self) -> None:
        """Note the questions that no block shows."""
        trash = {
            words(members(element).get("QuestionID"))
            for block in self._source.blocks.values()
            if is_trash(block)
            for element in listed(block.get("BlockElements"))
        }
        for question in self._source.questions.values():
            if question.path in self._met:
                continue
            why = "It is in the trash." if question.path in trash else "No block that is shown has it."
            if question.kind == _DESCRIPTIVE:
                self._report.left_out(question.path, "Descriptive text", why)
            else:
                self._leave_out(question, why)


def _logics(question: SourceQuestion) -> tuple[object, ...]:
    logic = question.payload.get("DisplayLogic")
    return (logic,) if logic else ()
