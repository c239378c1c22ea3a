"""A survey around pages that were read: its name, its languages, and what the file does not say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from surveys.definition.fields import MAX_TEXT
from surveys.definition.schema import FORMAT
from surveys.interchange.assembling import minutes_for
from surveys.interchange.exchange import LICENCE_NOT_STATED, Assumptions, Document
from surveys.interchange.naming import Names
from surveys.interchange.plain_text import plain_text
from surveys.interchange.report import Report
from surveys.interchange.texts_read import without_places

UNIT_NOT_STATED = "#"
"""The unit of a number where a file names none: a sign for "number" in every language."""

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_OTHER_TAGS = {"zh-s": "zh-hans", "zh-t": "zh-hant", "zh-cn": "zh-hans", "zh-tw": "zh-hant"}


def language_tag(name: object) -> str | None:
    """Return the tag of a language that other systems call ``PT-BR`` or ``pt_br``; None if ``name`` is no language."""
    tag = str(name).strip().lower().replace("_", "-")
    tag = _OTHER_TAGS.get(tag, tag)
    return tag if _TAG.fullmatch(tag) and len(tag) <= 35 else None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of its survey as a whole; empty where it says nothing. The first language is the one of both."""

    languages: Sequence[str]
    title: str = ""
    purpose: str = ""


def survey_around(
    pages: list[Document], stated: Stated, assumptions: Assumptions, name: str, report: Report
) -> Document:
    """Return a survey with ``pages``; ``name`` is the file's. Notes in ``report`` what was filled in."""
    stem = without_places(plain_text(PurePath(name.replace("\\", "/")).stem))
    title = (stated.title or stem or "Survey")[:MAX_TEXT]
    first = stated.languages[0]
    if not stated.title:
        report.assumed("", "Title", "The file has none: its name stands there. Write one for respondents.")
    if not stated.purpose:
        why = "The file has none: the title stands there. Say in one sentence what the answers are for."
        report.assumed("", "Purpose", why)
    report.assumed("", "Minutes", "Estimated from the number of questions. Time it with a few people.")
    level = assumptions.level.value
    report.assumed("", "Level", f"All questions are on the level {level}. Change what belongs elsewhere.")
    if assumptions.licence == LICENCE_NOT_STATED:
        report.assumed("", "Licence", "The file states none. Ask its author before it is used or passed on.")
    return {
        "format": FORMAT,
        "id": Names().id_for(title, "survey"),
        "version": 1,
        "title": {first: title},
        "purpose": {first: (stated.purpose or title)[:MAX_TEXT]},
        "minutes": minutes_for(report.carried_questions),
        "languages": list(stated.languages),
        "licence": assumptions.licence,
        "source": assumptions.source or stem or "a file without a name",
        "pages": pages,
    }
