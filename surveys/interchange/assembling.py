"""From a document made of another system's file to a reading.

What would keep the document from loading and can be done without is taken out and reported: conditions that look at
what is asked later, at unknown questions or at what is never an answer; room for texts beyond the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.conditions import problems_of, read_condition
from surveys.definition import load_survey
from surveys.definition.between_parts import problems_of_size
from surveys.definition.outline import Part, answerables_of, pages_of, parts_of, questions_of
from surveys.definition.question_types import MAX_COMMENT, MAX_SHORT_TEXT
from surveys.definition.references import problems_of_references
from surveys.errors import DefinitionInvalid, Problem
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Document, Reading
from surveys.interchange.report import Outcome, Report
from surveys.limits import MAX_ANSWER_TEXTS

_SHOWN = 5  # problems of a file that is refused
_ROOM = {"short_text": MAX_SHORT_TEXT, "free_text": MAX_COMMENT}
_CONDITION = re.compile(r"(pages\[\d+\](?:\.questions\[\d+\])?)\.condition")
_BYTES_OF_CHARACTER = 6  # in JSON at most; codes are of one byte each
_SECONDS_A_QUESTION = 7.5  # as long as respondents take on average for a closed question of a web survey
_NOT_KEPT = "The condition was left out, so it is always asked: "


def reading_of(document: Document, report: Report, paths: Mapping[str, str]) -> Reading:
    """Return the survey that ``document`` defines, with what had to be taken out of it noted in ``report``.

    ``paths`` gives the place in the file of each page and question by its id here. Changes ``document``. Raises
    FileRefused, with the problems, if it cannot be loaded all the same.
    """
    if problems := list(problems_of_size(document)):
        raise FileRefused(f"The file does not make a survey. {_listed(problems, document, paths)}")
    for part, reason in _conditions_in_vain(document):
        if part.document.pop("condition", None) is not None:
            report.left_out(paths.get(part.id or "", part.path), "Condition", _NOT_KEPT + reason)
    _make_room(document, report)
    try:
        return Reading(load_survey(document), report)
    except DefinitionInvalid as error:
        raise FileRefused(f"The file does not make a survey. {_listed(error.problems, document, paths)}") from None


def mark_changed(report: Report) -> None:
    """Count each carried question as changed of which, or of whose whole, something was changed or left out.

    The path of an item or part is that of its whole, a dot and more.
    """
    touched = {finding.path for finding in report.findings if finding.outcome in {Outcome.CHANGED, Outcome.LEFT_OUT}}
    report.questions = [
        replace(fate, outcome=Outcome.CHANGED)
        if fate.outcome is Outcome.CARRIED and {fate.path, fate.path.partition(".")[0]} & touched
        else fate
        for fate in report.questions
    ]


def minutes_for(questions: int) -> int:
    """Return how long that many questions take [min], as an estimate where a file does not say it."""
    return min(240, max(1, round(questions * _SECONDS_A_QUESTION / 60)))


def _listed(problems: Sequence[Problem], document: Document, paths: Mapping[str, str]) -> str:
    places = {part.path: paths.get(part.id or "", "") for page in pages_of(document) for part in questions_of(page)}
    shown = []
    for problem in problems[:_SHOWN]:
        place = next((place for path, place in places.items() if place and problem.path.startswith(path)), "")
        shown.append(f"{place or problem.path}: {problem.message}" if problem.path else problem.message)
    more = f" And {len(problems) - _SHOWN} more." if len(problems) > _SHOWN else ""
    return " ".join(shown) + more


def _conditions_in_vain(document: Document) -> list[tuple[Part, str]]:
    """Return what has a condition that could not be loaded, each with the reason."""
    vain = list(_unfit_or_early(document))
    unfit = {part.path for part, _ in vain}
    parts = {part.path: part for page in pages_of(document) for part in (page, *questions_of(page))}
    for problem in problems_of_references(document):
        place = _CONDITION.match(problem.path)
        if place and place[1] not in unfit:
            unfit.add(place[1])
            vain.append((parts[place[1]], problem.message))
    return vain


def _unfit_or_early(document: Document) -> Iterator[tuple[Part, str]]:
    """Yield conditions that cannot be read, and those that look at what is not asked before."""
    before = {recall.id for recall in parts_of(document.get("recalls"), "recalls")}
    for page in pages_of(document):
        yield from _wrong(page, before)
        for question in questions_of(page):
            yield from _wrong(question, before)
            before.update(one.id for one in answerables_of(question))


def _wrong(part: Part, before: set[str | None]) -> Iterator[tuple[Part, str]]:
    condition = part.document.get("condition")
    if condition is None:
        return
    if problem := next(problems_of(condition), None):
        yield part, problem.message
    elif unknown := sorted(read_condition(condition).variables - before):
        yield part, f"{unknown[0]} is not asked before it."


@dataclass(frozen=True, slots=True)
class _Words:
    """A question that is answered in words, and how many characters it has room for."""

    document: Document
    room: int


def _make_room(document: Document, report: Report) -> None:
    """Lower the room for the longest texts until all answers together fit."""
    words, fixed = [], 0
    for page in pages_of(document):
        for question in questions_of(page):
            kind = question.document.get("type")
            if kind in _ROOM:
                words.append(_Words(question.document, question.document.get("maximum", _ROOM[kind])))
            else:
                fixed += _room_for_others(question)
    if not words or fixed + sum(one.room for one in words) <= MAX_ANSWER_TEXTS:
        return
    most = _highest_that_fits(sorted(one.room for one in words), MAX_ANSWER_TEXTS - fixed)
    for one in words:
        if one.room > most:
            one.document["maximum"] = most
    why = f"All answers together have {MAX_ANSWER_TEXTS:,} characters at most. Give important ones more room."
    report.changed("", f"Answers in words have room for {most:,} characters at most", why)


def _room_for_others(question: Part) -> int:
    """Return the room that the words for an option "other", and lists of codes, take."""
    options = [option.document for option in parts_of(question.document.get("options"), "")]
    words = MAX_SHORT_TEXT * sum(option.get("other") is True for option in options)
    if question.document.get("type") not in {"multiple_response", "ranking"}:
        return words
    return words + sum(len(str(option.get("code"))) + 3 for option in options) // _BYTES_OF_CHARACTER + 1


def _highest_that_fits(rooms: Sequence[int], budget: int) -> int:
    """Return the highest room to which those above can be cut so that all fit into ``budget``; ``rooms`` ascend."""
    left = budget
    for place, room in enumerate(rooms):
        share = left // (len(rooms) - place)
        if room > share:
            return max(1, share)
        left -= room
    return max(1, rooms[-1])
