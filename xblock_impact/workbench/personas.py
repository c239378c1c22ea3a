"""The people of the demo course, by the name in ``?student=``, and the platform's services as these people
meet them.

``learner_1``, … take the course; ``author_1`` may edit it in Studio; ``staff_1`` teaches it; ``stranger_1``
is signed in but not enrolled; ``none`` (and an empty name) is not signed in.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from xblock.reference.user_service import UserService, XBlockUser

NOBODY = frozenset({"", "none"})
MAX_NAME = 64  # characters


def kind_of(name: object) -> str:
    """Return what sort of persona ``name`` is: the part before the underscore; empty for nobody."""
    return "" if name is None or str(name) in NOBODY else str(name).partition("_")[0]


class _Service:
    """A service of the workbench: made without arguments, then told its runtime."""

    runtime: Any

    @property
    def persona(self) -> str:
        """Name of whoever asks."""
        return str(self.runtime.user_id or "")[:MAX_NAME]


class Personas(_Service, UserService):  # type: ignore[misc]  # XBlock has no types
    """The user service of an LMS, for personas."""

    def get_current_user(self) -> XBlockUser:
        """Return the persona with the attributes that edx-platform gives."""
        name, kind = self.persona, kind_of(self.persona)
        user = XBlockUser(is_current_user=True)
        user.opt_attrs["edx-platform.is_authenticated"] = bool(kind)
        user.opt_attrs["edx-platform.user_is_staff"] = kind == "staff"
        if kind:
            user.full_name = name.replace("_", " ").capitalize()
            user.emails = [f"{name}@example.org"]
            user.opt_attrs["edx-platform.user_id"] = name
            user.opt_attrs["edx-platform.username"] = name
            user.opt_attrs["edx-platform.anonymous_user_id"] = f"anonymous-{name}"
            user.opt_attrs["edx-platform.user_role"] = "staff" if kind == "staff" else "student"
            user.opt_attrs["edx-platform.user_preferences"] = {"pref-lang": get_language()}
        return user


class Enrollments(_Service):
    """Everybody takes the course but strangers."""

    def get_active_enrollments_by_course_and_user(self, course_id: object, user_id: object) -> object:
        """Return something for an enrolled persona, None for others."""
        return None if kind_of(user_id) in {"", "stranger"} else (course_id, user_id)


class StudioPermissions(_Service):
    """Authors and staff may edit."""

    def can_write(self, course_key: object) -> bool:
        """Whether the persona may change the course."""
        return kind_of(self.persona) in {"author", "staff"}


class Completion(_Service):
    """Completion is tracked; the workbench writes what is published to its log."""

    def completion_tracking_enabled(self) -> bool:
        """Whether the platform keeps completions."""
        return True
