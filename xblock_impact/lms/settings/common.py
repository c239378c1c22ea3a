"""Defaults. There is none for an address or a key: without these, answers wait in the outbox."""

from __future__ import annotations

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Give the block a bucket of settings, kept if it has one."""
    buckets = getattr(settings, "XBLOCK_SETTINGS", None) or {}
    settings.XBLOCK_SETTINGS = {**buckets, "ImpactBlock": {**(buckets.get("ImpactBlock") or {})}}
