"""A survey as the form shows it: pages, on them the questions that stand together, numbered as they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from surveys.answers.check import CheckedAnswers
from surveys.answers.parts import fold_parts
from surveys.definition.making import other_id
from surveys.definition.model import Battery, Page, Question, Survey
from surveys.form.fields import Field, longest_word
from surveys.form.state import FormState
from surveys.form.typed import Typed
from surveys.form.voice import Voice

MOST_COLUMNS = 7  # of at least 44 px in two thirds of a card
CHARACTERS_ACROSS = 54  # of small type in the same room


@dataclass(frozen=True, slots=True)
class Group:
    """One question, or a battery with a field for each of its items."""

    fields: tuple[Field, ...]
    battery: Battery | None
    id: str  # prefix of the element ids of what the items have in common

    @property
    def asked(self) -> bool:
        """Whether it is asked: a battery's items are asked together."""
        return self.fields[0].asked

    @property
    def number(self) -> int:
        """Place among what is asked, from 1."""
        return self.fields[0].number

    def grid(self, voice: Voice) -> bool:
        """Whether the battery is drawn as a table where there is room: its author asks for it, and the heads of the
        columns can be read and pressed.
        """
        return self.battery is not None and self.battery.grid and self._fits_table(voice)

    def _fits_table(self, voice: Voice) -> bool:
        question = self.fields[0].question
        heads = [option.text.in_language(voice.language) for option in question.options]
        if question.declinable:
            heads.append(voice.words["decline"])
        longest = max(map(longest_word, heads))
        return len(heads) <= MOST_COLUMNS and longest * len(heads) <= CHARACTERS_ACROSS


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the survey."""

    page: Page
    place: int  # from 1
    groups: tuple[Group, ...]
    asked: bool  # whether there is anything on it to answer

    @property
    def fields(self) -> Iterator[Field]:
        """Yield every field, those for the words of an option "other" after their question."""
        for group in self.groups:
            for field in group.fields:
                yield field
                if field.other is not None:
                    yield field.other


def sections_of(survey: Survey, form: FormState, checked: CheckedAnswers) -> tuple[Section, ...]:
    """Return all pages of ``survey``; ``checked``: the answers in ``form``, checked as a draft."""
    maker = _FieldMaker(survey, form, frozenset(checked.asked))
    sections = []
    for place, page in enumerate(survey.pages, 1):
        groups = tuple(maker.group(run) for run in _together(page))
        sections.append(Section(page, place, groups, any(group.asked for group in groups)))
    return tuple(sections)


def _together(page: Page) -> Iterator[tuple[Question, ...]]:
    """Yield the questions of ``page``, items of one battery together; without the words for "other"."""
    own = [question for question in page.questions if question.specifies is None]
    for _, run in groupby(own, key=lambda question: question.battery or question.id):
        yield tuple(run)


class _FieldMaker:
    def __init__(self, survey: Survey, form: FormState, asked: frozenset[str]) -> None:
        self._survey = survey
        self._form = form
        self._asked = asked
        self._typed: Mapping[str, object] = fold_parts(form.answers)
        self._errors = {problem.question_id: problem.message for problem in reversed(form.problems)}
        self._number = 0

    def group(self, questions: tuple[Question, ...]) -> Group:
        if questions[0].id in self._asked:
            self._number += 1
        battery = questions[0].battery
        shared = f"{self._form.form_id}-{battery.id if battery else questions[0].id}"
        return Group(tuple(map(self._field, questions)), battery, shared)

    def _field(self, question: Question) -> Field:
        if question.other is None:
            return self._one(question)
        return self._one(question, self._one(self._survey.questions[other_id(question.id)]))

    def _one(self, question: Question, other: Field | None = None) -> Field:
        name = question.id
        return Field(
            question=question,
            number=self._number,
            id=f"{self._form.form_id}-{name}",
            typed=Typed(question, self._typed.get(name, "")),
            error=self._errors.get(name),
            asked=name in self._asked,
            other=other,
            scripted=self._form.needs_script,
        )
