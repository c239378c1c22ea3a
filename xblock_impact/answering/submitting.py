"""Sending answers, for the first time or changed: checked, kept, and only then confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from surveys.answers import AnswerProblem, check_answers
from surveys.errors import Problem
from surveys.form import SUBMISSION_ID
from surveys.schedule import State
from xblock_impact.answering.admitting import LANGUAGE, SINCE, WAVE, Visit, admit, revision_in, visit, wave_in
from xblock_impact.answering.mirroring import heal, mirror
from xblock_impact.answering.page import (
    CHANGE_LOST,
    CHANGED_ELSEWHERE,
    OTHER_QUESTIONS,
    Showing,
    bare_thanks,
    form_part,
    thanks_part,
    why_none_taken,
)
from xblock_impact.answering.parcels import parcel_of
from xblock_impact.answering.telling import tell_completion, tell_submitted
from xblock_impact.answering.terms import are_as_read, are_as_shown
from xblock_impact.answering.waves import LearnerWave
from xblock_impact.delivery.outbox import Accepted, Outbox
from xblock_impact.delivery.records import records
from xblock_impact.errors import ConfigurationIncomplete, Refused, StorageFailed
from xblock_impact.runtime.handlers import Json, answers_in
from xblock_impact.runtime.learner import Learner
from xblock_impact.runtime.progress import ONLY_WAVE, WaveProgress
from xblock_impact.words import words_in

_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class _Sending:
    """One press of the button."""

    visit: Visit
    wave: LearnerWave
    outbox: Outbox
    submission_id: UUID  # the browser's
    revision: int
    document: Json
    accepted: Accepted | None  # what was sent before

    @property
    def raw(self) -> Mapping[str, object]:
        """The answers as typed. Raises Refused."""
        return answers_in(self.document)


def submit(block: Any, document: Json, now: datetime) -> Json:
    """Check the answers, keep them, and only then give the receipt. Raises Refused and StorageFailed.

    Whoever has sent answers before, from this page, another tab or another device, gets the receipt of those, unless
    the page says that it changes them. Whoever read other terms than hold now, sends after the close, or changes what
    was changed elsewhere meanwhile, gets the form again with what they typed.
    """
    learner = admit(block, document)
    submission_id, revision = _submission_id_in(document), revision_in(document)
    try:
        configuration = block.configuration()
    except ConfigurationIncomplete:
        return _receipt_only(block, learner, document)
    key = wave_in(document, configuration)
    outbox = records().outbox(block, learner, key)
    accepted = heal(block, key, outbox)
    asking = visit(block, learner, configuration, now, document.get(LANGUAGE))
    wave = asking.wave(key)
    sending = _Sending(asking, wave, outbox, submission_id, revision, document, accepted or _in_mirror(wave))
    if sending.accepted is not None and not _changes(sending, sending.accepted):
        return _sent_before(sending, sending.accepted)
    return _send(sending)


def _changes(sending: _Sending, accepted: Accepted) -> bool:
    return sending.revision == accepted.revision + 1 and not sending.visit.anonymous


def _send(sending: _Sending) -> Json:
    asking, wave = sending.visit, sending.wave
    if not wave.takes_answers:
        alert = why_none_taken(asking, wave)
        raise _form_again(sending, 409, "Closed", Showing(sending.raw, revision=sending.revision, alert=alert))
    recalled = asking.recalled(wave.key)
    checked = check_answers(asking.configuration.survey, sending.raw, asking.language, recalled=recalled)
    submission_id, revision = _identity(sending)
    _refuse_unless_read(sending, checked.problems, revision)
    parcel = parcel_of(asking, wave.key, submission_id, revision, checked.values)
    accepted = sending.outbox.put(parcel)
    if not accepted.new:
        return _sent_before(sending, accepted)
    try:
        mirror(asking.block, wave.key, accepted, None if asking.anonymous else checked.values)
    except StorageFailed:
        heal(asking.block, wave.key, sending.outbox)  # says so in the log if it fails again; the answers are in
    tell_completion(asking)
    tell_submitted(asking, wave.key, revision)
    return _thanks(sending, accepted, checked.values)


def _refuse_unless_read(sending: _Sending, problems: tuple[AnswerProblem, ...], revision: int) -> None:
    """Raise Refused with the form if an answer is wrong, or was given under other terms or to other questions."""
    configuration = sending.visit.configuration
    as_read = are_as_read(sending.document, configuration)
    as_shown = are_as_shown(sending.document, configuration.survey)
    if as_read and as_shown and not problems:
        return
    alert = "" if as_shown else OTHER_QUESTIONS
    showing = Showing(
        sending.raw, problems, sending.submission_id, terms_changed=not as_read, revision=revision, alert=alert
    )
    title = "Terms changed" if not as_read else "Answers to check" if as_shown else "Questions changed"
    raise _form_again(sending, 422, title, showing)


def _identity(sending: _Sending) -> tuple[UUID, int]:
    """Return id and revision of what is sent: a change keeps the id of what it changes, and so do new answers that
    replace what was reset, as the service would count both.
    """
    accepted = sending.accepted
    if accepted is None:
        reset = sending.outbox.reset_submission()
        if reset is None or reset.campaign != sending.visit.configuration.campaign:
            return sending.submission_id, 1
        return reset.submission_id, reset.revision + 1
    if accepted.parcel is None:
        showing = Showing(sending.raw, revision=sending.revision, alert=CHANGE_LOST)
        raise _form_again(sending, 409, "Cannot be changed", showing)
    return accepted.parcel.submission_id, accepted.revision + 1


def _sent_before(sending: _Sending, accepted: Accepted) -> Json:
    """Answer a press that does not follow on what is kept: the same press again, an old page, or a second change."""
    same = _holds_what_is_kept(sending, accepted)
    tell_completion(sending.visit)  # once too often rather than never, should the first time have failed
    if same or sending.revision == 1 or sending.visit.anonymous:
        return _thanks(sending, accepted, sending.outbox.answers(), earlier=not same)
    showing = Showing(sending.raw, revision=accepted.revision + 1, alert=CHANGED_ELSEWHERE)
    raise _form_again(sending, 409, "Changed elsewhere", showing)


def _holds_what_is_kept(sending: _Sending, accepted: Accepted) -> bool:
    """Whether what is kept is what the page holds: so it is where a press, or a lost reply, came twice."""
    parcel, first = accepted.parcel, sending.revision == 1
    answered_anew = first and accepted.revision > 1  # after a reset
    if parcel is None or not (answered_anew or accepted.revision == sending.revision):
        return False
    if first and not answered_anew and parcel.submission_id != sending.submission_id:
        return False
    asking, raw = sending.visit, sending.document.get("answers")
    if not isinstance(raw, dict):
        return not answered_anew
    recalled = asking.recalled(sending.wave.key)
    checked = check_answers(asking.configuration.survey, raw, asking.language, recalled=recalled)
    return checked.values == parcel.answers


def _form_again(sending: _Sending, status: int, title: str, showing: Showing) -> Refused:
    """Return the refusal that carries the form with what was typed and what is in the way."""
    reason = showing.alert or ("terms_changed" if showing.terms_changed else "answers_to_check")
    since = sending.document.get(SINCE)
    known = since[:20] if isinstance(since, str) else ""  # as long as a time is
    html = form_part(sending.visit, sending.wave, replace(showing, saved_at=known))
    errors = [Problem(f"answers.{wrong.question_id[:64]}", wrong.message) for wrong in showing.problems]
    return Refused(status, title, words_in(sending.visit.language)[reason], errors=errors, html=html)


def _thanks(sending: _Sending, accepted: Accepted, answers: Mapping[str, Any] | None, *, earlier: bool = False) -> Json:
    """Return the receipt. What was accepted is shown whether or not the mirror could be written."""
    asking, kept = sending.visit, sending.wave.progress
    kept = WaveProgress(
        receipt=accepted.receipt,
        revision=accepted.revision,
        answers=None if asking.anonymous else answers,
        delivered=kept.delivered and kept.revision == accepted.revision,
    )
    changeable = sending.wave.takes_answers and not asking.anonymous
    wave = replace(sending.wave, state=State.ANSWERED, progress=kept, changeable=changeable)
    waves = tuple(wave if each.key == wave.key else each for each in asking.waves)
    html = thanks_part(replace(asking, waves=waves), wave, earlier=earlier)
    return {"receipt": accepted.receipt, "html": html}


def _receipt_only(block: Any, learner: Learner, document: Json) -> Json:
    """Answer while the author has left the block unfinished: who sent before gets the receipt."""
    key = document.get(WAVE)
    accepted = records().outbox(block, learner, key if isinstance(key, str) else ONLY_WAVE).accepted()
    if accepted is None:
        raise Refused(409, "Not ready", words_in(block.page_language())["unfinished_learner"])
    return {"receipt": accepted.receipt, "html": bare_thanks(block, accepted.receipt)}


def _in_mirror(wave: LearnerWave) -> Accepted | None:
    """Return what the learner's state knows to be sent where the outbox does not: it was sent before there was one."""
    kept = wave.progress
    return Accepted(kept.receipt, kept.revision, new=False, parcel=None) if kept.receipt else None


def _submission_id_in(document: Json) -> UUID:
    raw = document.get(SUBMISSION_ID)
    if not isinstance(raw, str) or not _UUID4.fullmatch(raw):
        wrong = Problem(SUBMISSION_ID, "Is not a UUID of version 4 in lower case.")
        raise Refused(422, "No submission id", "Reload the page and send again.", errors=[wrong])
    return UUID(raw)
