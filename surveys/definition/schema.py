"""The document form of a whole definition, as marshmallow schemas. Each reports all of its own problems."""

from __future__ import annotations

from itertools import chain
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from surveys.definition.fields import ConditionField, TextField, WholeNumber, language_tag, said
from surveys.definition.model import Page, Recall, Scale
from surveys.definition.question_schema import QuestionSchema, identifier, positive

FORMAT = "impact-survey/1"


class ScaleSchema(Schema):
    """A named set of questions."""

    id = fields.String(required=True, validate=identifier)
    title = TextField(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Scale:
        return Scale(**data)


class RecallSchema(Schema):
    """An answer to an earlier survey."""

    id = fields.String(required=True, validate=identifier)
    survey = fields.String(required=True, validate=identifier)
    question = fields.String(required=True, validate=identifier)
    text = TextField()

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Recall:
        return Recall(**data)


class PageSchema(Schema):
    """Questions that are shown together."""

    id = fields.String(required=True, validate=identifier)
    title = TextField(required=True)
    text = TextField()
    condition = ConditionField()
    questions = fields.List(fields.Nested(QuestionSchema), required=True, validate=validate.Length(min=1, max=200))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Page:
        return Page(**{**data, "questions": tuple(chain.from_iterable(data["questions"]))})


class SurveySchema(Schema):
    """A whole definition, without what only shows between its parts (see ``between_parts``)."""

    format = fields.String(required=True, validate=validate.Equal(FORMAT, error=f"This release reads {FORMAT}."))
    id = fields.String(required=True, validate=identifier)
    version = WholeNumber(required=True, validate=positive)
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
    recalls = fields.List(fields.Nested(RecallSchema), validate=validate.Length(max=50))
    pages = fields.List(fields.Nested(PageSchema), required=True, validate=validate.Length(min=1, max=100))
