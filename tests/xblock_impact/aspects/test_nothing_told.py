"""When nothing at all may be told, nothing is."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.privacy import PrivacyMode
from tests.surveys.form.every_type import EVERY_TYPE
from tests.xblock_impact.aspects.lms import Lms, Sent, running_lms

ANSWERS = {"used": "yes", "often": "often"}


def warnings(lms: Lms) -> list[str]:
    """Return what was logged by Impact."""
    return [message for message in lms.logged() if message.startswith("xblock_impact")]


def test_an_anonymous_submission_is_never_told(lms: Lms) -> None:
    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.ANONYMOUS)) == []


def test_switching_anonymous_on_switches_nothing_on(lms: Lms) -> None:
    lms.switch(["anonymous"])

    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.ANONYMOUS)) == []


@pytest.mark.parametrize("claimed", ["identified", "confidential", None, 3])
def test_the_mode_that_is_kept_counts_not_the_one_of_the_event(lms: Lms, claimed: Any) -> None:
    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.ANONYMOUS), mode=claimed) == []


def test_an_event_that_says_anonymous_is_believed(lms: Lms) -> None:
    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.IDENTIFIED), mode="anonymous") == []


@pytest.mark.parametrize("modes", [[], None, ["confidential"], "confidential", {"identified": False}])
def test_a_mode_that_is_not_switched_on_is_not_told(lms: Lms, modes: Any) -> None:
    lms.switch(modes)

    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.IDENTIFIED)) == []


def test_a_single_mode_needs_no_list(lms: Lms) -> None:
    lms.switch("identified")

    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.IDENTIFIED))


def test_a_confidential_submission_without_its_pseudonym_is_not_told_under_the_account(lms: Lms) -> None:
    assert lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.CONFIDENTIAL, participant=None)) == []


@pytest.mark.parametrize(
    "changes", [{"revision": 2}, {"wave": "month-3"}, {"revision": None}, {"wave": None}, {"campaign": "x"}]
)
def test_a_submission_that_is_not_kept_as_the_event_says_is_not_told(lms: Lms, changes: dict[str, Any]) -> None:
    assert lms.told(Sent(EVERY_TYPE, ANSWERS), **changes) == []


@pytest.mark.parametrize("user", [None, "5", "", 6, True])
def test_an_event_of_nobody_or_somebody_else_tells_nothing(lms: Lms, user: Any) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS)
    assert lms.told(sent)
    event = sent.event()
    event["context"]["user_id"] = user

    assert lms.statements([event]) == []


def test_true_is_not_the_account_with_number_1(lms: Lms) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS, user_id=1)
    lms.people([1])
    assert lms.told(sent)
    event = sent.event()
    event["context"]["user_id"] = True

    assert lms.statements([event]) == []


@pytest.mark.parametrize("module", [None, {}, {"usage_key": 7}, "block", {"usage_key": "block-v1:another"}])
def test_an_event_of_no_block_or_another_tells_nothing(lms: Lms, module: Any) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS)
    lms.told(sent)
    event = sent.event()
    event["context"]["module"] = module

    assert lms.statements([event]) == []


def test_a_submission_that_cannot_be_read_is_left_out_and_others_are_told(lms: Lms) -> None:
    unreadable, readable = Sent(EVERY_TYPE, ANSWERS, wave="later"), Sent(EVERY_TYPE, ANSWERS)
    assert len(lms.told(unreadable, readable)) == 6
    lms.overwrite(str(unreadable.submission_id), body='{"contract":9,"answers":{"used":"yes"}}')
    lms.logged()

    assert len(lms.statements([unreadable.event(), readable.event()])) == 3
    (warning,) = warnings(lms)
    assert "cannot be read" in warning
    assert "used" not in warning


def test_a_submission_whose_answers_were_wiped_since_is_not_told(lms: Lms) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS)
    assert lms.told(sent)
    lms.overwrite(str(sent.submission_id), body="", wiped=True)

    assert lms.statements([sent.event()]) == []
    assert warnings(lms) == []


def test_a_submission_of_somebody_retired_since_is_not_told(lms: Lms) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS, user_id=101)
    assert lms.told(sent)
    lms.overwrite(str(sent.submission_id), account=None)

    assert lms.statements([sent.event()]) == []


def test_a_submission_that_waits_for_its_pseudonym_is_not_told_as_an_older_one(lms: Lms) -> None:
    older = Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.CONFIDENTIAL)
    newer = Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.CONFIDENTIAL, participant=None)

    assert [len(lms.told(sent)) for sent in (older, newer)] == [3, 0]
    assert warnings(lms) == []


def test_without_the_app_that_keeps_submissions_nothing_is_told() -> None:
    with running_lms(WITHOUT_OUTBOX="yes") as lms:
        lms.switch(["identified"])

        assert lms.statements([Sent(EVERY_TYPE, ANSWERS).event()]) == []
