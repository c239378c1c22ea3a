"""How the limits of an answer changed: numbers, durations, days, options to choose, places to give, room for words."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from surveys.answers.choices import places_of
from surveys.definition.model import TEXTS, Question, QuestionType
from surveys.texts import Text
from surveys.versions.findings import Findings, languages_that_differ
from surveys.versions.model import Part, Range

_Limit = TypeVar("_Limit", float, date)
_Limits = tuple[_Limit | None, _Limit | None]
"""The lowest and the highest answer that is taken, None where any is."""


def compare_limits(old: Question, new: Question, found: Findings) -> None:
    """Add to ``found`` which answers only one version takes. Both questions are of one type, or both ask for words."""
    if old.type in (QuestionType.NUMBER, QuestionType.DURATION):
        _range((old.minimum, old.maximum), (new.minimum, new.maximum), found)
        _decimals(old, new, found)
    elif old.type is QuestionType.DATE:
        _range((old.earliest, old.latest), (new.earliest, new.latest), found)
    elif old.type is QuestionType.MULTIPLE_RESPONSE:
        if _binding(old) != _binding(new):
            found.break_off("choices_limited")
    elif old.type is QuestionType.RANKING:
        _places(old, new, found)
    elif old.type in TEXTS and old.maximum != new.maximum:
        found.caution("room_changed", old=int(old.maximum or 0), new=int(new.maximum or 0))


def _range(old: _Limits[_Limit], new: _Limits[_Limit], found: Findings) -> None:
    if old == new:
        return
    lowest = max((limit for limit in (old[0], new[0]) if limit is not None), default=None)
    highest = min((limit for limit in (old[1], new[1]) if limit is not None), default=None)
    if lowest is not None and highest is not None and lowest > highest:
        found.break_off("range_apart", old=Range(*old), new=Range(*new))
        return
    found.recode("range_changed", old=Range(*old), new=Range(*new), both=Range(lowest, highest))
    for limits, recoding in ((old, found.old), (new, found.new)):
        if lowest is not None and limits[0] != lowest:
            recoding["at_least"] = _plain(lowest)
        if highest is not None and limits[1] != highest:
            recoding["at_most"] = _plain(highest)


def _plain(limit: float | date) -> float | str:
    return limit.isoformat() if isinstance(limit, date) else limit


def _decimals(old: Question, new: Question, found: Findings) -> None:
    if old.whole == new.whole:
        return
    found.recode("whole_now" if new.whole else "decimals_now")
    (found.old if new.whole else found.new)["rounded"] = True


def _binding(question: Question) -> tuple[float, float | None]:
    """Return the fewest and the most options to be chosen, as far as these limits hold anybody back."""
    together = sum(not (option.exclusive or option.not_applicable) for option in question.options)
    most = question.maximum
    return max(question.minimum or 0, 1), None if most is None or most >= together else most


def _places(old: Question, new: Question, found: Findings) -> None:
    before, after = places_of(old), places_of(new)
    if before == after or len(old.options) != len(new.options):
        return
    found.recode("places_changed", old=before, new=after, both=min(before, after))
    (found.old if before > after else found.new)["places"] = min(before, after)


def compare_units(old: Text | None, new: Text | None, found: Findings) -> None:
    """Add to ``found`` what became of the unit of a number.

    Another unit makes another number, and a text does not say by which factor. It is the same one if it reads the same
    but for case, spaces and full stops, or if one language still says what it said.
    """
    if old is None or new is None:
        return
    differing = [
        language for language in languages_that_differ(old, new) if _bare(old[language]) != _bare(new[language])
    ]
    if differing and len(differing) == len(old.keys() & new):
        found.break_off("unit_changed", old=old, new=new)
        return
    if not old.keys() & new:
        found.break_off("unit_in_other_languages", old=old, new=new)
        return
    found.texts(Part.UNIT, old, new)


def _bare(unit: str) -> str:
    return "".join(unit.casefold().replace(".", "").split())
