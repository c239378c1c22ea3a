"""Options of LimeSurvey's questions as options of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.own import COLUMN, YES, is_code, said_by, whole
from surveys.interchange.limesurvey.source import Part, SourceQuestion
from surveys.interchange.naming import codes_for
from surveys.interchange.not_carried import NotCarried
from surveys.limits import MAX_OPTIONS

Labels: TypeAlias = Mapping[str, Mapping[str, str]]
"""Code → language → text: what LimeSurvey itself says, and its files do not."""

_OTHER: Mapping[str, str] = {"en": "Other", "nl": "Anders", "fr": "Autre"}
_OTHER_CODE = "other"


@dataclass(frozen=True, slots=True)
class Options:
    """Options as documents, our code for each of LimeSurvey's, and our code of the option "other" ("" for none)."""

    documents: list[Document]
    codes: Mapping[str, str]
    other: str = ""


def options_of(making: Making, question: SourceQuestion, parts: Sequence[Part]) -> Options:
    """Return the options that ``parts`` are, and "other" where the question has it.

    Raises NotCarried where there are too few or too many.
    """
    all_parts = list(parts)
    place = len(all_parts)
    if question.offers_other:
        place = min(place, (whole(said_by(question, "other_place")) or place + 1) - 1)
        all_parts.insert(
            place, Part(question.path, _OTHER_CODE, {}, extras={f"{COLUMN}code": said_by(question, "other")})
        )
    if not 2 <= len(all_parts) <= MAX_OPTIONS:
        raise NotCarried(
            f"It has {len(all_parts)} options; here it needs 2 to {MAX_OPTIONS}. Add some, or ask it as text."
        )
    codes = _codes(making, question.path, all_parts)
    documents = [
        _other(making, question, code) if question.offers_other and index == place else _option(making, part, code)
        for index, (part, code) in enumerate(zip(all_parts, codes, strict=True))
    ]
    of_parts = [code for index, code in enumerate(codes) if not (question.offers_other and index == place)]
    by_value: dict[str, str] = {}
    for part, code in zip(parts, of_parts, strict=True):
        by_value.setdefault(part.code, code)
    return Options(documents, by_value, codes[place] if question.offers_other else "")


def _codes(making: Making, path: str, parts: Sequence[Part]) -> list[str]:
    said = [part.extras.get(f"{COLUMN}code", "") for part in parts]
    if all(map(is_code, said)) and len(set(said)) == len(said):
        return said
    codes = codes_for([part.code for part in parts])
    for part, code in zip(parts, codes, strict=True):
        if code != part.code:
            making.report.changed(
                path, f"The code {part.code[:60]!r}", f"Codes are plain and differ: it is {code!r} now."
            )
    return codes


def _option(making: Making, part: Part, code: str) -> Document:
    option: Document = {"code": code, "text": making.texts.needed(part.text, part.path, part.code or code)}
    if part.extras.get(f"{COLUMN}not_applicable") == YES:
        option["not_applicable"] = True
    return option


def _other(making: Making, question: SourceQuestion, code: str) -> Document:
    path = f"{question.path}.other_replace_text"
    text = making.texts.optional(question.attributes.get("other_replace_text", {}), path)
    if text is None:
        making.report.assumed(path, 'The text of the option "other"', "LimeSurvey's files do not hold it. Check it.")
        text = making.texts.fixed(_OTHER)
    return {"code": code, "text": text, "other": True}


def fixed_options(making: Making, path: str, labels: Labels) -> list[Document]:
    """Return the options of a type whose labels LimeSurvey has in its own translations."""
    making.report.assumed(path, "The texts of the options", "LimeSurvey's files do not hold them. Check their wording.")
    return [{"code": code, "text": making.texts.fixed(by_language)} for code, by_language in labels.items()]


def points(making: Making, highest: int) -> list[Document]:
    """Return the options 1 to ``highest`` of a scale without words."""
    return [{"code": str(point), "text": making.texts.figure(point)} for point in range(1, highest + 1)]


def codes_as_they_are(options: Sequence[Document]) -> dict[str, str]:
    """Return LimeSurvey's codes of ``options`` and ours, where they are the same."""
    return {option["code"]: option["code"] for option in options}
