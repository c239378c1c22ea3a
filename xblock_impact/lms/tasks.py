"""Tasks for Celery's workers, which look for them here. Imported only where Celery is."""

from __future__ import annotations

from celery import shared_task

from xblock_impact.lms.waking import DELIVER_DUE, wake_later
from xblock_impact.lms.working import deliver_all

TASK_SECONDS = 60.0
LATEST = 300.0  # seconds until a worker looks again


@shared_task(name=DELIVER_DUE, ignore_result=True)  # type: ignore[untyped-decorator]
def deliver_due() -> None:
    """Deliver what is due; if something is left, look again later."""
    wait = deliver_all(seconds=TASK_SECONDS).wait
    if wait is not None:
        wake_later(min(max(wait, 1.0), LATEST))
