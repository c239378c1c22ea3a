"""Celery's workers as relays, where an LMS has them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery, _state
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from django.core.cache import cache
from django.db import connections, transaction

from tests.xblock_impact.course import SETTINGS, Person, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import outbox_of, parcel
from tests.xblock_impact.lms.test_relaying import accept
from xblock_impact.lms import waking
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.relay.page_relay import deliver_for
from xblock_impact.lms.tasks import LATEST, deliver_due
from xblock_impact.runtime.learner import learner_of


@pytest.fixture
def celery() -> Iterator[Celery]:
    """An LMS with Celery and a broker in memory."""
    yield from _celery_with("memory://")


def _celery_with(broker: str) -> Iterator[Celery]:
    before, before_default = _state._tls.current_app, _state.default_app
    app = Celery("lms", broker=broker)
    app.conf.task_default_queue = f"queue-{id(app)}"
    app.set_current()
    app.set_default()
    cache.clear()
    try:
        yield app
    finally:
        app.close()
        _state._set_current_app(before)
        _state.default_app = before_default


def queued(app: Celery) -> int:
    """Return how many tasks wait for a worker."""
    with app.connection_or_acquire() as connection:
        queue = connection.SimpleQueue(app.conf.task_default_queue)
        try:
            return int(queue.qsize())
        finally:
            queue.close()


def test_a_worker_is_woken_by_what_is_committed(database: Settings, celery: Celery) -> None:
    accept(2)

    assert queued(celery) == 2


def test_what_is_rolled_back_wakes_nobody_and_nobody_is_woken_before_the_commit(
    database: Settings, celery: Celery
) -> None:
    with transaction.atomic():
        outbox_of().put(parcel())
        transaction.set_rollback(True)
    with transaction.atomic():
        outbox_of().put(parcel())
        before = queued(celery)

    assert (before, queued(celery)) == (0, 1)


def close_connections(**_: Any) -> None:
    connections.close_all()


def test_a_worker_delivers(each_database: Settings, celery: Celery, service: EvaluationService) -> None:
    set_bucket(service.settings)
    task_postrun.connect(close_connections)  # as Celery does where Django starts it
    with start_worker(celery, perform_ping_check=False, pool="solo"):
        accept(5)
        ends = time.monotonic() + 60
        while StoredParcel.objects.filter(status="pending").exists():
            assert time.monotonic() < ends
            time.sleep(0.05)

    assert len(service.submissions) == 5


def test_a_task_looks_again_later_once_however_many_fail(
    database: Settings, celery: Celery, service: EvaluationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(5)
    set_bucket(service.settings)
    service.status = 503
    asked: list[float] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, name, countdown, **_: asked.append(countdown))

    for _ in range(3):
        deliver_due()

    assert len(asked) == 1
    assert 1 <= asked[0] <= LATEST


def test_a_task_that_leaves_nothing_behind_does_not_look_again(
    database: Settings, celery: Celery, service: EvaluationService
) -> None:
    set_bucket(service.settings)
    accept(3)
    before = queued(celery)

    deliver_due()

    assert queued(celery) == before


def test_a_broker_that_cannot_be_reached_takes_nobody_their_receipt(database: Settings) -> None:
    for _ in _celery_with("amqp://127.0.0.1:9//"):
        accepted = outbox_of().put(parcel())

    assert accepted.new
    assert StoredParcel.objects.count() == 1


def test_the_page_leaves_delivery_to_a_worker(database: Settings, celery: Celery, service: EvaluationService) -> None:
    set_bucket(service.settings)
    outbox_of().put(parcel())
    before = queued(celery)
    block = make_course(Person(id="learner_1")).block()

    done = deliver_for(block, learner_of(block))

    assert (done.delivered, done.pending) == (0, 1)
    assert done.wait is not None
    assert 1 <= done.wait <= 300
    assert queued(celery) == before + 1
    assert service.requests == []


@pytest.mark.parametrize("absent", ["celery", "broker", "worker"])
def test_without_celery_a_broker_or_a_worker_nothing_is_queued(
    database: Settings, celery: Celery, monkeypatch: pytest.MonkeyPatch, absent: str
) -> None:
    """Tasks that run on the spot would have the request that saves wait for the service."""
    set_bucket(SETTINGS)
    if absent == "celery":
        monkeypatch.setitem(sys.modules, "celery", None)
    elif absent == "broker":
        celery.conf.broker_url = None
    else:
        celery.conf.task_always_eager = True

    def not_now(*_: Any, **__: Any) -> None:
        raise AssertionError("a task was called")

    monkeypatch.setattr(Celery, "send_task", not_now)

    assert not waking.celery_delivers()
    assert outbox_of().put(parcel()).new
    connections.close_all()
