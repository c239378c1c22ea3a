"""What is counted of anonymous parcels, of which nothing else is left."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from surveys.contract import ReceiptStatus
from xblock_impact.lms.models import DeliveredAnonymously


def count_delivered(usage_key: str, campaign: str, status: ReceiptStatus) -> None:
    """Count one parcel that goes now, in the transaction that deletes it."""
    quarantined = int(status is ReceiptStatus.QUARANTINED)
    if _add(usage_key, campaign, quarantined):
        return
    try:
        with transaction.atomic():
            DeliveredAnonymously.objects.create(
                usage_key=usage_key, campaign=campaign, delivered=1, quarantined=quarantined
            )
    except IntegrityError:  # another relay made the row
        _add(usage_key, campaign, quarantined)


def _add(usage_key: str, campaign: str, quarantined: int) -> int:
    """Add in the database, where no other relay's count gets lost; return how many rows there were."""
    row = DeliveredAnonymously.objects.filter(usage_key=usage_key, campaign=campaign)
    return int(row.update(delivered=F("delivered") + 1, quarantined=F("quarantined") + quarantined))
