"""What an answer may be, and why one is refused."""

from __future__ import annotations

from typing import TypeAlias

AnswerValue: TypeAlias = str | int | float
"""A choice's or scale's code, a number, a recommendation from 0 to 10, or a text."""


class AnswerRefused(Exception):
    """An answer that does not fit its question. ``key`` names the sentence in ``surveys.words``; ``facts``
    fill it.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
