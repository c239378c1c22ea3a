"""Reading definitions, submissions and receipts."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from surveys.contract import MAX_REVISION, Definition, Participant, Receipt, ReceiptStatus, Submission
from surveys.contract_reading.fields import Answers, Identifier, Instant, campaign_key, digest, load
from surveys.definition.fields import TextField, WholeNumber, language_tag
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode


class _ParticipantSchema(Schema):
    id = fields.String(required=True, validate=validate.Length(min=1, max=128))
    name = fields.String(validate=validate.Length(max=255))
    email = fields.String(validate=validate.Length(max=254))


class _SubmissionSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("submission"))
    submission_id = Identifier(required=True)
    revision = WholeNumber(required=True, validate=validate.Range(min=1, max=MAX_REVISION))
    campaign = fields.String(required=True, validate=campaign_key)
    wave = fields.String(required=True, validate=campaign_key)
    definition = fields.String(required=True, validate=digest)
    mode = fields.Enum(PrivacyMode, by_value=True, required=True)
    language = fields.String(required=True, validate=language_tag)
    answered_at = Instant(required=True)
    answers = Answers(required=True)
    participant = fields.Nested(_ParticipantSchema)
    recalled = Answers()

    @validates_schema(skip_on_field_errors=True)
    def _carries_what_its_mode_allows(self, data: dict[str, Any], **_: Any) -> None:
        person, mode = data.get("participant"), data["mode"]
        if mode is PrivacyMode.ANONYMOUS:
            if person is not None:
                raise ValidationError("An anonymous submission names a participant.", "participant")
            if data.get("recalled"):
                raise ValidationError("An anonymous submission carries earlier answers.", "recalled")
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
    submission_id = Identifier(required=True)
    digest = fields.String(required=True, validate=digest)
    status = fields.Enum(ReceiptStatus, by_value=True, required=True)
    received_at = Instant(required=True)
    reason = fields.String()


_SUBMISSION, _DEFINITION, _RECEIPT = _SubmissionSchema(), _DefinitionSchema(), _ReceiptSchema()


def read_submission(raw: bytes) -> Submission:
    """Return the submission in ``raw``. Raises JSONRefused, ContractUnknownVersion or ContractInvalid."""
    data = load(_SUBMISSION, raw)
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
        recalled=data.get("recalled", {}),
    )


def read_definition(raw: bytes) -> Definition:
    """Return the definition in ``raw``; its survey is not yet loaded. Raises as ``read_submission``."""
    data = load(_DEFINITION, raw)
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
    data = load(_RECEIPT, raw)
    return Receipt(
        submission_id=data["submission_id"],
        digest=data["digest"],
        status=data["status"],
        received_at=data["received_at"],
        reason=data.get("reason"),
    )
