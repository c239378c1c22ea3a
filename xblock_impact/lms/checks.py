"""What ``manage.py check`` says: what is missing for answers to be delivered. A warning, as they wait meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  # Django's name

from xblock_impact.delivery.server_settings import missing_settings, read_keep_days
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket


def check_settings(**_: Any) -> list[CheckMessage]:
    """Return a warning for every setting that is missing or cannot be used; it never holds a value."""
    bucket = settings_bucket()
    found = [
        Warning(
            f'XBLOCK_SETTINGS["ImpactBlock"]: {problem}',
            hint="Answers are accepted and wait in the outbox until this is mended.",
            id="impact.W001",
        )
        for problem in missing_settings(bucket, pseudonyms=True)
    ]
    try:
        read_keep_days(bucket)
    except ServerSettingsMissing as missing:
        hint = "No answers are wiped until this is mended."
        found += [Warning(problem, hint=hint, id="impact.W002") for problem in missing.problems]
    return found
