"""What the rows of one file share while they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Document
from surveys.interchange.expressions import Answer, Meanings, Untranslatable
from surveys.interchange.naming import Names
from surveys.interchange.plain_text import has_markup, plain_text
from surveys.interchange.report import Finding, QuestionFate, Report
from surveys.interchange.report import Outcome as Became
from surveys.interchange.xlsform.choice_list import ChoiceList
from surveys.interchange.xlsform.dialect import meanings_of
from surveys.interchange.xlsform.piping import written, written_as_is
from surveys.interchange.xlsform.rows import FormRow
from surveys.limits import MAX_ANSWERS
from surveys.placeholders import ELLIPSIS

_LONGEST = 4 * MAX_TEXT  # characters of a text in which places are looked for
_LATELY = 20  # findings
_MOST = 2 * MAX_ANSWERS  # questions in a file, of which some are left out
_PLACE = re.compile(r"\$\{\s*([^{}]{1,200}?)\s*\}|\{([a-z][a-z0-9_]{0,63}(?:\|[^{}]*)?)\}")


@dataclass(slots=True)
class Form:
    """One file: its languages (the first to fall back on), ids given out, and what became of everything in it.

    ``own`` tells that Impact wrote the file, so that texts are as they were. ``answers``: what ``${name}`` means.
    """

    report: Report
    languages: tuple[str, ...]
    assumptions: Assumptions
    own: bool = False
    names: Names = field(default_factory=Names)
    pages: Names = field(default_factory=Names)
    lists: Mapping[str, ChoiceList] = field(default_factory=dict)
    scales: dict[str, Document] = field(default_factory=dict)  # by id
    answers: dict[str, Answer] = field(default_factory=dict)
    written_names: dict[str, str] = field(default_factory=dict)  # by our id, the other way round
    assumed_levels: int = 0  # questions for which the file names no level
    _changed: set[tuple[str, int]] = field(default_factory=set)
    _fates: list[tuple[FormRow, QuestionFate]] = field(default_factory=list)

    @property
    def meanings(self) -> Meanings:
        """What conditions may refer to by now."""
        return meanings_of(self._meaning)

    def knows(self, name: str, answer: Answer) -> None:
        """Note what ``${name}`` means."""
        self.answers.setdefault(name, answer)
        self.written_names.setdefault(answer.id, name)

    def name_of(self, question: str) -> str:
        """Return the name in the file of our question or recall. Raises Untranslatable."""
        if question not in self.written_names:
            raise Untranslatable(f"{question} is not in the file.")
        return self.written_names[question]

    def list_of(self, name: str) -> ChoiceList:
        """Return the list of choices called ``name``, an empty one if there is none."""
        return self.lists.get(name) or ChoiceList(name)

    def changed(self, row: FormRow, column: str, what: str, why: str) -> None:
        """Note that a row is not exactly as it was."""
        self._changed.add((row.sheet, row.number))
        finding = Finding(Became.CHANGED, row.place(column), what, why)
        if finding not in self.report.findings[-_LATELY:]:  # two readers of one cell say it once
            self.report.findings.append(finding)

    def carried(self, row: FormRow) -> None:
        """Note that a row's question is in the result. Raises FileRefused where there are too many."""
        if len(self._fates) > _MOST:
            raise FileRefused(f"The form has more than {_MOST:,} questions, and {MAX_ANSWERS} is the most of a survey.")
        self._fates.append((row, QuestionFate(row.place(), row.cell("name"), Became.CARRIED)))

    def question_left_out(self, row: FormRow, why: str) -> None:
        """Note that a row's question is not in the result."""
        self._fates.append((row, QuestionFate(row.place(), row.cell("name"), Became.LEFT_OUT)))
        self.report.left_out(row.place(), f"Question {row.cell('name')[:80]}", why)

    def settle(self) -> None:
        """Write into the report what became of each question, in the order of the file."""
        for row, fate in sorted(self._fates, key=lambda pair: pair[0].number):
            is_changed = fate.outcome is Became.CARRIED and (row.sheet, row.number) in self._changed
            self.report.questions.append(
                QuestionFate(fate.path, fate.name, Became.CHANGED) if is_changed else fate,
            )

    def in_first_language(self, text: str) -> dict[str, str]:
        """Return ``text``, which the file does not translate, as a text of the survey."""
        return {self.languages[0]: self._plain(text)[:MAX_TEXT] or ELLIPSIS}

    def text(self, row: FormRow, column: str, *, piped: bool = True) -> dict[str, str] | None:
        """Return the text in a column by language, None if there is none.

        Mark-up is taken out, and ``${name}`` becomes ``{id}`` where texts may hold answers (``piped``).
        """
        texts = {}
        for tag, raw in row.texts.get(column, {}).items():
            said = self._own_text(row, column, tag, raw, piped=piped) or self._read(row, column, raw, piped=piped)
            if said.strip():
                texts[tag] = said
        if texts and self.languages[0] not in texts:
            other = next(iter(texts))
            self.report.assumed(
                row.place(column),
                f"The text in {self.languages[0]}",
                f"It is missing, and {self.languages[0]} is the language to fall back on: the text in {other} is used.",
            )
            texts = {self.languages[0]: texts[other], **texts}
        return texts or None

    def _own_text(self, row: FormRow, column: str, tag: str, raw: str, *, piped: bool) -> str | None:
        """Return the text as Impact had it, if the column that plain tools show was not edited since."""
        own = row.texts.get(f"impact_{column}", {}).get(tag)
        if own is None:
            return None
        return own if raw == (written(own, self.written_names) if piped else written_as_is(own)) else None

    def _read(self, row: FormRow, column: str, raw: str, *, piped: bool) -> str:
        if not self.own and has_markup(raw):
            self.changed(row, column, "Mark-up", "Texts here are plain: the words are kept, their layout is not.")
        said = self._plain(raw)[:_LONGEST]
        if piped:
            said = self._with_places(row, column, said)
        if len(said) > MAX_TEXT:
            self.changed(row, column, "A long text", f"It is cut to {MAX_TEXT:,} characters.")
        return said[:MAX_TEXT]

    def _plain(self, text: str) -> str:
        return text if self.own else plain_text(text)

    def _with_places(self, row: FormRow, column: str, said: str) -> str:
        """Return ``said`` with our places in it; what stands there again and again is looked at once."""
        ours: dict[str, str] = {}

        def ours_for(place: re.Match[str]) -> str:
            if place[0] not in ours:
                ours[place[0]] = self._answer_or_words(row, column, place)
            return ours[place[0]]

        return _PLACE.sub(ours_for, said)

    def _answer_or_words(self, row: FormRow, column: str, place: re.Match[str]) -> str:
        name, literal = place[1], place[2]
        if name is None:
            self.changed(
                row, column, f"{{{literal[:80]}}}", "A space now follows {, since it would stand for an answer here."
            )
            return f"{{ {literal}}}"
        if name in self.answers:
            return f"{{{self.answers[name].id}}}"
        self.changed(row, column, f"${{{name[:80]}}}", "No earlier question of this name was carried: … stands there.")
        return ELLIPSIS

    def _meaning(self, name: str) -> Answer:
        if name not in self.answers:
            raise Untranslatable(f"No earlier question {name[:80]} was carried.")
        return self.answers[name]
