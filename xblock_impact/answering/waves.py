"""The waves of a survey as one learner meets them: where each stands, and which of them the page is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from surveys.privacy import PrivacyMode
from surveys.schedule import Anchor, Facts, Plan, Standing, State, Wave, standing
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import records
from xblock_impact.runtime.learner import Learner
from xblock_impact.runtime.progress import ONLY_WAVE, Progress, WaveProgress


@dataclass(frozen=True, slots=True)
class LearnerWave:
    """One wave of one learner. ``opens_at`` and ``closes_at`` are aware and in UTC; None where not known."""

    key: str
    state: State
    progress: WaveProgress
    wave: Wave | None = None  # None: a survey without a plan, open to everybody at any time
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    changeable: bool = False  # it was answered, and the answers may still be changed

    @property
    def takes_answers(self) -> bool:
        """Whether answers, the first or changed ones, are taken now."""
        return self.state is State.OPEN or self.changeable


def waves_of(
    configuration: Configuration, progress: Progress, facts: Facts, now: datetime, keep_days: int | None = None
) -> tuple[LearnerWave, ...]:
    """Return every wave in the plan's order; ``facts`` as ``facts_of`` returns them. What was sent is kept for changes
    for ``keep_days``; None: always.
    """
    plan, linked = configuration.plan, configuration.mode is not PrivacyMode.ANONYMOUS
    kept_since = "" if keep_days is None else (now - timedelta(days=keep_days)).date().isoformat()

    def is_kept(wave: WaveProgress) -> bool:
        return linked and not wave.final and (not wave.answered_on or wave.answered_on > kept_since)

    if plan is None:
        kept = progress.wave(ONLY_WAVE)
        state = State.ANSWERED if kept.receipt else State.OPEN
        return (LearnerWave(ONLY_WAVE, state, kept, changeable=bool(kept.receipt) and is_kept(kept)),)
    return tuple(
        LearnerWave(
            wave.key,
            stands.state,
            progress.wave(wave.key),
            wave,
            stands.opens_at,
            stands.closes_at,
            changeable=is_kept(progress.wave(wave.key)) and _may_change(wave, stands, facts, now),
        )
        for wave, stands in zip(plan.waves, standing(plan, facts, now), strict=True)
    )


def facts_of(block: Any, learner: Learner, configuration: Configuration, progress: Progress, now: datetime) -> Facts:
    """Return what is known of the learner, what they answered among it; nothing is looked up without a plan.

    Whoever was not seen before is here for the first time ``now``.
    """
    plan = configuration.plan
    if plan is None:
        return Facts()
    known = records().facts(block, learner)
    answered = {key for key, wave in progress.waves.items() if wave.receipt}
    known = replace(known, answered=known.answered | answered)
    if not counts_from_first_visit(plan):
        return known
    first_visit_at = datetime.fromisoformat(progress.first_visit_at) if progress.first_visit_at else now
    return known.noting(Anchor.FIRST_VISIT, first_visit_at.astimezone(UTC))


def counts_from_first_visit(plan: Plan | None) -> bool:
    """Whether any wave hangs on when the learner first saw the survey."""
    return plan is not None and any(wave.anchor is Anchor.FIRST_VISIT for wave in plan.waves)


def wave_shown(waves: Sequence[LearnerWave], wanted: str | None = None) -> LearnerWave | None:
    """Return the wave that the page is about: the ``wanted`` one if there is anything to show of it, else the open
    one that closes first, else the last one that was answered; None where there is nothing to fill in or to show.
    """
    chosen = [wave for wave in waves if wave.key == wanted and (wave.takes_answers or wave.progress.receipt)]
    if chosen:
        return chosen[0]
    if is_open := [wave for wave in waves if wave.state is State.OPEN]:
        return min(is_open, key=lambda wave: (wave.closes_at is None, wave.closes_at))
    answered = [wave for wave in waves if wave.progress.receipt]
    return answered[-1] if answered else None


def _may_change(wave: Wave, stands: Standing, facts: Facts, now: datetime) -> bool:
    if stands.state is not State.ANSWERED or stands.opens_at is None or stands.closes_at is None:
        return False
    withdrawn = wave.enrolled_only and facts.unenrolled
    return not withdrawn and stands.opens_at <= now < stands.closes_at
