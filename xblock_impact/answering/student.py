"""What a learner sees: the form, the thanks, what to wait for, or why there is none of these.

Nothing here writes or calls another server. Beyond the learner's own state, one look-up is made where a plan has waves,
and one where the survey recalls earlier answers to others.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from web_fragments.fragment import Fragment

from surveys.form import SCRIPTS
from surveys.privacy import PrivacyMode
from surveys.schedule import State
from xblock_impact.answering.admitting import Visit, visit, whose
from xblock_impact.answering.page import bare_thanks, part
from xblock_impact.answering.waves import counts_from_first_visit
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.field_outbox import delivery_of
from xblock_impact.delivery.server_settings import undelivered_because
from xblock_impact.errors import ConfigurationIncomplete, StateUnreadable
from xblock_impact.runtime.learner import Learner, is_enrolled, is_on_team, learner_of
from xblock_impact.runtime.progress import Progress, WaveProgress, read_progress
from xblock_impact.runtime.rendering import make_fragment, render
from xblock_impact.runtime.user_state import exclusive
from xblock_impact.words import words_in

log = logging.getLogger(__name__)

ASSETS = ("form.css", "learner.css", *SCRIPTS, "impact.js")
TEAM_ASSETS = ("panel.css", "panel.js")


def student_fragment(block: Any, now: datetime) -> Fragment:
    """Return the block as a learner sees it ``now``."""
    learner = learner_of(block)
    if not learner.signed_in:
        return public_fragment(block)
    try:
        with exclusive(block):
            progress = read_progress(block)
        configuration: Configuration = block.configuration()
        return _page_for(block, learner, configuration, progress, now)
    except StateUnreadable as unreadable:
        log.error("Block %s: a learner's state is left as it is. %s", block.scope_ids.usage_id, unreadable)
        return _message(block, "unreadable_title", "unreadable")
    except ConfigurationIncomplete as incomplete:
        return _unfinished(block, progress, incomplete if is_on_team(block, learner) else None)


def public_fragment(block: Any) -> Fragment:
    """Return the block for somebody who is not signed in."""
    return _message(block, "sign_in_title", "sign_in")


@dataclass(frozen=True, slots=True)
class _Notes:
    """What only the course team reads on the page."""

    undelivered: tuple[str, ...] = ()  # settings of the server that keep answers in the outbox
    quarantined: bool = False  # their own submission: the service keeps it but does not count it


def _page_for(
    block: Any, learner: Learner, configuration: Configuration, progress: Progress, now: datetime
) -> Fragment:
    answered = [key for key, wave in progress.waves.items() if wave.receipt]
    enrolled = is_enrolled(block, learner)
    if not enrolled and not answered:
        return _message(block, "enroll_title", "enroll")
    asking = visit(block, learner, configuration, now, progress=progress)
    html = part(asking) if enrolled else _after_leaving(asking, answered[-1])
    notes = None
    if is_on_team(block, learner):
        undelivered = undelivered_because(block.settings_bucket(), configuration.mode)
        quarantined = any(delivery_of(wave).quarantined for wave in progress.waves.values())
        notes = _Notes(undelivered, quarantined)
    values: dict[str, Any] = {
        "pending": any(map(_waits, progress.waves.values())),
        "whose": whose(block, learner),
    }
    if counts_from_first_visit(configuration.plan) and not progress.first_visit_at and enrolled:
        values["firstVisit"] = True
    if configuration.mode is PrivacyMode.ANONYMOUS:
        values["device"] = values["whose"]
        values["open"] = [wave.key for wave in asking.waves if wave.state is State.OPEN]
    return _page(block, html, values, notes)


def _after_leaving(asking: Visit, answered: str) -> str:
    """Return what somebody who left the course sees: what they ``answered`` last, and nothing that is refused."""
    waves = tuple(replace(wave, changeable=False) for wave in asking.waves if wave.key == answered)
    if not waves:  # of an earlier plan
        return bare_thanks(asking.block, asking.progress.wave(answered).receipt)
    return part(replace(asking, waves=waves))


def _waits(wave: WaveProgress) -> bool:
    """Whether what was sent may still wait for delivery, as far as the learner's own state tells."""
    if wave.delivered:
        return False
    return delivery_of(wave).pending if wave.parcel else bool(wave.receipt)


def _unfinished(block: Any, progress: Progress, incomplete: ConfigurationIncomplete | None) -> Fragment:
    """Say that there is nothing to answer; with ``incomplete``, what the author has to mend."""
    sent = [wave for wave in progress.waves.values() if wave.receipt]
    if sent:
        return _page(block, bare_thanks(block, sent[-1].receipt), {"pending": any(map(_waits, sent))})
    if incomplete is None:
        return _message(block, "unfinished_title", "unfinished_learner")
    problems = [problem.message for problem in incomplete.problems]
    return _message(block, "unfinished_title", "unfinished_staff", problems)


def _page(block: Any, html: str, values: dict[str, Any], notes: _Notes | None = None) -> Fragment:
    language = block.page_language()
    escaped = Markup(html)  # noqa: S704  # made and escaped by templates
    page = render("student.html", html=escaped, notes=notes, words=words_in(language), language=language)
    assets = (*ASSETS, *TEAM_ASSETS) if notes else ASSETS
    return make_fragment(block, page, assets=assets, init="ImpactBlock", values=values)


def _message(block: Any, title: str, text: str, problems: Sequence[str] = ()) -> Fragment:
    language = block.page_language()
    words = words_in(language)
    page = render("message.html", title=words[title], text=words[text], problems=problems, language=language)
    return make_fragment(block, page, assets=("form.css", "learner.css"), init="", values={})
