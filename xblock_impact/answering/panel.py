"""The course team's panel: has everything that was sent arrived, and how many answered."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from surveys.answers.wording import day_in_words
from surveys.privacy import PrivacyMode
from xblock_impact.answering.admitting import configured
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import Tally, records
from xblock_impact.delivery.server_settings import campaign_page
from xblock_impact.errors import Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, is_on_team, learner_of
from xblock_impact.runtime.rendering import render
from xblock_impact.words import words_in

log = logging.getLogger(__name__)


def delivery_status(block: Any, now: datetime) -> Json:
    """``{}`` → ``{html}``. Raises Refused for everybody but the course team."""
    _team_member(block)
    return {"html": _panel(block, now, tried=False)}


def resend(block: Any, now: datetime) -> Json:
    """Try to deliver what waits, then as ``delivery_status``. Raises Refused."""
    learner = _team_member(block)
    try:
        records().retry(block)
        records().deliver(block, learner, now)
    except ServerSettingsMissing as missing:
        log.error("Answers wait in the outbox. %s", missing)
    return {"html": _panel(block, now, tried=True)}


def _team_member(block: Any) -> Learner:
    learner = learner_of(block)
    if not is_on_team(block, learner):
        raise Refused(403, "Not allowed", words_in(block.page_language())["panel_forbidden"])
    return learner


def _panel(block: Any, now: datetime, *, tried: bool) -> str:
    language = block.page_language()
    configuration = configured(block)
    tally = records().tally(block)
    return render(
        "panel.html",
        figures=None if tally is None else figures_of(tally, configuration, language, now),
        link=campaign_page(block.settings_bucket(), configuration.campaign),
        tried=tried,
        words=words_in(language),
        language=language,
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """A tally in words: texts by name of a row in the panel, None for what is not shown."""

    rows: Mapping[str, str]
    waits: bool
    oldest: str | None
    last_failure: str | None
    rate: str


def figures_of(tally: Tally, configuration: Configuration, language: str, now: datetime) -> Figures:
    """Return what the course team may read of ``tally``.

    Where answers are not sent by name, figures of groups below the threshold are not given: of three invited, they
    would say who answered and who did not. Nor is the hour at which the oldest waiting answer came in.
    """
    words, fewest = words_in(language), configuration.min_respondents
    named = configuration.mode is PrivacyMode.IDENTIFIED
    group = tally.accepted if tally.invited is None else min(tally.accepted, tally.invited)
    exact = named or group >= fewest

    def number(count: int, *, none_tells: bool) -> str:
        said = exact or (count == 0 and not none_tells)
        return str(count) if said else words["panel_few"].format(minimum=fewest)

    rows = {
        "accepted": number(tally.accepted, none_tells=True),
        "delivered": number(tally.delivered, none_tells=True),
        "pending": number(tally.pending, none_tells=False),
        "quarantined": number(tally.quarantined, none_tells=False),
    }
    oldest = None
    if tally.pending and tally.oldest_pending_at is not None:
        oldest = _since(tally.oldest_pending_at, now, language, words, exact=named)
    return Figures(
        rows=rows,
        waits=tally.pending > 0,
        oldest=oldest,
        last_failure=tally.last_failure or None,
        rate=_rate(tally, configuration, words, exact=exact),
    )


def _rate(tally: Tally, configuration: Configuration, words: Mapping[str, str], *, exact: bool) -> str:
    """Return the response rate with its denominator, or why there is none."""
    if tally.invited is None:
        return words["panel_rate_unknown"]
    if configuration.plan is not None and len(configuration.plan.waves) > 1:
        return words["panel_rate_waves"].format(invited=tally.invited)
    if not exact:
        return words["panel_rate_few"].format(minimum=configuration.min_respondents)
    share = round(100 * tally.accepted / tally.invited) if tally.invited else 0
    return words["panel_rate"].format(share=share, accepted=tally.accepted, invited=tally.invited)


def _since(at: datetime, now: datetime, language: str, words: Mapping[str, str], *, exact: bool) -> str:
    if exact and now - at < timedelta(days=1):
        return words["panel_minutes"].format(minutes=int((now - at).total_seconds() // 60))
    return day_in_words(at.date().isoformat(), language)
