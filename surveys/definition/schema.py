"""The document form of a definition, as marshmallow schemas. Each reports all of its own problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from surveys.definition.fields import Amount, Flag, TextField, WholeNumber, language_tag, said
from surveys.definition.model import Option, Page, Question, QuestionType, Scale
from surveys.levels import Level
from surveys.limits import MAX_ANSWER_TEXT
from surveys.privacy import PrivacyClass

__all__ = ["FORMAT", "MAX_COMMENT", "RESERVED", "SurveySchema", "TextField", "identifier", "option_code"]

FORMAT = "impact-survey/1"
MAX_COMMENT = 4_000  # characters of a free-text answer, unless the author says fewer

RESERVED = ("submission_id", "csrf_token", "csrfmiddlewaretoken")
"""Names of the form's own inputs, which no question may take."""

identifier = validate.Regexp(
    r"[a-z][a-z0-9_]{0,63}\Z",
    error="Use a lower-case letter, then letters, digits and underscores; 64 characters at most.",
)
_not_reserved = validate.NoneOf(RESERVED, error="The form itself uses this name. Choose another.")
option_code = validate.Regexp(r"[A-Za-z0-9_.-]{1,64}\Z", error="Use letters, digits, '_', '.' and '-'; 64 at most.")
_positive = validate.Range(min=1, max=1_000_000)


class OptionSchema(Schema):
    """One answer option."""

    code = fields.String(required=True, validate=option_code)
    text = TextField(required=True)
    not_applicable = Flag()

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


def _wrong_for_type(
    kind: QuestionType, given: Collection[str], data: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """Yield what a question of ``kind`` has too much or too little; ``given`` names all that its author
    wrote.
    """
    for name, kinds in _BELONGS_TO.items():
        if name in given and kind not in kinds:
            yield name, [f"A question of type {kind} has no {name}."]
    if kind in _NEEDS_OPTIONS:
        if "options" not in given:
            yield "options", ["A question of this type needs at least two options."]
        elif problems := list(_wrong_options(kind, data.get("options"))):
            yield "options", problems
    if kind is QuestionType.NUMBER and "unit" not in given:
        yield "unit", ["Say what is counted, as in minutes."]
    yield from _wrong_limits(kind, data.get("minimum"), data.get("maximum"))


def _wrong_limits(kind: QuestionType, minimum: float | None, maximum: float | None) -> Iterator[tuple[str, list[str]]]:
    if maximum is None:
        return
    if kind is QuestionType.NUMBER and minimum is not None and minimum > maximum:
        yield "minimum", ["The minimum is above the maximum."]
    if kind is QuestionType.FREE_TEXT and not (1 <= maximum <= MAX_ANSWER_TEXT and maximum == int(maximum)):
        yield "maximum", [f"Give the characters that fit, a whole number from 1 to {MAX_ANSWER_TEXT:,}."]


def _wrong_options(kind: QuestionType, options: Any) -> Iterator[str]:
    if not isinstance(options, list) or not all(isinstance(option, Option) for option in options):
        return  # its own fields have said what is wrong
    if len({option.code for option in options}) < len(options):
        yield "Two options have the same code."
    if kind is QuestionType.SCALE and sum(not option.not_applicable for option in options) < 2:
        yield "A scale needs two points or more besides those marked as not applicable."


class QuestionSchema(Schema):
    """One question of any type; what its type needs is checked in one place, ``_fits_type``."""

    id = fields.String(required=True, validate=validate.And(identifier, _not_reserved))
    version = WholeNumber(required=True, validate=_positive)
    type = fields.Enum(QuestionType, by_value=True, required=True)
    level = fields.Enum(Level, by_value=True, required=True)
    node = fields.String(validate=validate.Length(min=1, max=128))
    privacy = fields.Enum(PrivacyClass, by_value=True)
    text = TextField(required=True)
    help = TextField()
    required = Flag()
    options = fields.List(fields.Nested(OptionSchema), validate=validate.Length(min=2, max=200))
    unit = TextField()
    minimum = Amount()
    maximum = Amount()
    whole = Flag()
    ends = fields.Tuple((TextField(), TextField()))
    scale = fields.String()
    reversed = Flag()

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _fits_type(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        if not isinstance(original, Mapping) or not isinstance(data.get("type"), QuestionType):
            return
        problems = dict(_wrong_for_type(data["type"], original.keys(), data))
        if problems:
            raise ValidationError(problems)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Question:
        if "options" in data:
            data["options"] = tuple(data["options"])
        if data["type"] is QuestionType.FREE_TEXT:
            data.setdefault("privacy", PrivacyClass.FREE_TEXT)
            data.setdefault("maximum", MAX_COMMENT)
        return Question(**data)


class PageSchema(Schema):
    """Questions that are shown together."""

    id = fields.String(required=True, validate=identifier)
    title = TextField(required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True, validate=validate.Length(min=1, max=200))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Page:
        return Page(data["id"], data["title"], tuple(data["questions"]))


class SurveySchema(Schema):
    """A whole definition, without what only shows between its parts (see ``load``)."""

    format = fields.String(required=True, validate=validate.Equal(FORMAT, error=f"This release reads {FORMAT}."))
    id = fields.String(required=True, validate=identifier)
    version = WholeNumber(required=True, validate=_positive)
    title = TextField(required=True)
    purpose = TextField(required=True)
    minutes = WholeNumber(required=True, validate=validate.Range(min=1, max=240))
    languages = fields.List(
        fields.String(validate=language_tag), required=True, validate=validate.Length(min=1, max=50)
    )
    licence = fields.String(
        required=True, validate=said, error_messages={"required": "Say under which licence it may be used."}
    )
    source = fields.String(required=True, validate=said, error_messages={"required": "Say where it comes from."})
    scales = fields.List(fields.Nested(ScaleSchema))
    pages = fields.List(fields.Nested(PageSchema), required=True, validate=validate.Length(min=1, max=100))
