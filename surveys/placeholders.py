"""Places in a text for answers: ``{own_goal}``, or ``{own_goal|your goal}`` with the words for when there is none.

Nothing here escapes: an answer is handed out as a piece of its own, for whoever makes HTML to escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ELLIPSIS = "…"
MAX_PIPED = 500  # characters of an answer within another text
_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,63})(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. One that stands in the place of an answer has the ``name`` of what was answered, and the
    words for ``without`` an answer.
    """

    text: str
    name: str | None = None
    without: str = ""


def references(text: str) -> frozenset[str]:
    """Return the ids of all questions and recalls that ``text`` refers to."""
    return frozenset(match[1] for match in _PLACE.finditer(text))


def pieces(text: str, answer_to: Callable[[str], str | None]) -> Iterator[Piece]:
    """Yield ``text`` with the answers in their places; ``answer_to`` an id gives its words, None for no answer."""
    end = 0
    for match in _PLACE.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        answer, without = answer_to(match[1]), match[2] or ELLIPSIS
        yield Piece(_cut(answer) if answer else without, match[1], without)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def without_answers(text: str) -> str:
    """Return ``text`` as it reads for nobody in particular: with the words for no answer in each place."""
    return _PLACE.sub(lambda match: match[2] or ELLIPSIS, text)


def _cut(answer: str) -> str:
    return answer if len(answer) <= MAX_PIPED else f"{answer[: MAX_PIPED - 1]}{ELLIPSIS}"
