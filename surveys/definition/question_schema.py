"""The document form of one question, as marshmallow schemas. Each reports all of its own problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from surveys.definition.fields import Amount, ConditionField, Day, Flag, TextField, WholeNumber
from surveys.definition.making import Item, make_questions
from surveys.definition.model import Option, Question
from surveys.definition.question_types import DOCUMENT_TYPES, wrong_for_type
from surveys.levels import Level
from surveys.limits import MAX_OPTIONS
from surveys.privacy import PrivacyClass

RESERVED = ("submission_id", "csrf_token", "csrfmiddlewaretoken")
"""Names of the form's own inputs, which no question may take."""

MAX_ID = 64  # characters

identifier = validate.Regexp(
    rf"[a-z][a-z0-9_]{{0,{MAX_ID - 1}}}\Z",
    error=f"Use a lower-case letter, then letters, digits and underscores; {MAX_ID} characters at most.",
)
option_code = validate.Regexp(r"[A-Za-z0-9_.-]{1,64}\Z", error="Use letters, digits, '_', '.' and '-'; 64 at most.")
positive = validate.Range(min=1, max=1_000_000)
_own_name = validate.And(identifier, validate.NoneOf(RESERVED, error="The form itself uses this name. Choose another."))
_node = validate.Length(min=1, max=128)


class OptionSchema(Schema):
    """One answer option."""

    code = fields.String(required=True, validate=option_code)
    text = TextField(required=True)
    not_applicable = Flag()
    exclusive = Flag()
    other = Flag()

    @validates_schema
    def _is_one_thing(self, data: dict[str, Any], **_: Any) -> None:
        if sum(data.get(name, False) for name in ("not_applicable", "exclusive", "other")) > 1:
            raise ValidationError("An option is not_applicable, exclusive or other: one of these at most.")

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Option:
        return Option(**data)


class ItemSchema(Schema):
    """One item of a battery."""

    id = fields.String(required=True, validate=_own_name)
    version = WholeNumber(required=True, validate=positive)
    text = TextField(required=True)
    level = fields.Enum(Level, by_value=True)
    node = fields.String(validate=_node)
    reversed = Flag()

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Item:
        return Item(data)


class QuestionSchema(Schema):
    """One question of any type; what its type needs is checked in one place, ``question_types``.

    Loads to the questions that it stands for: one for each item of a battery, one more for an option "other".
    """

    id = fields.String(required=True, validate=_own_name)
    version = WholeNumber(required=True, validate=positive)
    type = fields.String(
        required=True,
        validate=validate.OneOf(DOCUMENT_TYPES, error="There is no such type. There are: {choices}."),
    )
    level = fields.Enum(Level, by_value=True, required=True)
    node = fields.String(validate=_node)
    privacy = fields.Enum(PrivacyClass, by_value=True)
    text = TextField(required=True)
    help = TextField()
    required = Flag()
    declinable = Flag()
    condition = ConditionField()
    options = fields.List(fields.Nested(OptionSchema), validate=validate.Length(min=2, max=MAX_OPTIONS))
    items = fields.List(fields.Nested(ItemSchema), validate=validate.Length(min=1, max=100))
    grid = Flag()
    unit = TextField()
    minimum = Amount()
    maximum = Amount()
    whole = Flag()
    earliest = Day()
    latest = Day()
    ends = fields.Tuple((TextField(), TextField()))
    scale = fields.String()
    reversed = Flag()

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _fits_type(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        if not isinstance(original, Mapping) or data.get("type") not in DOCUMENT_TYPES:
            return
        problems = dict(wrong_for_type(data["type"], original.keys(), data))
        if problems:
            raise ValidationError(problems)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> tuple[Question, ...]:
        return tuple(make_questions(data))
