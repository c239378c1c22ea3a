"""The settings of the block where there is no block to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

NAME = "ImpactBlock"


def settings_bucket() -> Mapping[str, Any]:
    """Return ``XBLOCK_SETTINGS["ImpactBlock"]``, empty if it is not there."""
    buckets = getattr(settings, "XBLOCK_SETTINGS", None) or {}
    bucket = buckets.get(NAME)
    return bucket if isinstance(bucket, Mapping) else {}
