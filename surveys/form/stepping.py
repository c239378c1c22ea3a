"""A survey page by page, each page a request: how it is answered without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.answers import AnswerProblem, AnswerValue, check_answers
from surveys.answers.check import CheckedAnswers
from surveys.definition.model import Survey
from surveys.definition.question_schema import RESERVED
from surveys.form.state import BACK, GO, NEXT, PAGE, SHOWN

_NOT_ANSWERS = frozenset({PAGE, GO, SHOWN, *RESERVED})
_NOTHING: Mapping[str, AnswerValue] = {}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a respondent stands after a page was sent.

    ``page``: place, from 0, of the page to show. ``problems``: what is wrong on it. ``more``: what was answered leads
    to questions on this page that were not there before. ``last``: the respondent went on, and nothing more is
    asked; the page is shown again, to be sent. ``checked``: all answers, once the last page was sent and nothing is
    wrong with any; then there is nothing more to show.
    """

    page: int
    problems: tuple[AnswerProblem, ...] = ()
    more: bool = False
    last: bool = False
    checked: CheckedAnswers | None = None


def first_page(survey: Survey, language: str, recalled: Mapping[str, AnswerValue] = _NOTHING) -> int:
    """Return the place, from 0, of the first page on which anything is asked."""
    return _next(survey, check_answers(survey, {}, language, complete=False, recalled=recalled), -1) or 0


def step_from(
    survey: Survey,
    posted: Mapping[str, object],
    language: str,
    *,
    recalled: Mapping[str, AnswerValue] = _NOTHING,
) -> Step:
    """Return where ``posted``, one page with the answers to the others, leads.

    Back never refuses what was typed; forward keeps the respondent on a page that has problems, or that now asks what
    could not be seen on it. Does not raise for anything a respondent sends.
    """
    raw = answers_in(posted)
    here = _place(survey, posted.get(PAGE))
    if posted.get(GO) == BACK:
        draft = check_answers(survey, raw, language, complete=False, recalled=recalled)
        before = [place for place in range(here) if _asks(survey, draft, place)]
        return Step(before[-1] if before else here)
    checked = check_answers(survey, raw, language, recalled=recalled)
    mine = [problem for problem in checked.problems if problem.question_id in _ids(survey, here)]
    new = _unseen(posted.get(SHOWN), _ids(survey, here).intersection(checked.asked))
    if new or mine:
        return Step(here, tuple(one for one in mine if one.question_id not in new), more=bool(new))
    following = _next(survey, checked, here)
    if following is not None:
        return Step(following)
    if posted.get(GO) == NEXT and not checked.problems:
        return Step(here, last=True)
    return _end(survey, checked, here)


def answers_in(posted: Mapping[str, object]) -> dict[str, object]:
    """Return the answers in ``posted``, by input name: all but the form's own inputs."""
    return {name: value for name, value in posted.items() if name not in _NOT_ANSWERS}


def _unseen(shown: object, asked: frozenset[str]) -> frozenset[str]:
    """Return which questions could not be seen. A page whose script follows the answers does not say what it shows."""
    return asked.difference(shown.split()) if isinstance(shown, str) else frozenset()


def _end(survey: Survey, checked: CheckedAnswers, here: int) -> Step:
    """Return the end, or the first page on which something is still wrong: an answer further on made it be asked."""
    if not checked.problems:
        return Step(here, checked=checked)
    for place in range(len(survey.pages)):
        wrong = tuple(one for one in checked.problems if one.question_id in _ids(survey, place))
        if wrong:
            return Step(place, wrong)
    return Step(here, checked.problems)


def _place(survey: Survey, raw: object) -> int:
    known = isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= 3
    return min(int(str(raw)), len(survey.pages) - 1) if known else 0


def _next(survey: Survey, checked: CheckedAnswers, here: int) -> int | None:
    return next((place for place in range(here + 1, len(survey.pages)) if _asks(survey, checked, place)), None)


def _asks(survey: Survey, checked: CheckedAnswers, place: int) -> bool:
    return not _ids(survey, place).isdisjoint(checked.asked)


def _ids(survey: Survey, place: int) -> frozenset[str]:
    return frozenset(question.id for question in survey.pages[place].questions)
