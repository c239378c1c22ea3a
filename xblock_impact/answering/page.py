"""What stands in the learner's page: the form, the thanks, or what to wait for, in a frame with waves and languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from markupsafe import Markup

from surveys.answers import AnswerProblem
from surveys.form import SUBMISSION_ID, FormState, privacy_notice, render_form, render_thanks
from surveys.privacy import PrivacyMode
from surveys.schedule import State
from surveys.words import language_of_words
from xblock_impact.answering.admitting import Visit
from xblock_impact.answering.receipts import said_before_checking
from xblock_impact.answering.terms import QUESTIONS, TERMS, questions_of, terms_of
from xblock_impact.answering.waves import LearnerWave, wave_shown
from xblock_impact.answering.wording import WaveWords, next_to_wait_for
from xblock_impact.runtime.rendering import element_id, render
from xblock_impact.words import words_in
from xblock_impact.words.endonyms import endonym

CLOSED, CHANGE_LOST, CHANGED_ELSEWHERE, OTHER_QUESTIONS = (
    *("closed", "change_lost", "changed_elsewhere", "other_questions"),
)
"""What may have happened since a form was opened: each names two sentences in the words."""
NO_MORE = frozenset({CLOSED, CHANGE_LOST})
"""After which nothing can be sent."""


def why_none_taken(visit: Visit, wave: LearnerWave) -> str:
    """Return which of the above keeps a wave from taking answers."""
    may_still_close = wave.closes_at is None or visit.now < wave.closes_at
    return CHANGE_LOST if wave.state is State.ANSWERED and may_still_close else CLOSED


@dataclass(frozen=True, slots=True)
class Showing:
    """What a form shows: answers as typed or as sent, what is wrong, under which id, and what they become."""

    answers: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[AnswerProblem, ...] = ()
    submission_id: UUID | None = None
    terms_changed: bool = False
    revision: int = 1  # above 1 they change what was sent
    alert: str = ""  # one of the above, if any of it happened
    saved_at: str = ""  # UTC: since when these answers are a draft


def part(visit: Visit, wanted: str | None = None, *, changing: bool = False) -> str:
    """Return what the page shows of the ``wanted`` wave, or of the one that matters most now; with ``changing`` the
    form with what was sent, where that may still be changed.
    """
    wave = wave_shown(visit.waves, wanted)
    if wave is None:
        return _waiting(visit)
    if wave.state is State.OPEN:
        return form_part(visit, wave, draft_of(visit, wave))
    if changing and wave.changeable:
        return form_part(visit, wave, changes_of(wave))
    return thanks_part(visit, wave)


def draft_of(visit: Visit, wave: LearnerWave) -> Showing:
    """Return the draft of a wave that was not answered yet. In anonymous mode none is kept here."""
    kept = wave.progress
    if visit.anonymous or kept.draft_revision != 1:
        return Showing()
    return Showing(kept.draft, saved_at=kept.draft_saved_at)


def changes_of(wave: LearnerWave) -> Showing:
    """Return what was sent, or the draft of its change, to be sent again."""
    kept = wave.progress
    revision = kept.revision + 1
    if kept.draft_saved_at and kept.draft_revision == revision:
        return Showing(kept.draft, revision=revision, saved_at=kept.draft_saved_at)
    return Showing(kept.answers or {}, revision=revision)


def form_part(visit: Visit, wave: LearnerWave, showing: Showing) -> str:
    """Return the form in its frame. It carries the terms that its notice states, and cannot be sent without its
    script: a handler takes JSON.
    """
    configuration, words = visit.configuration, words_in(visit.language)
    closed = not wave.takes_answers or showing.alert in NO_MORE
    changing = showing.revision > 1
    alert = (words[f"{showing.alert}_title"], words[showing.alert]) if showing.alert else None
    state = FormState(
        element_id(visit.block),
        answers=showing.answers,
        problems=showing.problems,
        notice=privacy_notice(configuration.mode, visit.language, configuration.min_respondents),
        hidden={
            TERMS: terms_of(configuration),
            QUESTIONS: questions_of(configuration.survey),
            SUBMISSION_ID: str(showing.submission_id or ""),
        },
        notice_changed=showing.terms_changed,
        needs_script=True,
        recalled=visit.recalled(wave.key),
        notes=() if closed else _notes(visit, wave),
        alert=alert,
        changing=changing,
        closed=closed,
        discard=not changing,
    )
    content = render_form(configuration.survey, visit.language, state)
    frame = _Frame(wave, content, showing.revision, showing.saved_at, offers_languages=not closed)
    return _framed(visit, frame)


def thanks_part(visit: Visit, wave: LearnerWave, *, earlier: bool = False) -> str:
    """Return the thanks with the receipt. ``earlier``: what was sent before counts, not what is on the page."""
    configuration = visit.configuration
    held_back = configuration.mode is not PrivacyMode.IDENTIFIED
    content = render_thanks(
        visit.language,
        wave.progress.receipt,
        form_id=element_id(visit.block),
        min_respondents=configuration.min_respondents if held_back else None,
        earlier=earlier,
        more=Markup(_after(visit, wave)),  # noqa: S704  # made and escaped by a template
    )
    return _framed(visit, _Frame(wave, content, wave.progress.revision))


def bare_thanks(block: Any, receipt: str, *, earlier: bool = False) -> str:
    """Return the thanks where the author has left the block in a state that nothing more can be said."""
    return render_thanks(block.page_language(), receipt, form_id=element_id(block), earlier=earlier)


@dataclass(frozen=True, slots=True)
class _Frame:
    wave: LearnerWave | None
    content: str  # HTML
    revision: int = 1
    saved_at: str = ""
    offers_languages: bool = False


def _framed(visit: Visit, frame: _Frame) -> str:
    languages = visit.configuration.survey.languages
    changing = frame.offers_languages and frame.revision > 1
    return render(
        "frame.html",
        form_id=element_id(visit.block),
        key=frame.wave.key if frame.wave else "",
        waiting=frame.wave is None,
        revision=frame.revision,
        saved_at=frame.saved_at,
        language=visit.language,
        languages=[(code, endonym(code)) for code in languages] if frame.offers_languages and languages[1:] else [],
        rows=_rows(visit, frame.wave),
        changing=changing,
        content=Markup(frame.content),  # noqa: S704  # made and escaped by templates
        words=words_in(visit.language),
        words_language=language_of_words(visit.language),
    )


def _rows(visit: Visit, current: LearnerWave | None) -> list[Mapping[str, object]]:
    """Return the list of waves, empty where there is nothing to choose or to wait for."""
    if len(visit.waves) == 1:
        return []
    says = WaveWords(visit.configuration.plan, visit.language, visit.now)
    return [
        {
            "key": wave.key,
            "name": says.name(wave.wave) if wave.wave else "",
            "says": says.state(wave),
            "state": wave.state.value,
            "current": current is not None and wave.key == current.key,
            "action": _action(wave, current),
        }
        for wave in visit.waves
    ]


def _action(wave: LearnerWave, current: LearnerWave | None) -> str:
    if current is not None and wave.key == current.key:
        return ""
    if wave.state is State.OPEN:
        return "wave_answer"
    return "wave_receipt" if wave.progress.receipt else ""


def _notes(visit: Visit, wave: LearnerWave) -> tuple[str, ...]:
    words = words_in(visit.language)
    kept = words["note_device" if visit.anonymous else "note_draft"]
    if wave.closes_at is None:
        return (kept,)
    last_day = WaveWords(visit.configuration.plan, visit.language, visit.now).last_day(wave)
    period = words["note_until" if visit.anonymous else "note_until_change"].format(date=last_day)
    return (period, kept)


def _after(visit: Visit, wave: LearnerWave) -> str:
    words, kept = words_in(visit.language), wave.progress
    begun = bool(kept.draft_saved_at) and kept.draft_revision > kept.revision
    last_day = WaveWords(visit.configuration.plan, visit.language, visit.now).last_day(wave)
    change = ""
    if visit.anonymous:
        change = words["change_anonymous"]
    elif wave.changeable:
        change = words["change_begun" if begun else "change_until" if last_day else "change_any_time"]
    elif wave.closes_at is not None and visit.now >= wave.closes_at:
        change = words["change_over"]
    else:
        change = words["change_no_more"]
    return render(
        "after.html",
        form_id=element_id(visit.block),
        key=wave.key,
        delivery=said_before_checking(visit, wave),
        change=change.format(date=last_day),
        changeable=wave.changeable,
        begun=begun,
        words=words,
        words_language=language_of_words(visit.language),
    )


def _waiting(visit: Visit) -> str:
    says, text = WaveWords(visit.configuration.plan, visit.language, visit.now).waiting(next_to_wait_for(visit.waves))
    content = render(
        "waiting.html",
        form_id=element_id(visit.block),
        title=visit.configuration.survey.title.in_language(visit.language),
        says=says,
        text=text,
        language=visit.language,
        words_language=language_of_words(visit.language),
    )
    return _framed(visit, _Frame(None, content))
