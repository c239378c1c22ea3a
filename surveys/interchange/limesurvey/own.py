"""What a definition says and LimeSurvey does not: kept in columns and rows that LimeSurvey passes over.

Its importer makes an attribute of a question of every column that it does not know, which no part of it looks at, and
passes over further columns of other rows and over rows of an unknown class (``TSVImportSurvey`` and
``XMLImportSurvey`` in ``application/helpers/admin/import_helper.php``). Settings of a survey that it does not know may
stop it, so there are none. So a file can go there, and what came from here can be read here again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marshmallow import ValidationError

from surveys.definition.making import other_id
from surveys.definition.question_schema import RESERVED, identifier, option_code
from surveys.interchange.limesurvey.source import Source, SourceQuestion
from surveys.interchange.naming import MAX_ID, Names
from surveys.levels import Level
from surveys.privacy import PrivacyClass

COLUMN = "impact_"
"""What the names of our columns begin with."""

ROW_CLASS = "IMPACT"
"""The class of rows about the whole survey."""

YES = "Y"


def is_id(text: str) -> bool:
    """Tell whether ``text`` can be the id of a question, page or survey."""
    return text not in RESERVED and _accepts(identifier, text)


def is_code(text: str) -> bool:
    """Tell whether ``text`` can be the code of an option."""
    return _accepts(option_code, text)


def _accepts(validate: Callable[[str], Any], text: str) -> bool:
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def whole(text: str) -> int | None:
    """Return the whole number from 1 to 1,000,000 in ``text``, None for anything else."""
    digits = text.strip()
    value = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 7 else 0
    return value if 1 <= value <= 1_000_000 else None


class Ids:
    """Gives out the ids of questions and items, each once: ours where the file says it, else one like LimeSurvey's."""

    def __init__(self, source: Source) -> None:
        said = Counter(_said_ids(source))
        self._said = {name for name, times in said.items() if times == 1 and is_id(name)}
        self._names = Names(*self._said, *map(other_id, self._said))

    def give(self, code: str, said: str = "", *, with_other: bool = False) -> str:
        """Return the id for what LimeSurvey calls ``code``; ``said``: what the file says it is.

        ``with_other``: the question for the words at an option "other" gets an id as well.
        """
        if said in self._said:
            self._said.discard(said)
            return said
        new = self._names.id_for(code[: MAX_ID - len(other_id(""))])
        while with_other and self._names.id_for(other_id(new)) != other_id(new):
            new = self._names.id_for(code[: MAX_ID - len(other_id(""))])
        return new


def _said_ids(source: Source) -> Iterator[str]:
    for group in source.groups:
        for question in group.questions:
            yield said_by(question, "id")
            for part in question.subquestions:
                yield part.extras.get(f"{COLUMN}id", "")


def said_by(question: SourceQuestion, name: str) -> str:
    """Return what our column ``name`` says of a question, "" for nothing."""
    return question.attribute(f"{COLUMN}{name}").strip()


def members_of(said: Mapping[str, str], scales: frozenset[str]) -> dict[str, Any]:
    """Return the members of a question or an item that our columns ``said`` hold (without their prefix), as far as
    they are what a definition takes.
    """
    read: dict[str, Any] = {}
    for name, member in _MEMBERS.items():
        if (value := member(said.get(name, "").strip())) is not None:
            read[name] = value
    if said.get("scale") in scales:
        read["scale"] = said["scale"]
    return read


def _level(text: str) -> str | None:
    return text if text in {level.value for level in Level} else None


def _privacy(text: str) -> str | None:
    return text if text in {privacy.value for privacy in PrivacyClass} else None


def _node(text: str) -> str | None:
    return text if 1 <= len(text) <= 128 else None


def _flag(text: str) -> bool | None:
    return True if text == YES else None


_MEMBERS: Mapping[str, Callable[[str], Any]] = {
    "version": whole,
    "level": _level,
    "node": _node,
    "privacy": _privacy,
    "declinable": _flag,
    "reversed": _flag,
    "grid": _flag,
}
