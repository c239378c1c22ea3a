"""Rounds of delivery over the database. Any number may run at once, in any number of processes and machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from surveys.contract import Participant
from surveys.errors import SurveyError
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.field_records import known_definitions
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.pseudonym import pseudonym
from xblock_impact.delivery.relay import KnownDefinitions, Relay, Round
from xblock_impact.delivery.server_settings import read_delivery, read_pseudonym_key
from xblock_impact.errors import DeliveryFailed, ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.relay.deliveries import DatabaseDeliveries

BATCH = 50  # parcels that one relay holds
LEASE_TIMEOUTS = 6  # a lease lasts as long as so many requests that time out
MOST_SECONDS = 20.0  # of one round


def deliver(
    rows: Any = None,
    *,
    limit: int = BATCH,
    seconds: float = MOST_SECONDS,
    carry_on: Callable[[], bool] = lambda: True,
) -> Round:
    """Carry up to ``limit`` of those ``rows`` of StoredParcel (of all) that are due; begin none after ``seconds``, or
    once ``carry_on()`` says no.

    Raises ServerSettingsMissing, with everything kept.
    """
    bucket = settings_bucket()
    delivery = read_delivery(bucket)
    known = known_definitions.setdefault(delivery.service_url, KnownDefinitions())
    lease = LEASE_TIMEOUTS * delivery.timeout
    deliveries = DatabaseDeliveries(
        StoredParcel.objects.all() if rows is None else rows, limit, lease, min(seconds, lease / 2), carry_on
    )
    try:
        return Relay(ServiceClient(delivery), known, partial(_sealed, bucket)).run(deliveries, _now)
    finally:
        deliveries.give_back()


def _sealed(bucket: Mapping[str, Any], parcel: Parcel) -> Parcel:
    """Fill in the pseudonym that could not be made when the answers came in. Raises DeliveryFailed, so that parcels
    that need none go on.
    """
    row = StoredParcel.objects.filter(submission_id=parcel.submission_id, revision=parcel.revision)
    account = row.values_list("account", flat=True).first()
    try:
        key = read_pseudonym_key(bucket)
        if account is None:
            return replace(parcel, sealed=True)
        return parcel.sealed_for(Participant(pseudonym(key, parcel.campaign, account)))
    except ServerSettingsMissing as missing:
        raise DeliveryFailed(" ".join(missing.problems)) from None
    except (SurveyError, TypeError) as error:
        raise DeliveryFailed(f"The stored submission cannot be sealed: {type(error).__name__}") from None


def _now() -> datetime:
    return datetime.now(UTC)
