"""Waking a relay once answers are committed, where Celery runs one. Nothing depends on it: a relay that loops, a page
that asks and a command deliver as well.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache

log = logging.getLogger(__name__)

DELIVER_DUE = "xblock_impact.lms.tasks.deliver_due"
"""The task's name: it is asked for by name, as what wakes a worker has no need of what the worker does."""

_AGAIN = "xblock_impact_lms.again"
_SOON = 60.0  # seconds
_ONCE = {"max_retries": 0}  # without retries at all Celery goes on connecting for seconds


def celery_delivers() -> bool:
    """Whether tasks go to workers: Celery is there and knows a broker. Where it runs tasks on the spot, a request that
    saves would wait for the service.
    """
    try:
        from celery import current_app
    except ImportError:
        return False
    conf: Any = current_app.conf
    return bool(conf.broker_url) and not conf.task_always_eager


def wake() -> None:
    """Have a worker deliver what is due. A broker that cannot be reached costs nothing but a line in the log."""
    if celery_delivers():
        _ask_worker()


def wake_soon() -> None:
    """Have a worker look within a minute, for what is in no hurry: one task, however much there is."""
    if celery_delivers():
        wake_later(_SOON)


def wake_later(seconds: float) -> None:
    """Have a worker look again, once however many ask."""
    _ask_worker(countdown=seconds)


def _ask_worker(**when: float) -> None:
    from celery import current_app

    try:
        if not when or cache.add(_AGAIN, True, timeout=when["countdown"]):
            current_app.send_task(DELIVER_DUE, ignore_result=True, retry=True, retry_policy=_ONCE, **when)
    except Exception as error:  # noqa: BLE001  # brokers and caches have exceptions of their own
        log.warning("No worker was woken (%s); the next one delivers.", type(error).__name__)
