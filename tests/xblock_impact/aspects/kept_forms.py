"""In the place of the outbox: what was sent, kept in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from surveys.canonical import canonical_json
from surveys.contract import Submission
from surveys.contract_reading import read_submission
from surveys.definition import Survey, load_survey
from xblock_impact.errors import StateUnreadable

Key = tuple[str, int, str, int]
KEPT: dict[Key, tuple[Survey, Submission]] = {}
UNREADABLE: set[Key] = set()
_NOBODY = {"confidential": {"participant": {"id": "nobody"}}}
_surveys: dict[bytes, Survey] = {}


def keep(usage_key: str, user_id: int, document: dict[str, Any], sent: dict[str, Any]) -> None:
    """Keep the submission of the contract's document ``sent``, which answers the survey of ``document``."""
    source = canonical_json(document)
    survey = _surveys.setdefault(source, load_survey(document))
    submission = read_submission(canonical_json({**_NOBODY.get(sent["mode"], {}), **sent}))
    if "participant" not in sent:  # the key of the pseudonyms was missing
        submission = replace(submission, participant=None)
    KEPT[usage_key, user_id, submission.wave, submission.revision] = survey, submission


def answered_form(usage_key: str, user_id: int, wave: str, revision: int) -> tuple[Survey, Submission] | None:
    """Return what is kept."""
    key = usage_key, user_id, wave, revision
    if key in UNREADABLE:
        raise StateUnreadable("Made by a later release.")
    return KEPT.get(key)
