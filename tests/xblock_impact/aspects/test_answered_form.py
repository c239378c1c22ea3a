"""Looking up what was sent, with something simple in the place of the outbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.contract import Participant, Submission
from surveys.privacy import PrivacyMode
from tests.surveys.form.every_type import EVERY_TYPE
from tests.xblock_impact.aspects.lms import BLOCK, LEARNER, Sent
from xblock_impact.aspects import answered_form
from xblock_impact.aspects.answered_form import AnsweredForm, closed_answers

SENT = Sent(EVERY_TYPE, {"result": "Een gesprek", "recommend": None, "often": "often", "used": "yes"}).submission


def keep(monkeypatch: pytest.MonkeyPatch, submission: Submission) -> None:
    """Let ``submission`` be what is kept."""
    kept = {(BLOCK, str(LEARNER), "main", 1): AnsweredForm(EVERY_TYPE, submission)}
    monkeypatch.setattr(answered_form, "_kept", lambda *asked: kept.get(asked))


def test_only_closed_answers_that_were_given_come_back_in_the_order_of_the_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(monkeypatch, SENT)

    form = closed_answers(BLOCK, LEARNER, "main", 1)

    assert form is not None
    assert form.survey is EVERY_TYPE
    assert list(form.submission.answers.items()) == [("used", "yes"), ("often", "often")]
    assert replace(form.submission, answers={}) == replace(SENT, answers={})


@pytest.mark.parametrize("other", [("b", LEARNER, "main", 1), (BLOCK, 6, "main", 1), (BLOCK, LEARNER, "main", 2)])
def test_another_submission_is_not_told_in_its_place(
    monkeypatch: pytest.MonkeyPatch, other: tuple[str, int, str, int]
) -> None:
    keep(monkeypatch, SENT)

    assert closed_answers(*other) is None


@pytest.mark.parametrize("participant", [None, Participant("5")])
def test_an_anonymous_submission_does_not_come_back_whatever_else_is_kept(
    monkeypatch: pytest.MonkeyPatch, participant: Participant | None
) -> None:
    keep(monkeypatch, replace(SENT, mode=PrivacyMode.ANONYMOUS, participant=participant))

    assert closed_answers(BLOCK, LEARNER, "main", 1) is None
