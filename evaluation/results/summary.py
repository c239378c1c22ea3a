"""How far each campaign is: in lists, and on top of its results."""

from __future__ import annotations

from sqlalchemy import Connection

from evaluation.campaigns import catalogue, releases
from evaluation.campaigns.model import Campaign
from evaluation.results.model import CampaignSummary, Release
from surveys.privacy import PrivacyMode


def campaign_summaries(connection: Connection, language: str) -> tuple[CampaignSummary, ...]:
    """Return all campaigns, by key, for a reader of ``language``."""
    return tuple(summary_of(connection, campaign, language) for campaign in catalogue.campaigns(connection))


def summary_of(connection: Connection, campaign: Campaign, language: str) -> CampaignSummary:
    """Return ``campaign`` in one line for a reader of ``language``."""
    return CampaignSummary(
        key=campaign.key,
        title=campaign.title.in_language(language),
        title_language=campaign.title.language_for(language),
        mode=campaign.mode,
        state=campaign.state,
        closed_at=campaign.closed_at,
        release=_release(connection, campaign),
    )


def fewest_shown(campaign: Campaign) -> int:
    """Return from how many persons on figures of ``campaign`` may show.

    In identified mode from the first: everybody answered under their name, to people who may read it (decision 0005).
    """
    return 1 if campaign.mode is PrivacyMode.IDENTIFIED else campaign.min_respondents


def _release(connection: Connection, campaign: Campaign) -> Release:
    progress, k = releases.progress(connection, campaign), fewest_shown(campaign)
    return Release(
        answered=progress.answered,
        shown=progress.shown if progress.shown >= k else 0,
        min_respondents=k,
        next_update_at=progress.next_update_at,
        quarantined=progress.quarantined,
    )
