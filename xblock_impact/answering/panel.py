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
from xblock_impact.answering.rate_wording import rate_in_words
from xblock_impact.answering.response_rate import Rates, rates_for
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import Tally, records
from xblock_impact.delivery.server_settings import campaign_page
from xblock_impact.errors import Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, course_key_of, is_on_team, learner_of
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
    figures = rate = None
    if (tally := records().tally(block)) is not None:
        responses = records().responses(block, configuration.campaign, configuration.plan, now)
        rates = rates_for(tally.accepted, responses, configuration)
        figures = figures_of(tally, rates, configuration, language, now)
        rate = rate_in_words(rates, configuration, course_key_of(block), language)
    return render(
        "panel.html",
        figures=figures,
        rate=rate,
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


def figures_of(tally: Tally, rates: Rates, configuration: Configuration, language: str, now: datetime) -> Figures:
    """Return what the course team may read of ``tally``.

    Where answers are not sent by name, numbers that would tell of a small group are not given (see response_rate), nor
    is the hour at which the oldest waiting answer came in.
    """
    words, named = words_in(language), configuration.mode is PrivacyMode.IDENTIFIED
    oldest = None
    if tally.pending and tally.oldest_pending_at is not None:
        oldest = _since(tally.oldest_pending_at, now, language, words, exact=named)
    return Figures(
        rows=numbers_of(tally, rates, words),
        waits=tally.pending > 0,
        oldest=oldest,
        last_failure=tally.last_failure or None,
    )


def numbers_of(tally: Tally, rates: Rates, words: Mapping[str, str]) -> Mapping[str, str]:
    """Return how many were accepted, delivered, are pending and quarantined, as far as ``rates`` lets it be said.

    That nothing, or something, waits or is quarantined may be said always, also if it is of others than the learners.
    """
    if rates.exact and max(tally.pending, tally.quarantined) <= rates.submissions:
        delivered = max(rates.submissions - tally.pending, 0)
        numbers = (rates.submissions, delivered, tally.pending, tally.quarantined)
        return dict(zip(ROWS, map(str, numbers), strict=True))
    accepted = words["panel_at_least"].format(number=rates.submissions) if rates.submissions else words["panel_hidden"]
    delivered_words = words["panel_others"] if tally.pending else accepted
    pending, quarantined = (words["panel_some"] if count else "0" for count in (tally.pending, tally.quarantined))
    return dict(zip(ROWS, (accepted, delivered_words, pending, quarantined), strict=True))


ROWS = ("accepted", "delivered", "pending", "quarantined")
"""What becomes of submissions, in the order in which it is shown."""


def _since(at: datetime, now: datetime, language: str, words: Mapping[str, str], *, exact: bool) -> str:
    if exact and now - at < timedelta(days=1):
        return words["panel_minutes"].format(minutes=int((now - at).total_seconds() // 60))
    return day_in_words(at.date().isoformat(), language)
