"""One question as the form shows it: element ids, what was typed and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.answers.choices import places_of
from surveys.answers.numbers import HIGHEST_RECOMMENDATION
from surveys.answers.parts import part_name
from surveys.answers.times import DAY, HOURS, MINUTES, MONTH, YEAR
from surveys.answers.values import DECLINED
from surveys.definition.model import Option, Question, QuestionType
from surveys.definition.question_types import MAX_COMMENT, MAX_SHORT_TEXT
from surveys.form.typed import Typed
from surveys.form.voice import Voice
from surveys.privacy import PrivacyClass

LONGEST_IN_ROW = 24  # characters of an option that still reads well in a column of 6 rem
LONGEST_WORD_IN_ROW = 13  # characters of a word that still fits it
MOST_IN_ROW = 5  # options beside each other in 36 rem
_ONE_INPUT = frozenset({QuestionType.NUMBER, QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT})
_RADIOS = frozenset({QuestionType.SINGLE_CHOICE, QuestionType.SCALE, QuestionType.RECOMMENDATION})
_UNLIMITED = {QuestionType.SHORT_TEXT: MAX_SHORT_TEXT, QuestionType.FREE_TEXT: MAX_COMMENT}
DURATION_PARTS = ((HOURS, 6), (MINUTES, 6))  # the inputs, each with the digits that it has room for
DATE_PARTS = ((DAY, 2), (MONTH, 2), (YEAR, 4))
_PARTS = {QuestionType.DURATION: DURATION_PARTS, QuestionType.DATE: DATE_PARTS}


@dataclass(frozen=True, slots=True)
class Field:
    """What the template of one question type needs."""

    question: Question
    number: int  # place among the questions that are asked, from 1; items of a battery share one
    id: str  # prefix of the element ids of this question
    typed: Typed
    error: str | None
    asked: bool  # whether the answers before it lead to it
    other: Field | None = None  # the words for the option "other"
    scripted: bool = False  # only a script can send the form, so that it starts out as the script would have it

    @property
    def template(self) -> str:
        """Template of the question's type."""
        return f"questions/{self.question.type}.html"

    @property
    def hidden(self) -> bool:
        """Whether its own condition keeps it from being asked; without one it is hidden with its page."""
        return not self.asked and self.question.condition is not None

    @property
    def clearable(self) -> bool:
        """Whether there is a choice to take back."""
        return self.radios and (self.typed.declined or self.typed.value != "")

    @property
    def grouped(self) -> bool:
        """Whether the question has several inputs, and so needs a group with a legend."""
        return self.question.type not in _ONE_INPUT or self.question.declinable

    @property
    def radios(self) -> bool:
        """Whether one of several radio buttons is chosen, so that the choice can only be taken back by a script."""
        return self.question.type in _RADIOS

    @property
    def first_input(self) -> str:
        """Element id of the input that a link to this question leads to."""
        if self.question.type in _ONE_INPUT:
            return self.id
        return f"{self.id}-0" if self.together or not self.alone else f"{self.id}-alone-0"

    @property
    def together(self) -> tuple[Option, ...]:
        """Options of a multiple response that can be chosen with others."""
        return tuple(option for option in self.question.options if not (option.exclusive or option.not_applicable))

    @property
    def alone(self) -> tuple[Option, ...]:
        """Options of a multiple response that go with no other, those outside the scale last."""
        alone = (option for option in self.question.options if option.exclusive or option.not_applicable)
        return tuple(sorted(alone, key=lambda option: option.not_applicable))

    @property
    def limit(self) -> int | None:
        """Characters of a text that has a limit short enough to meet [characters]."""
        most = _UNLIMITED.get(self.question.type)
        maximum = self.question.maximum
        return int(maximum) if most and maximum is not None and maximum < most else None

    def named(self, voice: Voice) -> str:
        """Return what tells it from other questions: its number, for an item of a battery also its text."""
        return f"{self.number} ({voice.read(self.question.text)})" if self.question.battery else str(self.number)

    @property
    def notes(self) -> tuple[tuple[str, dict[str, int]], ...]:
        """Which standing notes belong to the question: keys of the form's words, with the facts that fill them."""
        question, most = self.question, self.question.maximum
        notes: dict[str, tuple[bool, dict[str, int]]] = {
            "choose_several": (question.type is QuestionType.MULTIPLE_RESPONSE and most is None, {}),
            "choose_up_to": (question.type is QuestionType.MULTIPLE_RESPONSE and most is not None, _maximum(most)),
            "rank_help": (question.type is QuestionType.RANKING and most is None, {}),
            "rank_help_most": (question.type is QuestionType.RANKING and most is not None, _maximum(most)),
            "date_help": (question.type is QuestionType.DATE, {}),
            "sensitive": (question.privacy is PrivacyClass.SENSITIVE, {}),
            "no_names": (question.privacy is PrivacyClass.FREE_TEXT, {}),
            "characters": (self.limit is not None, _maximum(self.limit)),
        }
        return tuple((note, facts) for note, (belongs, facts) in notes.items() if belongs)

    @property
    def described_by(self) -> str:
        """Element ids of everything that explains the question, for ``aria-describedby``; may be empty."""
        question = self.question
        parts = {
            "help": question.help or self.notes,
            "error": self.error,
            "ends": question.ends,
            "unit": question.unit,
        }
        return " ".join(f"{self.id}-{name}" for name, there in parts.items() if there)

    @property
    def in_row(self) -> bool:
        """Whether it is a scale with few enough points to stand beside each other on a wide screen."""
        return self.question.type is QuestionType.SCALE and len(self.question.points) <= MOST_IN_ROW

    def fits_row(self, language: str) -> bool:
        """Whether the points of the scale are also short enough in ``language``."""
        texts = (option.text.in_language(language) for option in self.question.points)
        return self.in_row and all(
            len(text) <= LONGEST_IN_ROW and longest_word(text) <= LONGEST_WORD_IN_ROW for text in texts
        )

    @property
    def grades(self) -> range:
        """Values of a recommendation."""
        return range(HIGHEST_RECOMMENDATION + 1)

    @property
    def places(self) -> int:
        """Places that a ranking gives."""
        return places_of(self.question)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Parts of a duration or a date: name, and the digits that it has room for."""
        return _PARTS[self.question.type]

    def part_name(self, part: str) -> str:
        """Name of the input for one part of the answer."""
        return part_name(self.question.id, part)

    @property
    def decline_value(self) -> str:
        """What stands for "prefer not to say" among the values of radio buttons and check boxes."""
        return DECLINED


def longest_word(text: str) -> int:
    """Return the length of the longest word in ``text`` [characters]."""
    return max(map(len, text.split()), default=0)


def _maximum(limit: float | None) -> dict[str, int]:
    return {} if limit is None else {"maximum": int(limit)}
