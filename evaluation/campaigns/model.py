"""What a campaign is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from surveys.privacy import PrivacyMode
from surveys.texts import Text


class CampaignState(StrEnum):
    """Whether figures still move by releases. Late answers to a closed campaign are taken too."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One round of asking. ``id`` is for the database, ``key`` for people and other systems."""

    id: int
    key: str
    title: Text
    mode: PrivacyMode
    min_respondents: int  # k [persons]
    state: CampaignState
    created_at: datetime  # aware, UTC
    closed_at: datetime | None  # aware, UTC

    @property
    def closed(self) -> bool:
        """Whether its figures no longer wait for the next release to fill."""
        return self.state is CampaignState.CLOSED
