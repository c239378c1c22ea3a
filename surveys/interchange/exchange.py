"""What every format gives when a file is read or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition import Survey
from surveys.interchange.report import Report
from surveys.levels import Level

LICENCE_NOT_STATED = "LicenseRef-not-stated"
"""The licence of a file that names none: good for a draft, refused by the library of instruments."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a definition needs and foreign files seldom say."""

    level: Level = Level.INTERVENTIONS
    licence: str = LICENCE_NOT_STATED
    source: str = ""  # empty: the file's name
    language: str = "en"  # of texts whose language the file does not name


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: ``survey`` loads without problems, ``report`` names all that is not as it was in the file."""

    survey: Survey
    report: Report


@dataclass(frozen=True, slots=True)
class Writing:
    """A survey as written in another format, and all that the format could not hold."""

    data: bytes
    report: Report


Reader = Callable[[bytes, str, Assumptions], Reading]
"""(content, the file's name, assumptions) → reading. Raises InterchangeError, nothing else."""

Writer = Callable[[Survey], Writing]
Document = dict[str, Any]
Texts = Mapping[str, str]
