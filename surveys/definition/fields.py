"""Fields that take only what the document form means: no ``"5"`` for 5, no ``"yes"`` for true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from surveys.conditions import Condition, ConditionInvalid, read_condition
from surveys.texts import Text

MAX_TEXT = 4_000  # characters of one text in one language
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*"
_LANGUAGE_TAG = re.compile(_LANGUAGE)
_NOT_A_LANGUAGE = "This is not a language tag such as nl, en or pt-br."

language_tag = validate.And(
    validate.Length(max=35, error=_NOT_A_LANGUAGE), validate.Regexp(_LANGUAGE + r"\Z", error=_NOT_A_LANGUAGE)
)
said = validate.Regexp(r"\s*\S", error="This is empty.")


class TextField(fields.Field[Text]):
    """A text by language: ``{"nl": "Ja", "en": "Yes"}``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Text:
        if not isinstance(value, Mapping) or not value:
            raise ValidationError('Give the text by language, as in {"nl": "Ja", "en": "Yes"}.')
        problems = {str(tag): [why] for tag, text in value.items() if (why := _text_problem(tag, text))}
        if problems:
            raise ValidationError(problems)
        return Text(value)


def _text_problem(tag: object, text: object) -> str | None:
    if not isinstance(tag, str) or not _LANGUAGE_TAG.fullmatch(tag):
        return _NOT_A_LANGUAGE
    if not isinstance(text, str) or not text.strip():
        return "The text is empty."
    if len(text) > MAX_TEXT:
        return f"The text is longer than {MAX_TEXT:,} characters."
    return None


class WholeNumber(fields.Field[int]):
    """A number without decimals."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise ValidationError("Give a whole number.")
        return value


class Amount(fields.Field[float]):
    """A number, kept as it was written."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if type(value) not in (int, float):
            raise ValidationError("Give a number.")
        number: float = value
        return number


class Day(fields.Field[date]):
    """A calendar day, as in ``2026-11-22``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise ValidationError("Give a date, as in 2026-11-22.")


class ConditionField(fields.Field[Condition]):
    """A condition in the profile of JSONLogic that ``surveys.conditions`` reads."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Condition:
        try:
            return read_condition(value, "")
        except ConditionInvalid as invalid:
            problems: dict[str, list[str | list[Any] | dict[Any, Any]]] = {}
            for problem in invalid.problems:
                problems.setdefault(problem.path or "_schema", []).append(problem.message)
            raise ValidationError(problems) from None


class Flag(fields.Field[bool]):
    """Yes or no."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("Give true or false.")
        return value
