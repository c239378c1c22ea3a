"""What is wrong with a survey while it is being written: everything, each at its place. Nothing is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from surveys.definition import load_survey
from surveys.errors import DefinitionInvalid, PlanInvalid, Problem
from surveys.privacy import PrivacyMode
from surveys.schedule import Plan, load_plan
from xblock_impact.authoring.moments import plan_in_words
from xblock_impact.authoring.problems import Said, said_in
from xblock_impact.configuration.reading import OWN_DOCUMENTS, SETTINGS, read_configuration
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.runtime.handlers import Json
from xblock_impact.words import words_in

_INSTRUMENT_OF_ALL = "pilot"
"""Stands in while only the settings are read: the survey is checked by itself, so that no draft stays in a cache."""


def check_survey(block: Any, document: Json, now: datetime) -> Json:
    """Return the problems of all that an author edits, and what the plan says of each wave in words."""
    language = block.page_language()
    wanted = with_stored(block, document)
    plan, wrong = _plan_in(wanted["waves"])
    return {
        "problems": [one.as_json() for one in problems_of(block, wanted)],
        "waves": [] if plan is None or wrong else plan_in_words(plan, language, now.date()),
    }


def with_stored(block: Any, document: Json) -> Json:
    """Return ``document`` with the survey and the plan as they are stored, where it does not name them."""
    return {**{name: getattr(block, name) for name in OWN_DOCUMENTS}, **document}


def problems_of(block: Any, document: Json) -> list[Said]:
    """Return everything that keeps ``document`` from being saved, in the order of the editor's pages."""
    language = block.page_language()
    definition = document.get("definition")
    plan_problems = _plan_in(document.get("waves"))[1]
    problems = [*_of_definition(definition), *plan_problems, *_of_settings(block, document, definition)]
    return said_in(language, problems, definition, document.get("waves"))


def _of_definition(definition: object) -> list[Problem]:
    if not isinstance(definition, dict):
        return []
    try:
        load_survey(definition)
    except DefinitionInvalid as invalid:
        return _within("definition", invalid.problems)
    return []


def _plan_in(waves: object) -> tuple[Plan | None, list[Problem]]:
    if not isinstance(waves, dict):
        return None, []
    try:
        return load_plan(waves), []
    except PlanInvalid as invalid:
        return None, _within("waves", invalid.problems)


def _within(name: str, problems: tuple[Problem, ...]) -> list[Problem]:
    return [Problem(f"{name}.{problem.path}".rstrip("."), problem.message) for problem in problems]


def _of_settings(block: Any, document: Json, definition: object) -> list[Problem]:
    values: dict[str, Any] = {name: document.get(name) for name in SETTINGS}
    # What is no document at all, rather than one with problems, is said by the same reader.
    values |= {name: document.get(name) for name in OWN_DOCUMENTS if not isinstance(document.get(name), dict | None)}
    if definition is not None:
        values["instrument"] = _INSTRUMENT_OF_ALL  # it only says where the survey began
    try:
        configuration = read_configuration(values, words_in(block.page_language()))
        refuse_other_mode(block, configuration.campaign, configuration.mode)
    except ConfigurationIncomplete as incomplete:
        return list(incomplete.problems)
    return []


def refuse_other_mode(block: Any, campaign: str, mode: str) -> None:
    """Raise ConfigurationIncomplete where the campaign was saved with another mode: learners may have read its
    promise, and the service holds a campaign to its first mode.
    """
    same_campaign = str(block.campaign or "").strip() == campaign
    fixed = same_campaign and block.privacy_mode in set(PrivacyMode)
    if fixed and block.privacy_mode != mode:
        raise ConfigurationIncomplete([Problem("privacy_mode", words_in(block.page_language())["setting_mode_fixed"])])
