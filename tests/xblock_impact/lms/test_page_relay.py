"""Delivery when a page asks for it, in an LMS without workers."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import Person, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import outbox_of, parcel
from tests.xblock_impact.lms.test_relaying import accept, make_due
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.relay.page_relay import PARCELS, deliver_for
from xblock_impact.runtime.learner import learner_of


def ask(account: str = "learner_1") -> Any:
    """Ask as the page of a learner does."""
    block = make_course(Person(id=account)).block()
    return deliver_for(block, learner_of(block))


def test_a_page_delivers_what_its_learner_sent(each_database: Settings, service: EvaluationService) -> None:
    outbox_of().put(parcel())
    set_bucket(service.settings)

    done = ask()

    assert (done.delivered, done.pending, done.wait) == (1, 0, None)


def test_a_page_helps_others_along_once_its_own_is_delivered(database: Settings, service: EvaluationService) -> None:
    accept(PARCELS + 5)
    outbox_of().put(parcel())
    set_bucket(service.settings)

    done = ask()

    assert (done.delivered, done.pending) == (1, 0)
    assert len(service.submissions) == PARCELS


def test_while_the_service_is_down_a_page_asks_for_its_own_only(database: Settings, service: EvaluationService) -> None:
    accept(5)
    outbox_of().put(parcel())
    set_bucket(service.settings)
    service.status = 503

    done = ask()

    assert (done.delivered, done.pending) == (0, 1)
    assert len(service.requests) == 1
    assert 1 <= done.wait <= 300


def test_what_is_to_wait_is_not_tried_by_every_page(database: Settings, service: EvaluationService) -> None:
    outbox_of().put(parcel())
    StoredParcel.objects.update(next_attempt_at=from_now(120))
    set_bucket(service.settings)

    done = ask()

    assert service.requests == []
    assert (done.delivered, done.pending) == (0, 1)
    assert 100 < done.wait <= 120


def test_anonymous_answers_of_the_block_are_everybodys_to_deliver(
    each_database: Settings, service: EvaluationService
) -> None:
    outbox_of("learner_1").put(parcel(PrivacyMode.ANONYMOUS))
    outbox_of("learner_2").put(parcel(PrivacyMode.ANONYMOUS))
    set_bucket(service.settings)

    done = ask("learner_1")

    assert (done.delivered, done.pending, done.wait) == (2, 0, None)


def test_whoever_sent_nothing_still_helps_along(database: Settings, service: EvaluationService) -> None:
    accept(2)
    set_bucket(service.settings)

    done = ask("learner_7")

    assert (done.delivered, done.pending, done.wait) == (0, 0, None)
    assert len(service.submissions) == 2


def test_missing_settings_are_said_and_lose_nothing(database: Settings) -> None:
    outbox_of().put(parcel())

    with pytest.raises(ServerSettingsMissing):
        ask()

    assert StoredParcel.objects.get().status == "pending"


def test_a_page_within_the_platforms_transaction_delivers_as_well(
    each_database: Settings, service: EvaluationService
) -> None:
    from django.db import transaction

    outbox_of().put(parcel())
    set_bucket(service.settings)

    with transaction.atomic():
        done = ask()

    assert (done.delivered, done.pending) == (1, 0)
    make_due()
    assert ask().delivered == 0
