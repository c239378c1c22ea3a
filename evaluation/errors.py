"""The exceptions of the evaluation service. Every message is written for the person who has to do something
about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveys.errors import Problem


class EvaluationError(Exception):
    """Anything that the service refuses or cannot do."""


class StorageUnavailable(EvaluationError):
    """The storage did not take what was to be written: full, locked, down or overloaded. Nothing was
    acknowledged; try later."""

    def __init__(self, message: str = "The storage cannot take anything at the moment. Try again later.") -> None:
        super().__init__(message)


class StorageUnsafe(EvaluationError):
    """The database does not give the durability that an acknowledgement promises, or its address cannot be
    used."""


class TokenReplayed(EvaluationError):
    """A delivery token was used a second time."""

    def __init__(self) -> None:
        super().__init__("This delivery token was used before. Sign every request anew.")


class CampaignUnknown(EvaluationError):
    """There is no campaign of that key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"There is no campaign called {key}.")


class CampaignExists(EvaluationError):
    """A campaign of that key is there already."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"There is a campaign called {key} already.")


class CampaignModeDiffers(EvaluationError):
    """A definition was published in another privacy mode than its campaign has. The mode was fixed by the
    first one."""

    def __init__(self, key: str, mode: str) -> None:
        self.key = key
        self.mode = mode
        super().__init__(
            f"The campaign {key} is {mode}. A campaign's privacy mode cannot change: use another campaign key."
        )


class _Problems(EvaluationError):
    """Refused for one or more reasons, all of them listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class DefinitionRefused(_Problems):
    """A survey definition that cannot be registered; ``problems`` lists every reason at once."""


class FactRefused(_Problems):
    """A fact about a participant that is none, or that its campaign does not take; ``problems`` lists every reason."""


class MappingInvalid(_Problems):
    """A mapping file that cannot be used for an import; ``problems`` lists every reason at once."""


class ImportFileUnusable(EvaluationError):
    """A file to import that cannot be read at all."""


class DemoFailed(EvaluationError):
    """The demonstration could not be started, or one of its parts stopped."""


class ConfigurationInvalid(EvaluationError):
    """Settings are missing or wrong; ``problems`` says of every one what, by name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        listed = "; ".join(f"{name} {problem}" for name, problem in self.problems.items())
        super().__init__(f"The service cannot start with these settings: {listed}.")


class TokenInvalid(EvaluationError):
    """A delivery token that does not prove who sent the request, or that it is this request."""


class TokenOutOfTime(TokenInvalid):
    """A delivery token that is not good yet or no more. The ``Date`` of the reply tells the sender what time it is
    here."""


class UserExists(EvaluationError):
    """There is a user of that name already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a user called {name} already. Give another name, or a new password to this one.")


class UserUnknown(EvaluationError):
    """There is no user of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no user called {name}.")


class UserNameInvalid(EvaluationError):
    """A name that could not be typed at sign-in."""


class PasswordInvalid(EvaluationError):
    """A password that is too short or too long."""


class NotMigrated(EvaluationError):
    """The database does not have this release's tables."""

    def __init__(self) -> None:
        super().__init__("The database does not have this release's tables yet. Run evaluation migrate first.")
