"""How long answers are kept after the service has them: for changes, for surveys that recall them, and to send them
again should the service lose them.
"""

from __future__ import annotations

from xblock_impact.delivery.server_settings import read_keep_days
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import StoredParcel

_DAY = 86_400.0  # seconds
_AT_ONCE = 500  # rows, so that no statement holds others up


def wipe_old() -> int:
    """Wipe the answers whose time is over, a few hundred at a time; return how many. What is known of them stays.

    Wipes nothing while the setting cannot be read.
    """
    try:
        days = read_keep_days(settings_bucket())
    except ServerSettingsMissing:
        return 0
    old = StoredParcel.objects.filter(wiped=False, acknowledged_at__lt=from_now(-days * _DAY))
    ids = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    return int(StoredParcel.objects.filter(pk__in=ids).update(body=b"", wiped=True)) if ids else 0
