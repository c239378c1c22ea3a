"""Drafts: what a learner typed, kept on the server until it is sent. In anonymous mode none is: the page keeps it on
the learner's own device.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.contract import instant_to_wire
from surveys.form import SUBMISSION_ID
from surveys.privacy import PrivacyMode
from xblock_impact.answering.admitting import SINCE, admit, configured, revision_in, visit, wave_in
from xblock_impact.answering.mirroring import heal
from xblock_impact.answering.page import why_none_taken
from xblock_impact.delivery.records import records
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Json, answers_in, fits_draft
from xblock_impact.runtime.progress import WaveProgress, read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep
from xblock_impact.words import words_in

MOST_CHARACTERS = 36
"""Of the id of a page, a UUID."""


def save_draft(block: Any, document: Json, now: datetime) -> Json:
    """Keep what was typed so far, right or wrong, and say when; nothing typed discards what was kept. Raises Refused
    and StorageFailed.

    What cannot be kept is left out and listed under ``problems``; all else is kept.
    """
    learner = admit(block, document)
    configuration = configured(block)
    if configuration.mode is PrivacyMode.ANONYMOUS:
        raise Refused(409, "No drafts", "In an anonymous survey nothing is kept before it is sent.")
    key, revision, typed = wave_in(document, configuration), revision_in(document), answers_in(document)
    draft = {name: answer for name, answer in typed.items() if fits_draft(configuration.survey, name, answer)}
    unfit = [name for name, answer in typed.items() if name not in draft and answer is not None]
    accepted = heal(block, key, records().outbox(block, learner, key))
    if accepted and revision <= accepted.revision:
        raise _already_sent()
    typing = visit(block, learner, configuration, now)
    if revision > (accepted.revision if accepted else typing.wave(key).progress.revision) + 1:
        raise Refused(409, "Cannot be changed", words_in(typing.language)["change_lost"], closed=True)
    if not typing.wave(key).takes_answers:
        sentence = words_in(typing.language)[why_none_taken(typing, typing.wave(key))]
        raise Refused(409, "Closed", sentence, closed=True)
    with exclusive(block):
        progress = read_progress(block)
        wave = progress.wave(key)
        if wave.revision >= revision:  # since the look into the outbox
            raise _already_sent()
        page = _page_in(document)
        if page and _is_behind(document, page, wave, revision):
            sentence = words_in(typing.language)["draft_elsewhere"]
            raise Refused(409, "Filled in elsewhere", sentence, closed=True)
        saved_at = instant_to_wire(now) if draft else ""
        kept = replace(
            wave,
            draft=draft,
            draft_saved_at=saved_at,
            draft_by=page if draft else "",
            draft_revision=revision if draft else 1,
        )
        if kept != wave:
            write_progress(block, progress.having(key, kept))
            keep(block)
    problems = [{"path": f"answers.{name[:64]}", "message": "This answer cannot be kept."} for name in unfit]
    return {"saved_at": instant_to_wire(now), "kept": len(draft), "problems": problems}


def _page_in(document: Json) -> str:
    """Return which page sends the draft; empty where it does not tell."""
    page = document.get(SUBMISSION_ID)
    return page if isinstance(page, str) and len(page) <= MOST_CHARACTERS else ""


def _is_behind(document: Json, page: str, wave: WaveProgress, revision: int) -> bool:
    """Whether another page, or device, has saved a draft that ``page`` does not show: it would be lost unseen."""
    if wave.draft_revision != revision or wave.draft_by in ("", page):
        return False
    since = document.get(SINCE)
    return isinstance(since, str) and since < wave.draft_saved_at


def _already_sent() -> Refused:
    sentence = "The answers were sent before; a draft is no longer kept."
    return Refused(409, "Already sent", sentence, already_sent=True)
