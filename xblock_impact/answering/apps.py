"""What the platform's mobile apps show of a block without its HTML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from surveys.contract import instant_to_wire
from surveys.form import privacy_notice
from surveys.schedule import Wave
from surveys.texts import LANGUAGES
from xblock_impact.answering.admitting import admit, configured, visit
from xblock_impact.answering.waves import LearnerWave
from xblock_impact.configuration.reading import Configuration
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.progress import ONLY_WAVE


def survey_for_apps(block: Any) -> Json:
    """Return what is the same for every learner, texts by language; nothing of anybody's answers."""
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete:
        return {"display_name": block.display_name}
    survey = configuration.survey
    spoken = [language for language in survey.languages if language in LANGUAGES] or ["en"]
    notices = {each: privacy_notice(configuration.mode, each, configuration.min_respondents) for each in spoken}
    plan = configuration.plan
    return {
        "display_name": block.display_name,
        "title": dict(survey.title),
        "purpose": dict(survey.purpose),
        "languages": list(survey.languages),
        "minutes": survey.minutes,
        "questions": sum(question.specifies is None for question in survey),  # words for "other" are no question
        "privacy": {"mode": configuration.mode.value, "notice": notices},
        "time_zone": plan.hours.zone.key if plan else None,
        "waves": [_planned(wave) for wave in plan.waves] if plan else [{"key": ONLY_WAVE}],
    }


def state_for_apps(block: Any, now: datetime) -> Json:
    """Return ``{waves: [{key, state, opens_at, closes_at, receipt, revision, draft, can_change}]}`` of the asking
    learner, never an answer. Raises Refused.
    """
    learner = admit(block)
    asking = visit(block, learner, configured(block), now)
    return {"waves": [_standing(wave) for wave in asking.waves]}


def _planned(wave: Wave) -> Mapping[str, Any]:
    if wave.on is not None:
        return {"key": wave.key, "on": wave.on.isoformat(), "open_days": wave.open_days}
    return {
        "key": wave.key,
        "anchor": wave.anchor.value,
        "delay_days": wave.delay_days,
        "open_days": wave.open_days,
    }


def _standing(wave: LearnerWave) -> Mapping[str, Any]:
    kept = wave.progress
    return {
        "key": wave.key,
        "state": wave.state.value,
        "opens_at": instant_to_wire(wave.opens_at) if wave.opens_at else None,
        "closes_at": instant_to_wire(wave.closes_at) if wave.closes_at else None,
        "receipt": kept.receipt or None,
        "revision": kept.revision,
        "draft": bool(kept.draft),
        "can_change": wave.changeable,
    }
