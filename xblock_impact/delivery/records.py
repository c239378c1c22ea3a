"""What is kept of learners beyond one block's user state: the seam between the block and the LMS app.

The app installs its own keeper of records when Django starts; without it every learner's own fields do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from surveys.answers import AnswerValue
from surveys.definition import Survey
from surveys.privacy import PrivacyMode
from surveys.schedule import Facts, Plan
from xblock_impact.delivery.outbox import Outbox
from xblock_impact.delivery.relay import Round
from xblock_impact.runtime.learner import Learner


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the submissions to one block, all waves together. A changed one counts once."""

    accepted: int
    delivered: int  # acknowledged by the service; the quarantined are among them
    quarantined: int  # kept by the service, not counted
    pending: int
    oldest_pending_at: datetime | None = None  # aware, UTC
    last_failure: str = ""  # of what is pending


@dataclass(frozen=True, slots=True)
class WaveResponse:
    """How many answered one wave of a block, and how many could have."""

    wave: str
    eligible: int  # learners to whom it is or was open while they were enrolled and the campaign was in use
    answered: int  # of the eligible
    received: int  # submissions to the wave, also of people who are not among the eligible


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses to one block, wave by wave in the plan's order."""

    waves: tuple[WaveResponse, ...]
    complete: bool  # whether all learners of the course are known; if not, there are at least ``eligible``


class Records(Protocol):
    """What the block asks. ``block`` is bound to ``learner``, whom it asks about."""

    def outbox(self, block: Any, learner: Learner, wave: str) -> Outbox:
        """Return the outbox of this learner, block and wave."""

    def reset(self, block: Any, platform_id: str) -> None:
        """Let somebody answer every wave of the block anew; ``platform_id`` is their anonymous user id in this course,
        and ``block`` need not be bound to them. What they sent stays where it is until it is replaced.

        Raises ResetRefused, with nothing changed, and StorageFailed.
        """

    def deliver(self, block: Any, learner: Learner, now: datetime) -> Round:
        """See to the delivery of what waits, in a request of its own: never in one that shows or saves.

        Raises ServerSettingsMissing, with everything kept.
        """

    def retry(self, block: Any) -> None:
        """Make due now what waits in the block for a later attempt, for the course team. Raises StorageFailed."""

    def facts(self, block: Any, learner: Learner) -> Facts:
        """Return what is known of the learner in this course, but for what was answered: one query at most."""

    def visited(self, block: Any, learner: Learner, campaign: str, mode: PrivacyMode, at: datetime) -> None:
        """Take note that the learner was here (``at``: aware, UTC) where a wave counts from the first time; later
        visits change nothing. Raises StorageFailed.
        """

    def recalled(self, block: Any, learner: Learner, survey: Survey) -> Mapping[str, AnswerValue]:
        """Return the learner's newest answers to earlier surveys that ``survey`` recalls, by the recall's id."""

    def tally(self, block: Any) -> Tally | None:
        """Return the block's tally, for the course team; None where nobody counts."""

    def responses(self, block: Any, campaign: str, plan: Plan | None, now: datetime) -> Responses | None:
        """Return how many of how many answered each wave by ``now``, for the course team; None where nobody counts."""


_installed: list[Records] = []


def install(records: Records | None) -> None:
    """Make ``records`` the keeper for the life of this process; None takes it out again."""
    _installed[:] = [] if records is None else [records]


def records() -> Records:
    """Return the keeper of records."""
    if _installed:
        return _installed[0]
    from xblock_impact.delivery.field_records import FieldRecords

    return FieldRecords()
