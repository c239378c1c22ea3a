"""Defaults. There is none for an address or a key: without these, answers wait in the outbox."""

from __future__ import annotations

from typing import Any

from xblock_impact.lms.instructor_tab.filter_settings import with_tab


def plugin_settings(settings: Any) -> None:
    """Give the block a bucket of settings, kept if it has one, and the instructor dashboard its tab."""
    buckets = getattr(settings, "XBLOCK_SETTINGS", None) or {}
    settings.XBLOCK_SETTINGS = {**buckets, "ImpactBlock": {**(buckets.get("ImpactBlock") or {})}}
    settings.OPEN_EDX_FILTERS_CONFIG = with_tab(getattr(settings, "OPEN_EDX_FILTERS_CONFIG", None))
