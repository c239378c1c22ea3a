"""Reading documents of the contract, with every problem and its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from surveys.answers import AnswerValue
from surveys.contract import VERSION, Definition, Participant, Receipt, ReceiptStatus, Submission
from surveys.definition.fields import TextField, WholeNumber, language_tag
from surveys.definition.load import flatten
from surveys.errors import ContractInvalid, ContractUnknownVersion, Problem
from surveys.limits import MAX_ANSWER_TEXT, MAX_ANSWERS, MAX_CODE, MAX_NUMBER, MAX_OPTIONS
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode
from surveys.strict_json import parse_json

__all__ = [
    "MAX_ANSWERS",
    "MAX_ANSWER_TEXT",
    "campaign_key",
    "read_definition",
    "read_receipt",
    "read_submission",
]

_QUESTION = re.compile(r"[a-z][a-z0-9_]{0,63}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

campaign_key = validate.Regexp(
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z",
    error="Use 1 to 63 lower-case letters, digits and hyphens, a letter or digit first and last.",
)
_digest = validate.Regexp(r"[0-9a-f]{64}\Z", error="A digest is 64 hexadecimal digits.")


class _Answers(fields.Field[Mapping[str, AnswerValue]]):
    """All answers in one field: five times as fast as a list of nested schemas."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Mapping[str, AnswerValue]:
        if not isinstance(value, dict):
            raise ValidationError("Give the answers by question id.")
        if len(value) > MAX_ANSWERS:
            raise ValidationError(f"There are more than {MAX_ANSWERS} answers.")
        problems = {name: [why] for name, answer in value.items() if (why := _answer_problem(name, answer))}
        if problems:
            raise ValidationError(problems)
        return value


def _answer_problem(name: str, answer: object) -> str | None:
    if not _QUESTION.fullmatch(name):
        return "This is not a question id."
    if answer is None:
        return None
    if isinstance(answer, str):
        return None if len(answer) <= MAX_ANSWER_TEXT else f"There are more than {MAX_ANSWER_TEXT:,} characters."
    if isinstance(answer, list):
        return _list_problem(answer)
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "An answer is a text, a number, a list of codes, or null."
    return None if -MAX_NUMBER <= answer <= MAX_NUMBER else "The number is too large."


def _list_problem(answer: list[object]) -> str | None:
    if len(answer) > MAX_OPTIONS:
        return f"There are more than {MAX_OPTIONS} codes."
    codes = {code for code in answer if isinstance(code, str) and len(code) <= MAX_CODE}
    return None if 0 < len(codes) == len(answer) else "Give each code once, as a text; at least one."


class _Instant(fields.Field[datetime]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            if isinstance(value, str) and _INSTANT.fullmatch(value):
                return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            pass
        raise ValidationError("Give the time in UTC, as in 2026-11-22T08:00:00Z.")


class _SubmissionId(fields.Field[UUID]):
    """A UUID in its one canonical form: ``{…}``, ``urn:uuid:…`` and capitals would be other bytes for the
    same thing.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> UUID:
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            raise ValidationError("Give a UUID in lower case, as in 0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d.")
        return UUID(value)


class _ParticipantSchema(Schema):
    id = fields.String(required=True, validate=validate.Length(min=1, max=128))
    name = fields.String(validate=validate.Length(max=255))
    email = fields.String(validate=validate.Length(max=254))


class _SubmissionSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("submission"))
    submission_id = _SubmissionId(required=True)
    revision = WholeNumber(required=True, validate=validate.Range(min=1, max=1_000_000))
    campaign = fields.String(required=True, validate=campaign_key)
    wave = fields.String(required=True, validate=campaign_key)
    definition = fields.String(required=True, validate=_digest)
    mode = fields.Enum(PrivacyMode, by_value=True, required=True)
    language = fields.String(required=True, validate=language_tag)
    answered_at = _Instant(required=True)
    answers = _Answers(required=True)
    participant = fields.Nested(_ParticipantSchema)

    @validates_schema(skip_on_field_errors=True)
    def _carries_what_its_mode_allows(self, data: dict[str, Any], **_: Any) -> None:
        person, mode = data.get("participant"), data["mode"]
        if mode is PrivacyMode.ANONYMOUS:
            if person is not None:
                raise ValidationError("An anonymous submission names a participant.", "participant")
        elif person is None:
            raise ValidationError(f"In {mode} mode the participant's id is needed.", "participant")
        elif mode is PrivacyMode.CONFIDENTIAL and person.keys() != {"id"}:
            raise ValidationError("A confidential submission carries a pseudonym only.", "participant")


class _CampaignSchema(Schema):
    key = fields.String(required=True, validate=campaign_key)
    title = TextField(required=True)
    mode = fields.Enum(PrivacyMode, by_value=True, required=True)
    min_respondents = WholeNumber(validate=validate.Range(min=MIN_RESPONDENTS, max=1_000))


class _DefinitionSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("definition"))
    campaign = fields.Nested(_CampaignSchema, required=True)
    survey = fields.Dict(keys=fields.String(), required=True)


class _ReceiptSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("receipt"))
    submission_id = _SubmissionId(required=True)
    digest = fields.String(required=True, validate=_digest)
    status = fields.Enum(ReceiptStatus, by_value=True, required=True)
    received_at = _Instant(required=True)
    reason = fields.String()


_SUBMISSION, _DEFINITION, _RECEIPT = _SubmissionSchema(), _DefinitionSchema(), _ReceiptSchema()


def read_submission(raw: bytes) -> Submission:
    """Return the submission in ``raw``. Raises JSONRefused, ContractUnknownVersion or ContractInvalid."""
    data = _load(_SUBMISSION, raw)
    participant = data.get("participant")
    return Submission(
        submission_id=data["submission_id"],
        revision=data["revision"],
        campaign=data["campaign"],
        wave=data["wave"],
        definition=data["definition"],
        mode=data["mode"],
        language=data["language"],
        answered_at=data["answered_at"],
        answers=data["answers"],
        participant=None if participant is None else Participant(**participant),
    )


def read_definition(raw: bytes) -> Definition:
    """Return the definition in ``raw``; its survey is not yet loaded. Raises as ``read_submission``."""
    data = _load(_DEFINITION, raw)
    campaign = data["campaign"]
    return Definition(
        campaign=campaign["key"],
        title=campaign["title"],
        mode=campaign["mode"],
        min_respondents=campaign.get("min_respondents"),
        survey=data["survey"],
    )


def read_receipt(raw: bytes) -> Receipt:
    """Return the receipt in ``raw``. Raises as ``read_submission``."""
    data = _load(_RECEIPT, raw)
    return Receipt(
        submission_id=data["submission_id"],
        digest=data["digest"],
        status=data["status"],
        received_at=data["received_at"],
        reason=data.get("reason"),
    )


def _load(schema: Schema, raw: bytes) -> dict[str, Any]:
    document = parse_json(raw)
    if not isinstance(document, dict):
        raise ContractInvalid([Problem("", "A document of the contract is a JSON object.")])
    version = document.get("contract")
    if isinstance(version, int) and not isinstance(version, bool) and version != VERSION:
        raise ContractUnknownVersion([Problem("contract", f"Version {version} is not known here; {VERSION} is.")])
    try:
        loaded: dict[str, Any] = schema.load(document)
    except ValidationError as error:
        raise ContractInvalid(list(flatten(error.messages))) from None
    return loaded
