"""Who a submission says it is from, by privacy mode."""

from __future__ import annotations

import hashlib
import hmac

from surveys.contract import Participant
from surveys.privacy import PrivacyMode
from xblock_impact.runtime.learner import Learner

MAX_NAME, MAX_EMAIL = 255, 254  # characters, as in the contract


def pseudonym(key: bytes, campaign: str, account: str) -> str:
    """Return a code that stands for ``account`` in one campaign: the same in every wave and course, without
    the key nobody's.

    HMAC-SHA256 of campaign and account as 64 hexadecimal digits. Destroying the key makes the answers
    anonymous.
    """
    return hmac.new(key, f"{campaign}\0{account}".encode(), hashlib.sha256).hexdigest()


def participant_of(mode: PrivacyMode, learner: Learner, campaign: str, key: bytes | None) -> Participant | None:
    """Return what travels about ``learner`` in ``mode``; ``key`` is needed in confidential mode only.

    Raises ValueError if it is missing there.
    """
    if mode is PrivacyMode.ANONYMOUS:
        return None
    if mode is PrivacyMode.IDENTIFIED:
        return Participant(learner.account, _cut(learner.name, MAX_NAME), _fits(learner.email, MAX_EMAIL))
    if key is None:
        raise ValueError("A pseudonym needs a key.")
    return Participant(pseudonym(key, campaign, learner.account))


def _cut(text: str | None, longest: int) -> str | None:
    return text[:longest] if text else None


def _fits(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None
