"""The document form of a definition, as marshmallow schemas. Each reports all of its own problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from surveys.definition.model import Option, Page, Question, QuestionType, Scale
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import Text

FORMAT = "impact-survey/1"
MAX_TEXT = 4_000  # characters of one text in one language
MAX_COMMENT = 4_000  # characters of a free-text answer, unless the author says fewer
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")

identifier = validate.Regexp(
    r"[a-z][a-z0-9_]{0,63}\Z",
    error="Use a lower-case letter, then letters, digits and underscores; 64 characters at most.",
)
option_code = validate.Regexp(r"[A-Za-z0-9_.-]{1,64}\Z", error="Use letters, digits, '_', '.' and '-'; 64 at most.")
_positive = validate.Range(min=1, max=1_000_000)


class TextField(fields.Field[Text]):
    """A text by language: ``{"nl": "Ja", "en": "Yes"}``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Text:
        if not isinstance(value, Mapping) or not value:
            raise ValidationError('Give the text by language, as in {"nl": "Ja", "en": "Yes"}.')
        problems = {str(tag): [message] for tag, text in value.items() if (message := _text_problem(tag, text))}
        if problems:
            raise ValidationError(problems)
        return Text(value)


def _text_problem(tag: object, text: object) -> str | None:
    if not isinstance(tag, str) or not _LANGUAGE.fullmatch(tag):
        return "This is not a language tag such as nl, en or pt-br."
    if not isinstance(text, str) or not text.strip():
        return "The text is empty."
    if len(text) > MAX_TEXT:
        return f"The text is longer than {MAX_TEXT:,} characters."
    return None


class OptionSchema(Schema):
    """One answer option."""

    code = fields.String(required=True, validate=option_code)
    text = TextField(required=True)
    not_applicable = fields.Boolean()

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Option:
        return Option(**data)


class ScaleSchema(Schema):
    """A named set of questions."""

    id = fields.String(required=True, validate=identifier)
    title = TextField(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Scale:
        return Scale(**data)


class QuestionSchema(Schema):
    """One question of any type; what its type needs is checked in one place, ``_fits_type``."""

    id = fields.String(required=True, validate=identifier)
    version = fields.Integer(required=True, strict=True, validate=_positive)
    type = fields.Enum(QuestionType, by_value=True, required=True)
    level = fields.Enum(Level, by_value=True, required=True)
    node = fields.String(validate=validate.Length(min=1, max=128))
    privacy = fields.Enum(PrivacyClass, by_value=True)
    text = TextField(required=True)
    help = TextField()
    required = fields.Boolean()
    options = fields.List(fields.Nested(OptionSchema), validate=validate.Length(min=2, max=200))
    unit = TextField()
    minimum = fields.Float()
    maximum = fields.Float()
    whole = fields.Boolean()
    ends = fields.Tuple((TextField(), TextField()))
    scale = fields.String()
    reversed = fields.Boolean()

    @validates_schema(skip_on_field_errors=False)
    def _fits_type(self, data: dict[str, Any], **_: Any) -> None:
        problems: dict[str, list[str]] = {}
        if data.get("type") in _NEEDS_OPTIONS and not data.get("options"):
            problems["options"] = ["A question of this type needs at least two options."]
        for name, types in _BELONGS_TO.items():
            if name in data and "type" in data and data["type"] not in types:
                problems[name] = [f"A question of type {data['type']} has no {name}."]
        if data.get("type") is QuestionType.NUMBER and "unit" not in data:
            problems["unit"] = ["Say what is counted, as in minutes."]
        codes = [option.code for option in data.get("options", ()) if isinstance(option, Option)]
        if len(set(codes)) < len(codes):
            problems.setdefault("options", []).append("Two options have the same code.")
        if data.get("minimum", 0) > data.get("maximum", float("inf")):
            problems["minimum"] = ["The minimum is above the maximum."]
        if problems:
            raise ValidationError(problems)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Question:
        if "options" in data:
            data["options"] = tuple(data["options"])
        if data["type"] is QuestionType.FREE_TEXT:
            data.setdefault("privacy", PrivacyClass.FREE_TEXT)
            data.setdefault("maximum", float(MAX_COMMENT))
        return Question(**data)


_NEEDS_OPTIONS = frozenset({QuestionType.SINGLE_CHOICE, QuestionType.SCALE})
_BELONGS_TO: dict[str, frozenset[QuestionType]] = {
    "options": _NEEDS_OPTIONS,
    "unit": frozenset({QuestionType.NUMBER}),
    "minimum": frozenset({QuestionType.NUMBER}),
    "maximum": frozenset({QuestionType.NUMBER, QuestionType.FREE_TEXT}),
    "whole": frozenset({QuestionType.NUMBER}),
    "ends": frozenset({QuestionType.RECOMMENDATION}),
    "scale": frozenset({QuestionType.SCALE}),
    "reversed": frozenset({QuestionType.SCALE}),
}


class PageSchema(Schema):
    """Questions that are shown together."""

    id = fields.String(required=True, validate=identifier)
    title = TextField(required=True)
    questions = fields.List(
        fields.Nested(QuestionSchema), required=True, validate=validate.Length(min=1, max=200)
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Page:
        return Page(data["id"], data["title"], tuple(data["questions"]))


class SurveySchema(Schema):
    """A whole definition, without what only shows between its parts (see ``load``)."""

    format = fields.String(
        required=True, validate=validate.Equal(FORMAT, error=f"This release reads {FORMAT}.")
    )
    id = fields.String(required=True, validate=identifier)
    version = fields.Integer(required=True, strict=True, validate=_positive)
    title = TextField(required=True)
    purpose = TextField(required=True)
    minutes = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=240))
    languages = fields.List(fields.String(), required=True, validate=validate.Length(min=1, max=50))
    licence = fields.String(required=True, validate=validate.Length(min=1, error="Say under which licence."))
    source = fields.String(required=True, validate=validate.Length(min=1, error="Say where it comes from."))
    scales = fields.List(fields.Nested(ScaleSchema))
    pages = fields.List(fields.Nested(PageSchema), required=True, validate=validate.Length(min=1, max=100))
