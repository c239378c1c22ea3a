"""What an author has changed of a survey that is saved, and what that means for answers to both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid, Problem
from surveys.placeholders import without_answers
from surveys.privacy import PrivacyMode
from surveys.versions import (
    Comparison,
    Effect,
    Part,
    QuestionComparison,
    Reason,
    ScaleComparison,
    Verdict,
    compare,
    reason_in_words,
    verdict_in_words,
)
from xblock_impact.authoring.problems import said_in
from xblock_impact.delivery.records import records
from xblock_impact.errors import ConfigurationIncomplete, Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.words import studio_words_in

_AUTHORS_WORD = frozenset({"wording_corrected", "options_corrected"})
"""Other words under the same version: only the author knows whether they mean the same."""
_VERSION_RAISED = frozenset({"meaning_changed", "battery_meaning_changed"})
_OF_BATTERY = frozenset({Part.BATTERY, Part.BATTERY_HELP})
_EFFECTS = tuple(Effect)
_IN_ONE = {Verdict.ADDED: Effect.NOTE.value, Verdict.REMOVED: "gone"}
"""Effects of what only one version asks. What is asked no more may have answers, so an author reads it first."""


def compare_survey(block: Any, document: Json) -> Json:
    """Return ``{saved, unchanged, accepted, verdict, changes}``.

    ``saved``: whether there is anything to compare with; ``accepted``: submissions so far, None where that is not
    known or, unless answers are sent by name, more than 0; a change has its place, its effect, sentences, and the ids
    of questions whose version could be raised. Raises Refused.
    """
    language = block.page_language()
    new = _new(document, language)
    accepted = _accepted(block)
    old = saved_survey(block)
    if old is None:
        return {"saved": False, "unchanged": False, "accepted": accepted, "verdict": "", "changes": []}
    found = compare(old, new)
    return {
        "saved": True,
        "unchanged": found.unchanged,
        "accepted": accepted,
        "verdict": verdict_in_words(found.verdict, language),
        "changes": list(_changes(found, language)),
    }


def saved_survey(block: Any) -> Survey | None:
    """Return the survey that learners are asked now, None while the block is not ready for them."""
    try:
        survey: Survey = block.configuration().survey
    except ConfigurationIncomplete:
        return None
    return survey


def _new(document: Json, language: str) -> Survey:
    words, definition = studio_words_in(language), document.get("definition")
    if not isinstance(definition, dict):
        raise Refused(422, "No survey", words["preview_nothing"])
    try:
        return load_survey(definition)
    except DefinitionInvalid as invalid:
        problems = [Problem(f"definition.{wrong.path}".rstrip("."), wrong.message) for wrong in invalid.problems]
        errors = [one.problem for one in said_in(language, problems, definition)]
        raise Refused(422, "Not comparable", words["preview_unfinished"], errors=errors) from None


def _accepted(block: Any) -> int | None:
    """Return how many submissions there are; of small groups their number would tell who has not answered."""
    tally = records().tally(block)
    if tally is None or (tally.accepted and not _is_by_name(block)):
        return None
    return tally.accepted


def _is_by_name(block: Any) -> bool:
    try:
        return bool(block.configuration().mode is PrivacyMode.IDENTIFIED)
    except ConfigurationIncomplete:
        return False


def _changes(found: Comparison, language: str) -> Iterator[Json]:
    if found.reasons:
        yield _change("", found.reasons, language)
    parts: list[QuestionComparison | ScaleComparison] = [*found.questions.values(), *found.scales.values()]
    for one in parts:
        if one.verdict not in _IN_ONE and not one.reasons:
            continue
        raises = sorted(_raises(found, one)) if isinstance(one, QuestionComparison) else []
        yield _part(found, one, language) | {"raises": raises}


def _part(found: Comparison, one: QuestionComparison | ScaleComparison, language: str) -> Json:
    place = _place(found, one.id, language)
    if one.verdict in _IN_ONE:
        verdict = verdict_in_words(one.verdict, language)
        return {"place": place, "effect": _IN_ONE[one.verdict], "says": [verdict], "raises": []}
    return _change(place, one.reasons, language)


def _change(place: str, reasons: tuple[Reason, ...], language: str) -> Json:
    worst = max((reason.effect for reason in reasons), key=_EFFECTS.index)
    says = [reason_in_words(reason, language) for reason in sorted(reasons, key=_gravity)]
    return {"place": place, "effect": worst.value, "says": says, "raises": []}


def _gravity(reason: Reason) -> int:
    return -_EFFECTS.index(reason.effect)


def _place(found: Comparison, name: str, language: str) -> str:
    """Return what to call a question or scale: its text as asked now, or as it was asked."""
    question = found.new.questions.get(name) or found.old.questions.get(name)
    if question is not None:
        return without_answers(question.text.in_language(language))
    scales = (scale for survey in (found.new, found.old) for scale in survey.scales)
    return next((scale.title.in_language(language) for scale in scales if scale.id == name), name)


def _raises(found: Comparison, one: QuestionComparison) -> set[str]:
    """Return the ids of what may mean something else now though its version says it does not."""
    keys = {reason.key for reason in one.reasons}
    broken = any(reason.effect is Effect.BREAK for reason in one.reasons)
    if keys & _VERSION_RAISED or not (broken or keys & _AUTHORS_WORD):
        return set()
    battery = found.new.questions[one.id].battery
    parts = {reason.facts.get("part") for reason in one.reasons if reason.key in _AUTHORS_WORD}
    ids = {battery.id} if battery is not None and parts & _OF_BATTERY else set()
    return ids | ({one.id} if broken or parts - _OF_BATTERY else set())
