"""The event of a submission, and what may be told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.privacy import PrivacyMode
from xblock_impact.aspects.answered_form import AnsweredForm, closed_answers
from xblock_impact.aspects.modes import told_modes

SUBMITTED = "openedx.xblock.impact.submitted"
"""Published by the block, with ``campaign``, ``mode``, ``wave`` and ``revision``; the platform adds who and where.

Said again here, since a platform reads its settings before it can load the block.
"""


def form_told_by(event: Mapping[str, Any]) -> AnsweredForm | None:
    """Return what ``event`` is about, with the answers to closed questions; None if nothing may be told.

    The mode that counts is the one that is kept with the answers.
    """
    from django.conf import settings

    told = told_modes(settings)
    usage_key, user_id = usage_key_of(event), _at(event, "context", "user_id")
    mode, wave, revision = (_at(event, "data", name) for name in ("mode", "wave", "revision"))
    if not told or mode == PrivacyMode.ANONYMOUS or not usage_key:
        return None
    if type(user_id) is not int or type(revision) is not int or not isinstance(wave, str):
        return None
    form = closed_answers(usage_key, user_id, wave, revision)
    if form is None or form.submission.campaign != _at(event, "data", "campaign"):
        return None
    return form if form.submission.mode in told else None


def usage_key_of(event: Mapping[str, Any]) -> str:
    """Return the usage key of the block that published ``event``, "" if there is none."""
    usage_key = _at(event, "context", "module", "usage_key")
    return usage_key if isinstance(usage_key, str) else ""


def _at(event: Mapping[str, Any], *path: str) -> Any:
    found: Any = event
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
