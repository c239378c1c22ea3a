"""How long answers are kept after the service has them: for changes, for surveys that recall them, and to send them
again should the service lose them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.database_clock import from_now
from xblock_impact.lms.models import StoredParcel

SETTING = "KEEP_ANSWERS_DAYS"
DEFAULT_DAYS = 730  # a last wave a year after the course, and a year to look back
MOST_DAYS = 36_500
_DAY = 86_400.0  # seconds
_AT_ONCE = 500  # rows, so that no statement holds others up


def read_days(bucket: Mapping[str, Any]) -> int:
    """Return for how many days answers are kept. Raises ServerSettingsMissing."""
    value = bucket.get(SETTING)
    if value is None or value == "":
        return DEFAULT_DAYS
    days = int(value) if str(value).isdecimal() else 0
    if not 0 < days <= MOST_DAYS:
        raise ServerSettingsMissing([f"{SETTING} has to be a whole number of days from 1 to {MOST_DAYS}."])
    return days


def wipe_old() -> int:
    """Wipe the answers whose time is over, a few hundred at a time; return how many. What is known of them stays.

    Wipes nothing while the setting cannot be read.
    """
    try:
        days = read_days(settings_bucket())
    except ServerSettingsMissing:
        return 0
    old = StoredParcel.objects.filter(wiped=False, acknowledged_at__lt=from_now(-days * _DAY))
    ids = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    return int(StoredParcel.objects.filter(pk__in=ids).update(body=b"", wiped=True)) if ids else 0
