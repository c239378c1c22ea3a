"""What a learner answered earlier, where a survey repeats it or asks by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.answers import AnswerValue
from surveys.definition.model import Recall
from surveys.privacy import PrivacyMode
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import records
from xblock_impact.runtime.learner import Learner
from xblock_impact.runtime.progress import Progress


def recalled_answers(
    block: Any, learner: Learner, configuration: Configuration, progress: Progress, wave: str
) -> Mapping[str, AnswerValue]:
    """Return the learner's newest answers before ``wave`` that the survey recalls, by the recall's id; nothing in
    anonymous mode.

    Answers to the same survey come from the learner's own state, others from the keeper of records, which is asked
    only where there are such.
    """
    survey = configuration.survey
    if not survey.recalls or configuration.mode is PrivacyMode.ANONYMOUS:
        return {}
    own = [recall for recall in survey.recalls if recall.survey == survey.id]
    others = [recall.id for recall in survey.recalls if recall.survey != survey.id]
    found = records().recalled(block, learner, survey) if others else {}
    recalled = {name: found[name] for name in others if name in found}
    return {**recalled, **_from_earlier_waves(own, configuration, progress, wave)}


def _from_earlier_waves(
    recalls: list[Recall], configuration: Configuration, progress: Progress, wave: str
) -> Mapping[str, AnswerValue]:
    keys = [planned.key for planned in configuration.plan.waves] if configuration.plan else []
    earlier = keys[: keys.index(wave)] if wave in keys else []
    recalled: dict[str, AnswerValue] = {}
    for key in earlier:
        answers = progress.wave(key).answers or {}
        recalled.update({recall.id: answers[recall.question] for recall in recalls if recall.question in answers})
    return recalled
