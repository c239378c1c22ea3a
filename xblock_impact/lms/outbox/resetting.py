"""Letting a learner answer anew whose state the course team deletes.

The service keeps what it has, and counts one submission a participant and wave: what the learner sends next is the next
revision of that. Anonymous answers cannot be told apart, so that nothing could replace them.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xblock_impact.errors import ResetRefused
from xblock_impact.lms.models import Answered
from xblock_impact.words import words_in

log = logging.getLogger(__name__)


class ResetDenied(ResetRefused, PermissionDenied):  # type: ignore[misc]  # Django has no types
    """The same in a form that the platform's pages answer with 403 and the message, rather than with an error."""


def reset(block: Any, platform_id: str) -> None:
    """See delivery.records.Records. Raises ResetDenied and DatabaseError."""
    account = _account_of(platform_id)
    if account is None:
        raise _denied(block, "reset_unknown")
    answered = Answered.objects.filter(usage_key=str(block.scope_ids.usage_id), account=account)
    with transaction.atomic():
        if answered.filter(submission_id=None).exists():
            raise _denied(block, "reset_refused")
        answered.update(reset=True)


def _account_of(platform_id: str) -> str | None:
    """Return the id of the account that has an anonymous id; where this is not the platform, they are the same."""
    try:
        from common.djangoapps.student.models import user_by_anonymous_id
    except (ImportError, RuntimeError):
        return platform_id
    user = user_by_anonymous_id(platform_id)
    return None if user is None else str(user.id)


def _denied(block: Any, name: str) -> ResetDenied:
    log.warning("Block %s: a learner's state was not reset (%s).", block.scope_ids.usage_id, name)
    return ResetDenied(words_in(block.page_language())[name])
