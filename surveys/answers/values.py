"""What an answer may be, and why one is refused."""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeAlias

AnswerValue: TypeAlias = str | int | float | list[str] | None
"""An option's code, a number, a duration [min], a date (ISO), a text, or a list of codes; None: "prefer not to say"."""


class Unanswered(Enum):
    """The one value that is no answer: nothing was chosen or typed."""

    UNANSWERED = "unanswered"


UNANSWERED: Final = Unanswered.UNANSWERED


DECLINED = "~declined"
"""What a form sends, and what is counted, for "prefer not to say". No code of an option holds a ~."""


class Parts(dict[str, object]):
    """One answer that came in parts, by the part's name: hours and minutes, the places of a ranking.

    Under "" stands what came without the name of a part.
    """


class AnswerRefused(Exception):
    """An answer that does not fit its question. ``key`` names the sentence in ``surveys.words``; ``facts``
    fill it.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
