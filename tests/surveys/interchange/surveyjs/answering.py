"""Answers to any survey, drawn at random, as we take them and as SurveyJS does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any

from surveys.answers import AnswerValue, check_answers
from surveys.conditions import Condition
from surveys.definition import Question, QuestionType, Survey
from surveys.definition.model import TEXTS
from surveys.interchange.surveyjs.variables import COMMENT, REFUSED
from tests.surveys.interchange.surveyjs.theirs import Theirs

WORDS = ("yes", "no", "maybe", "a longer answer with a comma, and more")


@dataclass
class AnswerSet:
    """One respondent's answers. ``ours`` by id; ``theirs`` and ``variables`` as SurveyJS takes them, by name."""

    ours: dict[str, Any] = field(default_factory=dict)
    recalled: dict[str, AnswerValue] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What is asked, by SurveyJS's names, and whether the answers are accepted."""

    asked: tuple[str, ...]
    valid: bool


class Care(Enum):
    """With how much care a question is answered."""

    CAREFUL = "as asked"
    HASTY = "perhaps beyond the bounds"
    CARELESS = "perhaps wrong in other ways"  # not whole, too long, too many


def answer_sets(theirs: Theirs, number: int, seed: int) -> list[AnswerSet]:
    """Return ``number`` sets of answers to all questions, asked or not; the same ones each time.

    They are what a respondent can give in both forms. CARELESS answers are only given to questions that no condition
    looks at: SurveyJS lets conditions see them, and so does not let anyone past them, while here they are no answers.
    """
    random = Random(seed)
    looked_at = frozenset(name for condition in conditions_of(theirs.survey) for name in condition.variables)
    return [_answer_set(random, theirs, looked_at) for _ in range(number)]


def conditions_of(survey: Survey) -> Iterator[Condition]:
    """Yield all conditions of pages and questions."""
    for part in (*survey.pages, *survey):
        if part.condition is not None:
            yield part.condition


def our_outcome(theirs: Theirs, answers: AnswerSet) -> Outcome:
    """Return what we ask and accept."""
    survey = theirs.survey
    checked = check_answers(survey, answers.ours, "en", recalled=answers.recalled)
    names = (theirs.name_of(name) for name in checked.asked if survey.questions[name].specifies is None)
    return Outcome(tuple(dict.fromkeys(names)), not checked.problems)


def _answer_set(random: Random, theirs: Theirs, looked_at: frozenset[str]) -> AnswerSet:
    answers = AnswerSet()
    for recall in theirs.survey.recalls:
        value = random.choice((None, "word", "tried"))
        answers.recalled[recall.id] = value
        answers.variables[recall.id] = value
    careful = random.random() < 0.5
    for question in theirs.survey:
        if question.specifies is not None:
            _words_for_other(random, theirs, question, answers)
        elif random.random() < 0.8 or (careful and question.required):
            wrong = Care.HASTY if question.id in looked_at else Care.CARELESS
            _answer(random, theirs, question, answers, Care.CAREFUL if careful else wrong)
    return answers


def _answer(random: Random, theirs: Theirs, question: Question, answers: AnswerSet, care: Care) -> None:
    element = theirs.element_of(question.id)
    if element.get("showRefuseItem") and random.random() < 0.2:
        ours = None
        value: Any = [REFUSED] if question.type is QuestionType.MULTIPLE_RESPONSE else REFUSED
    elif element["type"] == "ranking" and not element.get("selectToRankEnabled"):
        ours = random.sample([option.code for option in question.options], len(question.options))
        value = theirs.value(question, ours)
    else:
        ours = _DRAWN[question.type](random, question, care if _is_checked(question, element) else Care.CAREFUL)
        value = theirs.value(question, ours)
    answers.ours[question.id] = ours
    if part := theirs.part_of(question.id):
        answers.theirs.setdefault(element["name"], {})[part] = value
    else:
        answers.theirs[element["name"]] = value


