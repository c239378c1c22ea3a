"""What an operator set, for the tests' LMS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def set_bucket(bucket: Mapping[str, Any]) -> None:
    """Make ``bucket`` the settings of the block from now on; a fixture forgets them after the test."""
    settings.XBLOCK_SETTINGS = {"ImpactBlock": dict(bucket)}
