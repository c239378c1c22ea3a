"""The exceptions of this package. Messages say what to do."""

from __future__ import annotations

from collections.abc import Sequence

from surveys.errors import Problem


class ImpactError(Exception):
    """Anything that goes wrong in the block, its outbox or its relay."""


class ConfigurationIncomplete(ImpactError):
    """The author has not finished the block, or its OLX holds values that cannot be used; ``problems`` lists
    all.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class ServerSettingsMissing(ImpactError):
    """The LMS has no usable ``XBLOCK_SETTINGS["ImpactBlock"]``; ``problems`` names every setting, never its
    value.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__('XBLOCK_SETTINGS["ImpactBlock"]: ' + " ".join(self.problems))


class StorageFailed(ImpactError):
    """The LMS did not keep what it was given. Nothing was promised to the learner."""


class StateUnreadable(ImpactError):
    """A learner's state holds what this release cannot read, as after a step back to an older one.

    It is left as it is: a later release may read it. The message names no value.
    """


class ResetRefused(ImpactError):
    """What a learner sent cannot be replaced, so the learner cannot answer anew.

    Nothing was changed. The message is for the course team.
    """


class DeliveryFailed(ImpactError):
    """The service did not take a document.

    ``reason`` never holds answers; ``retry_after`` is its wish [s], if any.
    """

    def __init__(self, reason: str, retry_after: float | None = None, *, definitive: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.definitive = definitive  # the same document would be refused again


class Refused(ImpactError):
    """A request that is answered with a problem document (RFC 9457)."""

    def __init__(
        self, status: int, title: str, detail: str, *, errors: Sequence[Problem] = (), **members: object
    ) -> None:
        super().__init__(f"{status} {title}")
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = tuple(errors)
        self.members = members  # extension members of the document
