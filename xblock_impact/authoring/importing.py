"""A survey from a file of another system, with a report of what was carried. What reads files is imported when one
comes.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from surveys.levels import Level
from surveys.texts import LANGUAGES
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.words import studio_words_in

MAX_FILE_BYTES = 1_750_000  # in base64 it is a third more, and has to fit a request
MAX_FILE_NAME = 255  # characters
MAX_LICENCE = 200  # characters
MAX_FINDINGS = 500  # lines of a report; the rest is counted


def import_survey(block: Any, document: Json) -> Json:
    """Return the survey in a file and what became of everything in it. Keeps nothing. Raises Refused."""
    words = studio_words_in(block.page_language())
    try:
        from surveys.interchange import Assumptions, ExtraMissing, FormatUnknown, InterchangeError, read
    except ImportError:
        raise Refused(422, "Not read", words["import_extra"].format(reason="surveys.interchange")) from None
    name, data = _file(document, words)
    try:
        reading = read(data, name, Assumptions(**_assumptions(document, words)))
    except ExtraMissing as missing:
        raise Refused(422, "Not read", words["import_extra"].format(reason=missing)) from None
    except FormatUnknown:
        raise Refused(422, "Not read", words["import_unknown"]) from None  # an author has no format to name
    except InterchangeError as refused:
        raise Refused(422, "Not read", words["import_refused"].format(reason=refused)) from None
    return {"definition": reading.survey.data, "report": _report(reading.report)}


def _file(document: Json, words: Mapping[str, str]) -> tuple[str, bytes]:
    name, text = document.get("name"), document.get("data")
    if not isinstance(name, str) or not name.strip() or len(name) > MAX_FILE_NAME or not isinstance(text, str):
        raise Refused(422, "No file", words["import_no_file"])
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise Refused(422, "No file", words["import_no_file"]) from None
    if len(data) > MAX_FILE_BYTES:
        raise Refused(413, "Too large", words["import_too_large"].format(kilobytes=MAX_FILE_BYTES // 1000))
    if not data:
        raise Refused(422, "No file", words["import_no_file"])
    return name, data


def _assumptions(document: Json, words: Mapping[str, str]) -> dict[str, Any]:
    """Return what the author says of what the file does not; what is absent is left to ``Assumptions``."""
    given: dict[str, Any] = {}
    level, licence, language = (document.get(name) for name in ("level", "licence", "language"))
    if level is not None:
        if not isinstance(level, str) or level not in set(Level):
            raise Refused(422, "No such level", words["import_level"])
        given["level"] = Level(level)
    if licence:
        if not isinstance(licence, str) or len(licence) > MAX_LICENCE:
            raise Refused(422, "No licence", words["import_licence"])
        given["licence"] = licence.strip()
    if language is not None:
        if language not in LANGUAGES:
            raise Refused(422, "No such language", words["import_language"])
        given["language"] = language
    return {name: value for name, value in given.items() if value}


def _report(report: Any) -> Json:
    findings = report.findings[:MAX_FINDINGS]
    return {
        "in_file": report.in_file,
        "carried": report.carried_questions,
        "findings": [
            {"outcome": str(finding.outcome), "path": finding.path, "what": finding.what, "why": finding.why}
            for finding in findings
        ],
        "more": len(report.findings) - len(findings),
    }
