"""Claiming parcels, and facts: each goes to one relay, which holds it until its lease ends or it lets go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from xblock_impact.lms.database.clock import DatabaseNow, from_now
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.stored_parcels import with_address


def due(rows: Any) -> Any:
    """Return those of ``rows`` that wait and that nobody holds: a lease is a time before which there is no attempt."""
    return rows.filter(status=PENDING, next_attempt_at__lte=DatabaseNow())


def claim(rows: Any, token: UUID, lease: float, limit: int) -> list[Any]:
    """Return up to ``limit`` of these parcels that are due, those first that were due first, held under ``token`` for
    ``lease`` seconds.
    """
    hold(rows, token, lease, limit)
    return list(with_address(StoredParcel.objects.filter(lease=token)))


def hold(rows: Any, token: UUID, lease: float, limit: int) -> None:
    """Hold up to ``limit`` of ``rows``, parcels or other deliveries, as ``claim`` does."""
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            _hold(due(rows).select_for_update(skip_locked=True), token, lease, limit)
    else:
        _hold(due(rows), token, lease, limit)


def _hold(free: Any, token: UUID, lease: float, limit: int) -> None:
    """Look, then compare and set in one statement: without locks another relay may have come between."""
    ids = list(free.order_by("next_attempt_at").values_list("pk", flat=True)[:limit])
    if ids:
        due(free.model.objects.filter(pk__in=ids)).update(lease=token, next_attempt_at=from_now(lease))
