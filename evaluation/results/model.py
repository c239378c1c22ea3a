"""What may be said about a campaign, as frozen values. ``to_json`` is the API's document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from evaluation.campaigns.model import CampaignState
from evaluation.results.period import Period
from evaluation.results.question import QuestionResult
from surveys.contract import instant_to_wire
from surveys.levels import Level
from surveys.privacy import PrivacyMode


class ReleaseState(StrEnum):
    """How much of what was answered shows."""

    TOO_FEW = "too_few"  # fewer people answered than the threshold: nothing shows
    WAITING = "waiting"  # enough answered, but the first release is not yet full: nothing shows
    PARTIAL = "partial"  # some answers show, the latest wait for the next release
    COMPLETE = "complete"  # all that was answered shows


@dataclass(frozen=True, slots=True)
class Release:
    """Persons who answered, and how many of them the figures hold."""

    answered: int
    shown: int
    min_respondents: int
    next_update_at: int | None  # of ``answered``
    quarantined: int  # submissions that are kept apart, in none of the figures

    @property
    def state(self) -> ReleaseState:
        """How much of what was answered shows."""
        if self.answered < self.min_respondents:
            return ReleaseState.TOO_FEW
        if self.shown == 0:
            return ReleaseState.WAITING
        return ReleaseState.COMPLETE if self.shown >= self.answered else ReleaseState.PARTIAL

    def to_json(self) -> dict[str, Any]:
        """Return the member ``release``."""
        return {
            "answered": self.answered,
            "shown": self.shown,
            "min_respondents": self.min_respondents,
            "next_update_at": self.next_update_at,
            "state": self.state.value,
        }


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One level of the impact map. Without a question on it, it is a gap."""

    level: Level
    title: str
    guiding_question: str
    questions: tuple[QuestionResult, ...]

    @property
    def gap(self) -> bool:
        """Whether nothing is asked on this level."""
        return not self.questions

    def to_json(self) -> dict[str, Any]:
        """Return one item of ``levels``."""
        return {
            "level": self.level.value,
            "number": self.level.number,
            "title": self.title,
            "guiding_question": self.guiding_question,
            "gap": self.gap,
            "questions": [question.to_json() for question in self.questions],
        }


@dataclass(frozen=True, slots=True)
class CampaignSummary:
    """A campaign in one line. ``title_language`` is the one that ``title`` is in."""

    key: str
    title: str
    title_language: str
    mode: PrivacyMode
    state: CampaignState
    closed_at: datetime | None  # aware, UTC
    release: Release

    @property
    def closed(self) -> bool:
        """Whether it was closed; late answers are counted all the same."""
        return self.state is CampaignState.CLOSED

    def campaign_json(self) -> dict[str, Any]:
        """Return the member ``campaign``."""
        return {
            "key": self.key,
            "title": self.title,
            "mode": self.mode.value,
            "state": self.state.value,
            "closed_at": None if self.closed_at is None else instant_to_wire(self.closed_at),
        }

    def to_json(self) -> dict[str, Any]:
        """Return one item of ``GET /api/v1/campaigns``."""
        return {**self.campaign_json(), "release": self.release.to_json()}


@dataclass(frozen=True, slots=True)
class CampaignResults:
    """All that may be said about a campaign, in one language. ``levels`` always holds the seven, in order."""

    campaign: CampaignSummary
    language: str
    period: Period | None
    levels: tuple[LevelResult, ...] = field(repr=False)

    def __iter__(self) -> Iterator[tuple[LevelResult, QuestionResult]]:
        return ((level, question) for level in self.levels for question in level.questions)

    @property
    def key(self) -> str:
        """The campaign's key."""
        return self.campaign.key

    @property
    def release(self) -> Release:
        """How many answered, and how many of them show."""
        return self.campaign.release

    def to_json(self) -> dict[str, Any]:
        """Return the document of ``GET /api/v1/campaigns/{key}/results``."""
        return {
            "campaign": self.campaign.campaign_json(),
            "language": self.language,
            "release": self.release.to_json(),
            "period": self.period and self.period.to_json(),
            "levels": [level.to_json() for level in self.levels],
        }
