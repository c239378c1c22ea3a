"""In which privacy modes the operator lets answers become statements. None unless switched on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.privacy import PrivacyMode

XAPI_MODES = "XAPI_MODES"
"""Key in ``XBLOCK_SETTINGS["ImpactBlock"]``: a list of modes."""

CAN_BE_TOLD = (PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL)
"""Anonymous answers never become statements."""


def told_modes(settings: Any) -> frozenset[PrivacyMode]:
    """Return the modes that are switched on in the Django ``settings``."""
    listed = _listed(settings)
    return frozenset(mode for mode in CAN_BE_TOLD if mode.value in listed)


def useless_modes(settings: Any) -> list[object]:
    """Return what is listed and switches nothing on."""
    return [entry for entry in _listed(settings) if entry not in [mode.value for mode in CAN_BE_TOLD]]


def _listed(settings: Any) -> list[object]:
    bucket = (getattr(settings, "XBLOCK_SETTINGS", None) or {}).get("ImpactBlock")
    given = bucket.get(XAPI_MODES) if isinstance(bucket, Mapping) else None
    return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given] if given else []
