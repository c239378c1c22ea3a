"""Waking a relay once answers are committed, where Celery runs one. Nothing depends on it: a relay that loops, a page
that asks and a command deliver as well.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache

log = logging.getLogger(__name__)

_AGAIN = "xblock_impact_lms.again"
_SOON = 60.0  # seconds


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
    if not celery_delivers():
        return
    from xblock_impact.lms.tasks import deliver_due

    try:
        deliver_due.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001  # brokers have exceptions of their own
        log.warning("No worker was woken (%s); the next one delivers.", type(error).__name__)


def wake_later(seconds: float) -> None:
    """Have a worker look again, once however many ask."""
    from xblock_impact.lms.tasks import deliver_due

    if cache.add(_AGAIN, True, timeout=seconds):
        deliver_due.apply_async(countdown=seconds, retry=False)


def wake_soon() -> None:
    """Have a worker look within a minute, for what is in no hurry: one task, however much there is."""
    if not celery_delivers():
        return
    try:
        wake_later(_SOON)
    except Exception as error:  # noqa: BLE001  # brokers and caches have exceptions of their own
        log.warning("No worker was woken (%s); the next one delivers.", type(error).__name__)
