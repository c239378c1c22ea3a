"""Who is asking, as far as the platform says: every service may be absent, and then the answer is the careful
one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

IS_STAFF = "edx-platform.user_is_staff"
IS_AUTHENTICATED = "edx-platform.is_authenticated"
USER_ID = "edx-platform.user_id"
ANONYMOUS_USER_ID = "edx-platform.anonymous_user_id"
PREFERENCES = "edx-platform.user_preferences"
LANGUAGE_PREFERENCE = "pref-lang"


@dataclass(frozen=True, slots=True)
class Learner:
    """The person behind a request. ``account`` is empty for somebody who is not signed in."""

    account: str  # id of the LMS account: the same in every course, which a campaign may span
    user_id: Any  # the same as the platform's services take it
    name: str | None
    email: str | None
    is_staff: bool
    language: str | None  # the one set in the account

    @property
    def signed_in(self) -> bool:
        """Whether there is an account at all."""
        return bool(self.account)


def learner_of(block: Any) -> Learner:
    """Return the person that ``block`` is bound to."""
    user = _user_of(block)
    attributes = _attributes_of(user)
    signed_in = block.scope_ids.user_id is not None and attributes.get(IS_AUTHENTICATED) is not False
    user_id = attributes.get(USER_ID) or attributes.get(ANONYMOUS_USER_ID) or block.scope_ids.user_id
    preferences = attributes.get(PREFERENCES) or {}
    emails = getattr(user, "emails", None) or [None]
    return Learner(
        account=str(user_id) if signed_in else "",
        user_id=user_id,
        name=getattr(user, "full_name", None) or None,
        email=emails[0] or None,
        is_staff=signed_in and attributes.get(IS_STAFF) is True,
        language=preferences.get(LANGUAGE_PREFERENCE) or None,
    )


def is_bound_to(block: Any, platform_id: str) -> bool:
    """Whether the state that ``block`` reads is that of the learner whom the platform calls ``platform_id``."""
    if block.scope_ids.user_id is None:
        return False
    return platform_id in (str(block.scope_ids.user_id), _attributes_of(_user_of(block)).get(ANONYMOUS_USER_ID))


def course_key_of(block: Any) -> str:
    """Return the key of the course that ``block`` stands in, empty outside courses."""
    return str(_course_of(block) or "")


def _course_of(block: Any) -> Any:
    """Return the platform's own key; None outside courses."""
    return getattr(block.scope_ids.usage_id, "context_key", None)


def is_enrolled(block: Any, learner: Learner) -> bool:
    """Whether ``learner`` takes the course; True where the platform cannot say (workbench, libraries)."""
    enrollments = block.runtime.service(block, "enrollments")
    if enrollments is None:
        return True
    return enrollments.get_active_enrollments_by_course_and_user(_course_of(block), learner.user_id) is not None


def may_edit(block: Any, learner: Learner) -> bool:
    """Whether ``learner`` may change the block's settings. Denied unless the platform vouches for it.

    Studio's own permission service decides where it is there: in Studio the staff flag is False for
    everybody. Elsewhere, as in an LMS, where any signed-in person can post to a handler, only course staff
    may.
    """
    if not learner.signed_in:
        return False
    studio = block.runtime.service(block, "studio_user_permissions")
    if studio is not None:
        return bool(studio.can_write(_course_of(block)))
    return learner.is_staff


def is_on_team(block: Any, learner: Learner) -> bool:
    """Whether ``learner`` may read what concerns the course team only."""
    return learner.is_staff or may_edit(block, learner)


def is_preview(block: Any) -> bool:
    """Whether this is Studio's preview, where nobody really answers."""
    return bool(getattr(block.runtime, "is_author_mode", False))


def wanted_language(block: Any, learner: Learner) -> str | None:
    """Return the language to speak: the account's, else the page's, else None."""
    if learner.language:
        return learner.language
    # In an LMS the service may be a plain gettext catalogue, which knows no language of the page.
    ask = getattr(block.runtime.service(block, "i18n"), "get_language", None)
    if callable(ask):
        return str(ask() or "") or None
    return _language_of_django()


def _language_of_django() -> str | None:
    """Return the language of the current request, or None without Django: a notebook, a bare installation."""
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.utils.translation import get_language
    except ImportError:
        return None
    try:
        return str(get_language() or "") or None
    except ImproperlyConfigured:
        return None


def _user_of(block: Any) -> Any:
    service = block.runtime.service(block, "user")
    return service.get_current_user() if service is not None else None


def _attributes_of(user: Any) -> Mapping[str, Any]:
    return getattr(user, "opt_attrs", None) or {}
