"""Reading codes: one, several, or a ranking."""

from __future__ import annotations

from typing import TypeGuard

from surveys.answers.values import UNANSWERED, AnswerRefused, AnswerValue, Parts, Unanswered
from surveys.definition.model import Question

_MOST_DIGITS = 3  # of a place; a question has 200 options at most


def read_code(question: Question, raw: object) -> AnswerValue:
    """Return the one code in ``raw``."""
    if not isinstance(raw, str) or raw not in question.codes:
        raise AnswerRefused("choose_an_option")
    return raw


def read_codes(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return the codes in ``raw``, a list or a single one, in the order of the options."""
    given = [raw] if isinstance(raw, str) else raw
    if not _are_codes(given, question):
        raise AnswerRefused("choose_options")
    chosen = [option for option in question.options if option.code in given]
    if not chosen:
        return UNANSWERED
    alone = [option for option in chosen if option.exclusive or option.not_applicable]
    if alone and len(chosen) > 1:
        raise AnswerRefused("goes_alone", option=alone[0].text)
    if not alone and question.minimum is not None and len(chosen) < question.minimum:
        raise AnswerRefused("choose_at_least", minimum=int(question.minimum))
    if question.maximum is not None and len(chosen) > question.maximum:
        raise AnswerRefused("choose_at_most", maximum=int(question.maximum))
    return [option.code for option in chosen]


def _are_codes(given: object, question: Question) -> TypeGuard[list[str]]:
    if not isinstance(given, list):
        return False
    for code in given:  # noqa: SIM110  # all() with a generator takes twice as long
        if not isinstance(code, str) or code not in question.codes:
            return False
    return True


def places_of(question: Question) -> int:
    """Return how many places a ranking gives at the most."""
    return len(question.options) if question.maximum is None else int(question.maximum)


def read_ranking(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return the codes in the order of their places; ``raw`` is such a list, a single one, or Parts with a place for
    each code.
    """
    ranked = _by_place(raw) if isinstance(raw, Parts) else [raw] if isinstance(raw, str) else raw
    if not _are_codes(ranked, question):
        raise AnswerRefused("rank_options")
    if len(set(ranked)) < len(ranked):
        raise AnswerRefused("one_place_each")
    if len(ranked) > places_of(question):
        raise AnswerRefused("rank_at_most", maximum=places_of(question))
    return ranked or UNANSWERED


def _by_place(parts: Parts) -> list[str]:
    if parts.get("") not in (None, ""):
        raise AnswerRefused("rank_options")
    given = {code: place for code, place in parts.items() if code and place not in (None, "")}
    places = {code: _place(place) for code, place in given.items()}
    if len(set(places.values())) < len(places):
        raise AnswerRefused("one_option_each_place")
    if places and sorted(places.values()) != list(range(1, len(places) + 1)):
        raise AnswerRefused("places_from_1", places=len(places))
    return sorted(places, key=places.__getitem__)


def _place(raw: object) -> int:
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    if type(raw) is int and 0 < raw < 10**_MOST_DIGITS:
        return raw
    raise AnswerRefused("rank_options")
