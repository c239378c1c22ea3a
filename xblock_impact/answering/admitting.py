"""Who may answer, and what every reply to them has to know."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from surveys.answers import AnswerValue
from surveys.errors import Problem
from surveys.privacy import PrivacyMode
from surveys.texts import preferred_language
from xblock_impact.answering.recalling import recalled_answers
from xblock_impact.answering.waves import LearnerWave, facts_of, waves_of
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.server_settings import read_keep_days
from xblock_impact.errors import ConfigurationIncomplete, Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, is_enrolled, is_preview, learner_of, wanted_language
from xblock_impact.runtime.progress import ONLY_WAVE, Progress, read_progress
from xblock_impact.runtime.user_state import exclusive
from xblock_impact.words import words_in

WAVE, LANGUAGE, REVISION, SINCE, WHOSE = "wave", "language", "revision", "since", "whose"
"""Members of what a page sends: which wave it is about, in which language it is shown, what the answers become, which
draft it shows or saved last (UTC), and for whom it was made.
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One learner at one block at one moment."""

    block: Any
    learner: Learner
    configuration: Configuration
    progress: Progress
    waves: tuple[LearnerWave, ...]
    language: str  # that the survey is shown in
    now: datetime

    def wave(self, key: str) -> LearnerWave:
        """Return one of the waves. Raises KeyError."""
        return next((wave for wave in self.waves if wave.key == key), None) or _no_wave(key)

    def recalled(self, wave: str) -> Mapping[str, AnswerValue]:
        """Return the earlier answers that the survey recalls in ``wave``."""
        return recalled_answers(self.block, self.learner, self.configuration, self.progress, wave)

    @property
    def anonymous(self) -> bool:
        """Whether nothing may lead from the learner to the answers."""
        return self.configuration.mode is PrivacyMode.ANONYMOUS


def visit(
    block: Any,
    learner: Learner,
    configuration: Configuration,
    now: datetime,
    language: object = None,
    progress: Progress | None = None,
) -> Visit:
    """Return the visit of ``learner`` ``now``, in ``language`` if the survey has it, else in the one they prefer.

    ``progress``: the learner's, if it was read just now. Raises StateUnreadable.
    """
    if progress is None:
        with exclusive(block):
            progress = read_progress(block)
    facts = facts_of(block, learner, configuration, progress, now)
    waves = waves_of(configuration, progress, facts, now, _keep_days(block))
    offered = configuration.survey.languages
    known = language if isinstance(language, str) and language in offered else None
    shown_in = known or preferred_language(wanted_language(block, learner), offered)
    return Visit(block, learner, configuration, progress, waves, shown_in, now)


def _keep_days(block: Any) -> int | None:
    """Return for how long answers can be changed; None while the setting cannot be read: nothing is wiped then."""
    try:
        return read_keep_days(block.settings_bucket())
    except ServerSettingsMissing:
        return None


def admit(block: Any, document: Json | None = None) -> Learner:
    """Return the learner if this is somebody who may answer, from a page of their own if ``document`` says whose it is.

    Raises Refused: a platform lets any signed-in person post to a handler, and a page may outlive a session.
    """
    learner = learner_of(block)
    words = words_in(block.page_language())
    if not learner.signed_in:
        raise Refused(403, "Not signed in", words["signed_out"])
    if is_preview(block):
        raise Refused(403, "Preview", words["preview"])
    if not is_enrolled(block, learner):
        raise Refused(403, "Not enrolled", words["enroll"])
    refuse_page_of_another(block, learner, document or {})
    return learner


def refuse_page_of_another(block: Any, learner: Learner, document: Json) -> None:
    """Raise Refused if ``document`` comes from a page that was made for somebody else than ``learner``."""
    mine = whose(block, learner)
    if document.get(WHOSE, mine) != mine:
        raise Refused(403, "Somebody else's page", words_in(block.page_language())["somebody_else"])


def whose(block: Any, learner: Learner) -> str:
    """Return what tells the pages of one learner and block from those of others on the same device."""
    told = f"{block.scope_ids.usage_id}\0{learner.account}"
    return f"impact-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def configured(block: Any) -> Configuration:
    """Return the configuration. Raises Refused where the author has not finished it."""
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete:
        raise Refused(409, "Not ready", words_in(block.page_language())["unfinished_learner"]) from None
    return configuration


def wave_in(document: Json, configuration: Configuration) -> str:
    """Return the key of the wave that ``document`` is about. Raises Refused if there is no such wave.

    It may go unsaid where there is one wave only, as on pages from before there were any.
    """
    keys = [wave.key for wave in configuration.plan.waves] if configuration.plan else [ONLY_WAVE]
    key = document.get(WAVE)
    if key is None and len(keys) == 1:
        return keys[0]
    if not isinstance(key, str) or key not in keys:
        wrong = Problem(WAVE, "This survey has no such wave.")
        raise Refused(422, "No such wave", "Reload the page and send again.", errors=[wrong])
    return key


def revision_in(document: Json) -> int:
    """Return which revision the answers in ``document`` become; 1 where it goes unsaid. Raises Refused."""
    revision = document.get(REVISION, 1)
    if isinstance(revision, bool) or not isinstance(revision, int) or not 1 <= revision <= MAX_REVISION:
        wrong = Problem(REVISION, f"Is not a whole number from 1 to {MAX_REVISION:,}.")
        raise Refused(422, "No revision", "Reload the page and send again.", errors=[wrong])
    return revision


MAX_REVISION = 1_000_000
"""More changes than anybody makes; a number that every store can hold."""


def _no_wave(key: str) -> LearnerWave:
    raise KeyError(key)
