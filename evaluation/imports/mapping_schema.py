"""The document form of a mapping file."""

from __future__ import annotations

import codecs
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from surveys.contract import DEFAULT_WAVE
from surveys.contract_reading import campaign_key
from surveys.definition.fields import TextField
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode

FORMAT = "impact-mapping/1"
_named = validate.Length(min=1, max=1_000)


def _known_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError("This is not a time zone such as Europe/Brussels.") from None


def _known_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        raise ValidationError("This is not a character encoding such as utf-8-sig or cp1252.") from None


class _AnsweredAtSchema(Schema):
    """Either a column and how it is written, or one value."""

    column = fields.String(validate=_named)
    format = fields.String(validate=_named)
    time_zone = fields.String(load_default="UTC", validate=_known_time_zone)
    value = fields.AwareDateTime(format="iso")

    @validates_schema(skip_on_field_errors=True)
    def _one_or_the_other(self, data: dict[str, Any], **_: Any) -> None:
        if ("value" in data) == ("column" in data):
            raise ValidationError("Give either a column with its format or one value for all rows.")
        if "column" in data and "format" not in data:
            raise ValidationError("Say how times are written, as in %d/%m/%Y %H:%M.", "format")


class _Options(fields.Field[Any]):
    """Option codes by the text in the column, or the name of a set of them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            return value
        if isinstance(value, dict) and all(isinstance(code, str) for code in value.values()):
            return value
        raise ValidationError("Give option codes by text, or the name of a set of them.")


class _SourceSchema(Schema):
    """Where the answers to one question stand."""

    column = fields.String(validate=_named)
    columns = fields.Dict(keys=fields.String(validate=_named), values=fields.String(), validate=validate.Length(min=1))
    separator = fields.String(validate=validate.Length(min=1, max=10))
    options = _Options()
    chosen = fields.List(fields.String())
    not_chosen = fields.List(fields.String())
    declined = fields.List(fields.String())
    format = fields.String(validate=_named)

    @validates_schema(skip_on_field_errors=True)
    def _one_or_several(self, data: dict[str, Any], **_: Any) -> None:
        if ("column" in data) == ("columns" in data):
            raise ValidationError("Give either a column or a column for each option.", "column")
        if "columns" in data and ("separator" in data or "options" in data):
            raise ValidationError("These columns name their options themselves.", "columns")


class MappingSchema(Schema):
    """A whole mapping file, without what only shows beside its definition and its file."""

    format = fields.String(required=True, validate=validate.Equal(FORMAT, error=f"This release reads {FORMAT}."))
    definition = fields.String(required=True, validate=_named)
    title = TextField(required=True)
    mode = fields.Enum(PrivacyMode, by_value=True, required=True)
    min_respondents = fields.Integer(strict=True, validate=validate.Range(min=MIN_RESPONDENTS, max=1_000))
    close_when_done = fields.Boolean(load_default=False)
    language = fields.String(required=True, validate=validate.Length(min=2, max=16))
    delimiter = fields.String(load_default=",", validate=validate.Length(equal=1))
    encoding = fields.String(load_default="utf-8-sig", validate=_known_encoding)
    answered_at = fields.Nested(_AnsweredAtSchema, required=True)
    participant = fields.String(validate=_named)
    wave = fields.String(load_default=DEFAULT_WAVE, validate=campaign_key)
    unanswered = fields.List(fields.String(), load_default=list)
    ignored = fields.List(fields.String(), load_default=list)
    options = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.String()),
        load_default=dict,
    )
    questions = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(_SourceSchema),
        required=True,
        validate=validate.Length(min=1),
    )
