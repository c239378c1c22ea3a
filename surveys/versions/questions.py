"""One question in two versions."""

from __future__ import annotations

from surveys.definition.model import Question, QuestionType
from surveys.versions.circumstances import compare_circumstances
from surveys.versions.findings import Findings
from surveys.versions.limits import compare_limits, compare_units
from surveys.versions.model import Part
from surveys.versions.options import compare_options
from surveys.versions.placing import Placed, differ

_STORED_ALIKE = (
    {QuestionType.SINGLE_CHOICE, QuestionType.SCALE},
    {QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT},
)
"""Types of which either stores what the other does: one code, words."""


def compare_question(old: Placed, new: Placed) -> Findings:
    """Return what is found of a question without looking at others."""
    found = Findings()
    before, after = old.question, new.question
    _compare_versions(old, new, found)
    found.texts(Part.QUESTION, before.text, after.text)
    found.texts(Part.HELP, before.help, after.help)
    if before.type is after.type or {before.type, after.type} in _STORED_ALIKE:
        if before.type is not after.type:
            found.caution("type_reads_alike", old=before.type, new=after.type)
        _compare_answers(before, after, found)
    else:
        found.break_off("type_changed", old=before.type, new=after.type)
    compare_circumstances(old, new, found)
    if not found.reasons and differ(old.documents, new.documents):
        found.note("written_differently")
    return found


def _compare_versions(old: Placed, new: Placed, found: Findings) -> None:
    before, after = old.question.version, new.question.version
    if before != after:
        found.break_off("meaning_changed", old=before, new=after)
    of_battery = old.battery_version, new.battery_version
    if of_battery[0] and of_battery[1] and of_battery[0] != of_battery[1]:
        found.break_off("battery_meaning_changed", old=of_battery[0], new=of_battery[1])
    found.same_meaning = not found.reasons


def _compare_answers(old: Question, new: Question, found: Findings) -> None:
    compare_options(old, new, found)
    compare_limits(old, new, found)
    compare_units(old.unit, new.unit, found)
    for place, part in enumerate((Part.LOW_END, Part.HIGH_END)):
        before, after = (question.ends[place] if question.ends else None for question in (old, new))
        found.texts(part, before, after)