def _is_checked(question: Question, element: Mapping[str, Any]) -> bool:
    """Tell whether SurveyJS checks bounds itself; elsewhere the browser, or a handle, keeps respondents within them."""
    if element["type"] in {"multipletext", "slider"}:
        return False
    return question.type not in TEXTS or "validators" in element


def _words_for_other(random: Random, theirs: Theirs, question: Question, answers: AnswerSet) -> None:
    """Write words only where the option is chosen: SurveyJS shows the field then, and we would choose it for them.

    SurveyJS does not take its own option "other" without words; here they may be left out.
    """
    assert question.specifies is not None
    chosen, code = question.specifies
    element, given = theirs.element_of(chosen), answers.ours.get(chosen)
    must = element.get("showOtherItem") or element.get("hasOther")
    if (given == code or (isinstance(given, list) and code in given)) and (must or random.random() < 0.8):
        answers.ours[question.id] = answers.theirs[f"{element['name']}{COMMENT}"] = random.choice(WORDS)


def _code(random: Random, question: Question, care: Care) -> str:
    return random.choice(question.options).code


def _codes(random: Random, question: Question, care: Care) -> list[str]:
    alone = [one.code for one in question.options if one.exclusive or one.not_applicable]
    if alone and random.random() < 0.2:
        return [random.choice(alone)]
    together = [one.code for one in question.options if one.code not in alone]
    low, high = 1, len(together)
    if care is not Care.CARELESS:
        low, high = int(question.minimum or 1), int(question.maximum or high)
    chosen = random.sample(together, random.randint(low, high))
    return [code for code in together if code in chosen]


def _ranking(random: Random, question: Question, care: Care) -> list[str]:
    codes = [option.code for option in question.options]
    bounded = care is not Care.CARELESS and question.maximum is not None
    return random.sample(codes, random.randint(1, int(question.maximum or 1) if bounded else len(codes)))


def _recommendation(random: Random, question: Question, care: Care) -> int:
    return random.randint(0, 10)


def _number(random: Random, question: Question, care: Care) -> float:
    """Return a number at, between and, unless with care, beyond the bounds."""
    is_whole = question.whole or question.type is QuestionType.DURATION
    least = 0 if question.type is QuestionType.DURATION else -5
    low = least if question.minimum is None else question.minimum
    high = low + 20 if question.maximum is None else question.maximum
    if is_whole:
        low, high = math.ceil(low), math.floor(high)
    drawn: float = random.choice((low, high, random.randint(math.ceil(low), math.floor(high))))
    if care is not Care.CAREFUL and random.random() < 0.3:
        drawn = random.choice((low - 1, high + 1))
    elif (is_whole and care is Care.CARELESS and random.random() < 0.3) or not is_whole:
        drawn = round(random.uniform(low, high), 2)
    return drawn


def _date(random: Random, question: Question, care: Care) -> str:
    low = question.earliest or date(2026, 1, 1)
    high = question.latest or low + timedelta(days=30)
    drawn = random.choice((low, high, low + timedelta(days=random.randint(0, (high - low).days))))
    if care is not Care.CAREFUL and random.random() < 0.3:
        drawn = random.choice((low - timedelta(days=1), high + timedelta(days=1)))
    return drawn.isoformat()


def _text(random: Random, question: Question, care: Care) -> str:
    assert question.maximum is not None
    longest = int(question.maximum)
    if care is Care.CARELESS and random.random() < 0.1:
        return "x" * random.choice((longest, longest + 1))
    return random.choice(WORDS)[:longest].strip()


_DRAWN: Mapping[QuestionType, Callable[[Random, Question, Care], Any]] = {
    QuestionType.SINGLE_CHOICE: _code,
    QuestionType.SCALE: _code,
    QuestionType.MULTIPLE_RESPONSE: _codes,
    QuestionType.RANKING: _ranking,
    QuestionType.RECOMMENDATION: _recommendation,
    QuestionType.NUMBER: _number,
    QuestionType.DURATION: _number,
    QuestionType.DATE: _date,
    QuestionType.SHORT_TEXT: _text,
    QuestionType.FREE_TEXT: _text,
}
