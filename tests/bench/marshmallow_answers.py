"""The rules of a survey as marshmallow schemas, the usual way: ``List(Nested(AnswerSchema))`` and validators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from surveys.answers.choices import places_of
from surveys.answers.numbers import HIGHEST_RECOMMENDATION
from surveys.definition import Question, QuestionType, Survey

Messages = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that fits its question."""

    question: str
    value: Any


def submission_schema(survey: Survey) -> Schema:
    """Return the schema of ``{"answers": [{"question": id, "value": …}, …]}`` with the rules of ``survey``."""
    questions = {question.id: _field(question) for question in survey}

    class AnswerSchema(Schema):
        question = fields.String(required=True, validate=validate.OneOf(questions, error="no such question"))
        value = fields.Raw(required=True, allow_none=True)

        @post_load
        def _read(self, data: dict[str, Any], **_: Any) -> Answer:
            try:
                return Answer(data["question"], questions[data["question"]].deserialize(data["value"]))
            except ValidationError as error:
                raise ValidationError(error.messages, "value") from None

    class SubmissionSchema(Schema):
        answers = fields.List(fields.Nested(AnswerSchema), required=True)

        @validates_schema(skip_on_field_errors=False)
        def _is_complete(self, data: dict[str, Any], **_: Any) -> None:
            given = {one.question: one.value for one in data.get("answers", ()) if isinstance(one, Answer)}
            missing = [question.id for question in _asked(survey, given) if question.required]
            problems = {name: ["answer this question"] for name in missing if name not in given}
            if problems:
                raise ValidationError(problems)

        @post_load
        def _leave_out_what_is_not_asked(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
            given = {one.question: one.value for one in data["answers"]}
            return {question.id: given[question.id] for question in _asked(survey, given) if question.id in given}

    return SubmissionSchema()


def _asked(survey: Survey, given: Mapping[str, Any]) -> list[Question]:
    known: dict[str, Any] = {}
    asked = []
    for page in survey.pages:
        if page.condition is not None and not page.condition.holds(known):
            continue
        for question in page.questions:
            if question.condition is None or question.condition.holds(known):
                asked.append(question)
                known[question.id] = given.get(question.id)
    return asked


def _field(question: Question) -> fields.Field[Any]:
    return _FIELDS[question.type](question, {"allow_none": question.declinable})


def _one_of(question: Question) -> validate.OneOf:
    return validate.OneOf([option.code for option in question.options])


def _alone(question: Question) -> Any:
    alone = {option.code for option in question.options if option.exclusive or option.not_applicable}

    def goes_alone(codes: list[str]) -> None:
        if len(codes) > 1 and alone.intersection(codes):
            raise ValidationError("goes with no other")

    return goes_alone


def _different(codes: list[str]) -> None:
    if len(set(codes)) < len(codes):
        raise ValidationError("one place each")


def _codes(question: Question, **rules: Any) -> fields.Field[Any]:
    return fields.List(fields.String(validate=_one_of(question)), **rules)


def _count(question: Question) -> validate.Length:
    minimum, maximum = (None if limit is None else int(limit) for limit in (question.minimum, question.maximum))
    return validate.Length(min=minimum, max=maximum)


def _number(question: Question, rules: Messages) -> fields.Field[Any]:
    rules = {**rules, "validate": validate.Range(min=question.minimum, max=question.maximum)}
    return fields.Integer(strict=True, **rules) if question.whole else fields.Float(**rules)


def _text(question: Question, rules: Messages) -> fields.Field[Any]:
    storable = validate.Regexp("[^\x00\ud800-\udfff]*\\Z")
    return fields.String(validate=[validate.Length(max=int(question.maximum or 0)), storable], **rules)


_FIELDS = {
    QuestionType.SINGLE_CHOICE: lambda question, rules: fields.String(validate=_one_of(question), **rules),
    QuestionType.SCALE: lambda question, rules: fields.String(validate=_one_of(question), **rules),
    QuestionType.MULTIPLE_RESPONSE: lambda question, rules: _codes(
        question, validate=[_count(question), _alone(question)], **rules
    ),
    QuestionType.RANKING: lambda question, rules: _codes(
        question, validate=[validate.Length(max=places_of(question)), _different], **rules
    ),
    QuestionType.RECOMMENDATION: lambda _, rules: fields.Integer(
        strict=True, validate=validate.Range(0, HIGHEST_RECOMMENDATION), **rules
    ),
    QuestionType.NUMBER: _number,
    QuestionType.DURATION: lambda question, rules: fields.Integer(
        strict=True, validate=validate.Range(question.minimum or 0, question.maximum), **rules
    ),
    QuestionType.DATE: lambda question, rules: fields.Date(
        validate=validate.Range(question.earliest, question.latest), **rules
    ),
    QuestionType.SHORT_TEXT: _text,
    QuestionType.FREE_TEXT: _text,
}
