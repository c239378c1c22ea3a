"""What each route asks of its caller. A view without a declaration is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar


class Role(StrEnum):
    """What a signed-in person may do. Each role may do all that the one before it may."""

    REVIEWER = "reviewer"  # read results
    EDITOR = "editor"  # and close campaigns
    ADMIN = "admin"  # and, later, manage people

    def includes(self, other: Role) -> bool:
        """Tell whether this role may do all that ``other`` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Public:
    """Open to everybody: sign-in, health, style sheet, API description."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Open to an LMS that signs the request. The body is read before the view runs, for the token is bound to it."""

    max_bytes: int  # of the body


Access: TypeAlias = Public | Delivery | Role
_View = TypeVar("_View", bound=Callable[..., Any])
_ATTRIBUTE = "impact_access"


def allow(access: Access) -> Callable[[_View], _View]:
    """Declare what a view asks of its caller, as in ``@allow(Role.REVIEWER)``."""

    def declare(view: _View) -> _View:
        setattr(view, _ATTRIBUTE, access)
        return view

    return declare


def declared_access(view: Callable[..., Any] | None) -> Access | None:
    """Return what ``view`` declares, or None if it declares nothing: then nobody may call it."""
    found: Access | None = getattr(view, _ATTRIBUTE, None)
    return found
