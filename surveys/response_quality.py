"""Signs that somebody answered without reading: straight lines and speed.

Both are flags to look at figures with and without; nobody's answers are left out because of them. ``docs/scoring.md``
gives the reasons for the thresholds.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.answers.values import AnswerValue
from surveys.definition.model import Question, Survey
from surveys.piping import plain
from surveys.scoring import place_on_scale

MIN_ITEMS = 4
"""Answered items of a battery from which the same answer to all says something.

With the skewed answers of satisfied people (35, 45, 13, 5 and 2 % over five points) and items that have nothing to do
with each other, three answers are the same by chance 14 times in 100, four 6 times; with even ones four hardly ever.
"""

SECONDS_A_WORD = 0.3
"""Fastest reading that leaves time to answer [s/word]: 200 words a minute.

C. Zhang and F. G. Conrad, "Speeding in Web Surveys", Survey Research Methods 8(2), 2014, after R. P. Carver's reading
rates.
"""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Differentiation:
    """How far one respondent told the items of one battery apart.

    ``variation`` is the scale point variation, 1 − Σp² over the shares p of the points that were chosen: 0 for a
    straight line (Y. Kim, J. Dykema, J. Stevenson, P. Black and D. P. Moberg, "Straightlining", Social Science Computer
    Review 37(2), 2019).
    """

    battery: str
    answered: int  # items with an answer that is a point of the scale
    variation: float
    contradictory: bool  # a straight line that says opposite things of items with opposite keys

    @property
    def straight_line(self) -> bool:
        """Whether every item got the same answer."""
        return self.variation == 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one respondent took, and how long it takes at least to read what they were asked."""

    words: int
    seconds: float
    least_seconds: float

    @property
    def speeding(self) -> bool:
        """Whether the questions cannot have been read."""
        return self.seconds < self.least_seconds


def differentiation(survey: Survey, answers: Mapping[str, AnswerValue]) -> tuple[Differentiation, ...]:
    """Return one entry for each battery with MIN_ITEMS answered items or more, in the order of the form.

    ``answers`` are checked answers by question id. "Not applicable" and "prefer not to say" are no points, and no
    part of a line.
    """
    batteries: dict[str, list[Question]] = {}
    for question in survey:
        if question.battery is not None and place_on_scale(question, answers.get(question.id)) is not None:
            batteries.setdefault(question.battery.id, []).append(question)
    return tuple(_of_battery(name, items, answers) for name, items in batteries.items() if len(items) >= MIN_ITEMS)


def _of_battery(name: str, items: list[Question], answers: Mapping[str, AnswerValue]) -> Differentiation:
    given = Counter(str(answers[item.id]) for item in items)
    variation = 1 - sum((times / len(items)) ** 2 for times in given.values())
    both_keys = len({item.reversed for item in items}) == 2
    contradictory = len(given) == 1 and both_keys and not _is_middle(items[0], next(iter(given)))
    return Differentiation(name, len(items), variation, contradictory)


def _is_middle(item: Question, code: str) -> bool:
    codes = [point.code for point in item.points]
    return 2 * codes.index(code) == len(codes) - 1


def pace(survey: Survey, asked: Iterable[str], seconds: float, language: str) -> Pace:
    """Return the pace of somebody who was asked the questions ``asked`` (ids) and took ``seconds`` [s] for them.

    ``language`` is the one that they read. Raises KeyError for a question that the survey does not have, ValueError for
    a time that is none.
    """
    if not 0 <= seconds < math.inf:
        raise ValueError(f"{seconds} seconds is no time that an answer can take.")
    words = words_asked(survey, asked, language)
    return Pace(words, seconds, words * SECONDS_A_WORD)


def words_asked(survey: Survey, asked: Iterable[str], language: str) -> int:
    """Return how many words the questions ``asked`` have, the text of a battery once.

    Options, explanations and titles are left out: one need not read them all to answer. So is what is asked in the
    words of an option. In languages without spaces a sentence counts as one word, so that nobody is flagged.
    """
    questions = [survey.questions[name] for name in dict.fromkeys(asked)]
    texts = [question.text for question in questions if question.specifies is None]
    texts += {question.battery.id: question.battery.text for question in questions if question.battery}.values()
    return sum(len(_WORD.findall(plain(text, language))) for text in texts)
