"""One question as the form shows it: number, element ids, what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.answers.readers import HIGHEST_RECOMMENDATION
from surveys.definition import Page, Question, QuestionType, Survey
from surveys.definition.schema import MAX_COMMENT
from surveys.form.state import FormState
from surveys.privacy import PrivacyClass

LONGEST_IN_ROW = 24  # characters of an option that still reads well in a column of 6 rem
MOST_IN_ROW = 5  # options beside each other in 36 rem
_ONE_INPUT = frozenset({QuestionType.NUMBER, QuestionType.FREE_TEXT})


@dataclass(frozen=True, slots=True)
class Field:
    """What the template of one question type needs."""

    question: Question
    number: int  # place in the form, from 1
    id: str  # prefix of the element ids of this question
    value: str  # as typed; the chosen code
    error: str | None
    in_row: bool  # a scale whose options fit beside each other on a wide screen

    @property
    def template(self) -> str:
        """Template of the question's type."""
        return f"questions/{self.question.type}.html"

    @property
    def grouped(self) -> bool:
        """Whether the question has several inputs, and so needs a group with a legend."""
        return self.question.type not in _ONE_INPUT

    @property
    def first_input(self) -> str:
        """Element id of the input that a link to this question leads to."""
        return f"{self.id}-0" if self.grouped else self.id

    @property
    def shows_limit(self) -> bool:
        """Whether a free text has a limit short enough to meet."""
        return self.question.maximum is not None and self.question.maximum < MAX_COMMENT

    @property
    def notes(self) -> tuple[str, ...]:
        """Which standing notes belong to the question: keys of the form's words."""
        by_class = {PrivacyClass.SENSITIVE: ("sensitive",), PrivacyClass.FREE_TEXT: ("no_names",)}
        return by_class.get(self.question.privacy, ())

    @property
    def described_by(self) -> str:
        """Element ids of everything that explains the question, for ``aria-describedby``; may be empty."""
        question = self.question
        has_help = bool(question.help or self.notes or (question.type is QuestionType.FREE_TEXT and self.shows_limit))
        parts = {"help": has_help, "error": self.error, "ends": question.ends, "unit": question.unit}
        return " ".join(f"{self.id}-{name}" for name, there in parts.items() if there)

    @property
    def grades(self) -> range:
        """Values of a recommendation."""
        return range(HIGHEST_RECOMMENDATION + 1)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the survey."""

    page: Page
    fields: tuple[Field, ...]


def sections_of(survey: Survey, language: str, state: FormState) -> tuple[Section, ...]:
    """Return the pages of ``survey`` with their fields, numbered through."""
    errors = {problem.question_id: problem.message for problem in reversed(state.problems)}
    numbers = {question_id: number for number, question_id in enumerate(survey.questions, start=1)}

    def fields(page: Page) -> Iterator[Field]:
        for question in page.questions:
            yield Field(
                question=question,
                number=numbers[question.id],
                id=f"{state.form_id}-{question.id}",
                value=_as_typed(state.answers.get(question.id)),
                error=errors.get(question.id),
                in_row=_fits_row(question, language),
            )

    return tuple(Section(page, tuple(fields(page))) for page in survey.pages)


def _as_typed(raw: object) -> str:
    return str(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""


def _fits_row(question: Question, language: str) -> bool:
    if question.type is not QuestionType.SCALE or len(question.points) > MOST_IN_ROW:
        return False
    return all(len(option.text.in_language(language)) <= LONGEST_IN_ROW for option in question.points)
