"""Processes of the tests' LMS."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from tests.xblock_impact.lms.databases import Settings


def environment(database: Settings, bucket: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment of a process of an LMS on ``database`` with the block's settings in ``bucket``."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.xblock_impact.lms.process_settings",
        "IMPACT_TEST_DATABASE": json.dumps(database),
        "IMPACT_TEST_BUCKET": json.dumps(bucket),
    }
