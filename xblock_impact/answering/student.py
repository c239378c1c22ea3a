"""What a learner sees: the form, the thanks, or why there is neither.

Nothing here writes or calls another server.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup
from web_fragments.fragment import Fragment

from surveys.answers import AnswerProblem
from surveys.form import SCRIPTS, SUBMISSION_ID, FormState, privacy_notice, render_form, render_thanks
from surveys.privacy import PrivacyMode
from surveys.texts import preferred_language
from xblock_impact.answering.terms import TERMS, terms_of
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.field_outbox import delivery_of
from xblock_impact.delivery.outbox import Delivery
from xblock_impact.delivery.server_settings import undelivered_because
from xblock_impact.errors import ConfigurationIncomplete, StateUnreadable
from xblock_impact.runtime.learner import is_enrolled, is_on_team, learner_of, wanted_language
from xblock_impact.runtime.progress import ONLY_WAVE, WaveProgress, read_progress
from xblock_impact.runtime.rendering import element_id, make_fragment, render
from xblock_impact.runtime.user_state import exclusive
from xblock_impact.words import words_in

log = logging.getLogger(__name__)

ASSETS = ("form.css", *SCRIPTS, "impact.js")


@dataclass(frozen=True, slots=True)
class Showing:
    """What a form shows again after it was sent: as typed, what is wrong, under which id."""

    answers: Mapping[str, object]
    problems: tuple[AnswerProblem, ...] = ()
    submission_id: UUID | None = None
    terms_changed: bool = False


@dataclass(frozen=True, slots=True)
class _Notes:
    """What only the course team reads on the page."""

    undelivered: tuple[str, ...] = ()  # settings of the server that keep answers in the outbox
    quarantined: bool = False  # their own submission: the service keeps it but does not count it


def student_fragment(block: Any) -> Fragment:
    """Return the block as a learner sees it."""
    learner = learner_of(block)
    language = block.page_language()
    if not learner.signed_in:
        return _message(block, language, "sign_in_title", "sign_in")
    try:
        with exclusive(block):
            state = read_progress(block).wave(ONLY_WAVE)
        delivery = delivery_of(state)
    except StateUnreadable as unreadable:
        log.error("Block %s: a learner's state is left as it is. %s", block.scope_ids.usage_id, unreadable)
        return _message(block, language, "unreadable_title", "unreadable")
    on_team = is_on_team(block, learner)
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete as incomplete:
        return _unfinished(block, state, delivery, incomplete if on_team else None)
    notes = (
        _Notes(undelivered_because(block.settings_bucket(), configuration.mode), delivery.quarantined)
        if on_team
        else None
    )
    if state.receipt:
        html = thanks_html(block, state.receipt, configuration)
        return _page(block, html, notes=notes, pending=delivery.pending)
    if not is_enrolled(block, learner):
        return _message(block, language, "enroll_title", "enroll")
    drafts = configuration.mode is not PrivacyMode.ANONYMOUS
    html = form_html(block, configuration, Showing(state.draft if drafts else {}))
    return _page(block, html, notes=notes, drafts=drafts)


def public_fragment(block: Any) -> Fragment:
    """Return the block for somebody who is not signed in."""
    return _message(block, block.page_language(), "sign_in_title", "sign_in")


def form_html(block: Any, configuration: Configuration, showing: Showing) -> str:
    """Return the form with answers as they were typed and what is wrong with them.

    It carries the terms that its notice states, and cannot be sent without its script: a handler takes JSON.
    """
    language = survey_language(block, configuration)
    state = FormState(
        element_id(block),
        answers=showing.answers,
        problems=showing.problems,
        notice=privacy_notice(configuration.mode, language, configuration.min_respondents),
        hidden={TERMS: terms_of(configuration), SUBMISSION_ID: str(showing.submission_id or "")},
        notice_changed=showing.terms_changed,
        needs_script=True,
    )
    return render_form(configuration.survey, language, state)


def survey_language(block: Any, configuration: Configuration) -> str:
    """Return the language that the form is shown in: the learner's if the survey has it, else the survey's
    first.
    """
    return preferred_language(wanted_language(block, learner_of(block)), configuration.survey.languages)


def thanks_html(block: Any, receipt: str, configuration: Configuration | None, *, earlier: bool = False) -> str:
    """Return the thanks with the receipt; without a configuration they say nothing of the threshold.

    ``earlier``: what was sent before counts, not what is on the page.
    """
    if configuration is None:
        return render_thanks(block.page_language(), receipt, form_id=element_id(block), earlier=earlier)
    held_back = configuration.mode is not PrivacyMode.IDENTIFIED
    return render_thanks(
        survey_language(block, configuration),
        receipt,
        form_id=element_id(block),
        min_respondents=configuration.min_respondents if held_back else None,
        earlier=earlier,
    )


def _unfinished(
    block: Any, state: WaveProgress, delivery: Delivery, incomplete: ConfigurationIncomplete | None
) -> Fragment:
    """Say that there is nothing to answer; with ``incomplete``, what the author has to mend."""
    if state.receipt:
        return _page(block, thanks_html(block, state.receipt, None), pending=delivery.pending)
    language = block.page_language()
    if incomplete is None:
        return _message(block, language, "unfinished_title", "unfinished_learner")
    problems = [problem.message for problem in incomplete.problems]
    return _message(block, language, "unfinished_title", "unfinished_staff", problems)


def _page(
    block: Any, html: str, *, notes: _Notes | None = None, pending: bool = False, drafts: bool = False
) -> Fragment:
    language = block.page_language()
    escaped = Markup(html)  # noqa: S704  # made and escaped by the templates of surveys.form
    page = render("student.html", html=escaped, notes=notes, words=words_in(language), language=language)
    values = {"pending": pending, "drafts": drafts}
    return make_fragment(block, page, assets=ASSETS, init="ImpactBlock", values=values)


def _message(block: Any, language: str, title: str, text: str, problems: Sequence[str] = ()) -> Fragment:
    words = words_in(language)
    page = render("message.html", title=words[title], text=words[text], problems=problems, language=language)
    return make_fragment(block, page, assets=("form.css",), init="", values={})
