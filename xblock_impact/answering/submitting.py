"""Drafts and submissions: what a learner sends, checked, kept and only then confirmed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from surveys.answers import CheckedAnswers, check_answers
from surveys.contract import MAX_SUBMISSION_BYTES, Participant, Submission, instant_to_wire
from surveys.contract_reading import read_submission
from surveys.errors import ContractInvalid, Problem
from surveys.form import SUBMISSION_ID
from surveys.privacy import PrivacyMode
from xblock_impact.answering.student import Showing, form_html, survey_language, thanks_html
from xblock_impact.answering.terms import are_as_read
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.outbox import Accepted
from xblock_impact.delivery.parcel import Parcel, receipt_for
from xblock_impact.delivery.pseudonym import participant_of
from xblock_impact.delivery.records import records
from xblock_impact.delivery.server_settings import read_pseudonym_key
from xblock_impact.errors import ConfigurationIncomplete, Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json, answers_in, fits_draft
from xblock_impact.runtime.learner import Learner, is_enrolled, is_preview, learner_of
from xblock_impact.runtime.progress import ONLY_WAVE, read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep
from xblock_impact.words import words_in

log = logging.getLogger(__name__)

_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def save_draft(block: Any, document: Json, now: datetime) -> Json:
    """Keep what was typed so far, right or wrong, and say when. Raises Refused and StorageFailed.

    What cannot be kept is left out and listed under ``problems``; all else is kept.
    """
    learner = _admit(block)
    configuration = _configuration(block)
    if configuration.mode is PrivacyMode.ANONYMOUS:
        raise Refused(409, "No drafts", "In an anonymous survey nothing is kept before it is sent.")
    typed = answers_in(document)
    draft = {name: answer for name, answer in typed.items() if fits_draft(configuration.survey, name, answer)}
    unfit = [name for name, answer in typed.items() if name not in draft and answer is not None]
    sentence = "The answers were sent before; a draft is no longer kept."
    already_sent = Refused(409, "Already sent", sentence, already_sent=True)
    if records().outbox(block, learner, ONLY_WAVE).accepted():
        raise already_sent
    with exclusive(block):
        progress = read_progress(block)
        wave = progress.wave(ONLY_WAVE)
        if wave.receipt:  # since the look into the outbox
            raise already_sent
        kept = replace(wave, draft=draft, draft_saved_at=instant_to_wire(now))
        write_progress(block, progress.having(ONLY_WAVE, kept))
        keep(block)
    problems = [{"path": f"answers.{name[:64]}", "message": "This answer cannot be kept."} for name in unfit]
    return {"saved_at": instant_to_wire(now), "kept": len(draft), "problems": problems}


def submit(block: Any, document: Json, now: datetime) -> Json:
    """Check the answers, keep them, and only then give the receipt. Raises Refused and StorageFailed.

    Whoever has sent answers before, from this page, another tab or another device, gets the receipt of those.
    Whoever read other terms than hold now gets the form again, with the answers and the new notice.
    """
    learner = _admit(block)
    submission_id = _submission_id_in(document)
    outbox = records().outbox(block, learner, ONLY_WAVE)
    if earlier := outbox.accepted():
        return _thanks(block, earlier, submission_id, document)
    configuration, raw = _configuration(block), answers_in(document)
    language = survey_language(block, configuration)
    checked = check_answers(configuration.survey, raw, language)
    as_read = are_as_read(document, configuration)
    if checked.problems or not as_read:
        raise _form_again(
            block, configuration, Showing(raw, checked.problems, submission_id, terms_changed=not as_read)
        )
    sender = _sender(configuration, learner, block.settings_bucket())
    submission = Submission(
        submission_id=submission_id,
        revision=1,
        campaign=configuration.campaign,
        definition=configuration.survey.digest,
        mode=configuration.mode,
        language=language,
        answered_at=_as_exact_as_allowed(now, configuration.mode),
        answers=checked.values,
        participant=sender.participant,
    )
    accepted = outbox.put(_parcel(submission, configuration, sealed=sender.sealed))
    _tell_platform(block, configuration, new=accepted.new)
    return _thanks(block, accepted, submission_id, document)


def _form_again(block: Any, configuration: Configuration, showing: Showing) -> Refused:
    """Return the refusal that carries the form with what was typed and what is in the way."""
    html = form_html(block, configuration, showing)
    errors = [Problem(f"answers.{wrong.question_id[:64]}", wrong.message) for wrong in showing.problems]
    if showing.terms_changed:
        return Refused(422, "Terms changed", "Who sees the answers has changed.", errors=errors, html=html)
    return Refused(422, "Answers to check", "Some answers need another look.", errors=errors, html=html)


@dataclass(frozen=True, slots=True)
class _Sender:
    participant: Participant | None
    sealed: bool  # False when the relay has to fill in the pseudonym: answers do not wait for a key


def _sender(configuration: Configuration, learner: Learner, bucket: Mapping[str, Any]) -> _Sender:
    try:
        key = read_pseudonym_key(bucket) if configuration.mode is PrivacyMode.CONFIDENTIAL else None
    except ServerSettingsMissing:
        return _Sender(None, sealed=False)
    return _Sender(participant_of(configuration.mode, learner, configuration.campaign, key), sealed=True)


def _parcel(submission: Submission, configuration: Configuration, *, sealed: bool) -> Parcel:
    body = submission.to_bytes()
    _refuse_unreadable(body, sealed)
    return Parcel(
        submission_id=submission.submission_id,
        campaign=submission.campaign,
        mode=submission.mode,
        survey_digest=submission.definition,
        body=body,
        definition=configuration.definition.to_bytes(),
        receipt=receipt_for(submission.mode, submission.submission_id),
        sealed=sealed,
    )


def _admit(block: Any) -> Learner:
    """Return the learner if this is somebody who may answer.

    A platform lets any signed-in person post to a handler.
    """
    learner = learner_of(block)
    words = words_in(block.page_language())
    if not learner.signed_in:
        raise Refused(403, "Not signed in", words["sign_in"])
    if is_preview(block):
        raise Refused(403, "Preview", words["preview"])
    if not is_enrolled(block, learner):
        raise Refused(403, "Not enrolled", words["enroll"])
    return learner


def _configuration(block: Any) -> Configuration:
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete:
        raise Refused(409, "Not ready", words_in(block.page_language())["unfinished_learner"]) from None
    return configuration


def _thanks(block: Any, accepted: Accepted, submission_id: UUID, document: Json) -> Json:
    try:
        configuration = block.configuration()
    except ConfigurationIncomplete:
        configuration = None
    earlier = not accepted.new and not _is_in(accepted.parcel, submission_id, document, configuration)
    html = thanks_html(block, accepted.receipt, configuration, earlier=earlier)
    return {"receipt": accepted.receipt, "html": html}


def _is_in(parcel: Parcel | None, submission_id: UUID, document: Json, configuration: Configuration | None) -> bool:
    """Whether ``parcel`` holds what the page holds: so it is where a press, or a lost reply, came twice."""
    if parcel is None or parcel.submission_id != submission_id:
        return False
    raw = document.get("answers")
    if configuration is None or not isinstance(raw, dict):
        return True
    checked: CheckedAnswers = check_answers(configuration.survey, raw, configuration.survey.languages[0])
    return checked.values == parcel.answers


def _submission_id_in(document: Json) -> UUID:
    raw = document.get(SUBMISSION_ID)
    if not isinstance(raw, str) or not _UUID4.fullmatch(raw):
        wrong = Problem(SUBMISSION_ID, "Is not a UUID of version 4 in lower case.")
        raise Refused(422, "No submission id", "Reload the page and send again.", errors=[wrong])
    return UUID(raw)


def _tell_platform(block: Any, configuration: Configuration, *, new: bool) -> None:
    """Mark the block as completed and publish that something was sent: not what, nor its id or receipt."""
    try:
        completion = block.runtime.service(block, "completion")
        if completion is None or completion.completion_tracking_enabled():
            block.emit_completion(1.0)
        if new:
            facts = {"campaign": configuration.campaign, "mode": configuration.mode.value}
            block.runtime.publish(block, "openedx.xblock.impact.submitted", facts)
    except Exception:  # whatever a platform's listeners do: the answers are in and the receipt is due
        log.exception("Campaign %s: the platform could not be told of a submission.", configuration.campaign)


def _as_exact_as_allowed(now: datetime, mode: PrivacyMode) -> datetime:
    """Return ``now``, in anonymous mode the day only: the second would lead from the answers to the
    platform's log.
    """
    exact = now.replace(microsecond=0)
    return exact.replace(hour=0, minute=0, second=0) if mode is PrivacyMode.ANONYMOUS else exact


def _refuse_unreadable(body: bytes, sealed: bool) -> None:
    """Refuse what the service could only quarantine, such as a number beyond what a float holds exactly."""
    if len(body) > MAX_SUBMISSION_BYTES:
        raise Refused(413, "Too large", f"The submission is larger than {MAX_SUBMISSION_BYTES:,} bytes.")
    if not sealed:
        return
    try:
        read_submission(body)
    except ContractInvalid as error:
        raise Refused(422, "Not acceptable", "Some answers cannot be taken in.", errors=error.problems) from None
