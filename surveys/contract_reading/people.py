"""Reading participant facts and holdings."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from surveys.contract import (
    MAX_COURSE_KEY,
    MAX_HOLDINGS,
    FactKind,
    Holding,
    Holdings,
    Participant,
    ParticipantFact,
    ReceiptStatus,
)
from surveys.contract_reading.fields import Identifier, Instant, campaign_key, digest, load
from surveys.definition.fields import WholeNumber
from surveys.privacy import PrivacyMode

_KNOWN_BY_PERSON = (PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL)


class _IdSchema(Schema):
    id = fields.String(required=True, validate=validate.Length(min=1, max=128))


class _FactSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("participant_fact"))
    fact_id = Identifier(required=True)
    campaign = fields.String(required=True, validate=campaign_key)
    mode = fields.Enum(
        PrivacyMode,
        by_value=True,
        required=True,
        validate=validate.OneOf(_KNOWN_BY_PERSON, error="In anonymous mode nothing is kept about persons."),
    )
    participant = fields.Nested(_IdSchema, required=True)
    fact = fields.Enum(FactKind, by_value=True, required=True)
    at = Instant(required=True)
    course = fields.String(required=True, validate=validate.Length(max=MAX_COURSE_KEY))


class _HoldingSchema(Schema):
    submission_id = Identifier(required=True)
    revision = WholeNumber(required=True, validate=validate.Range(min=1))
    digest = fields.String(required=True, validate=digest)
    status = fields.Enum(ReceiptStatus, by_value=True, required=True)


class _HoldingsSchema(Schema):
    contract = WholeNumber(required=True)
    kind = fields.String(required=True, validate=validate.Equal("holdings"))
    campaign = fields.String(required=True, validate=campaign_key)
    count = WholeNumber(required=True, validate=validate.Range(min=0))
    holdings = fields.List(fields.Nested(_HoldingSchema), required=True, validate=validate.Length(max=MAX_HOLDINGS))
    next = Identifier(required=True, allow_none=True)


_FACT, _HOLDINGS = _FactSchema(), _HoldingsSchema()


def read_participant_fact(raw: bytes) -> ParticipantFact:
    """Return the fact in ``raw``. Raises JSONRefused, ContractUnknownVersion or ContractInvalid."""
    data = load(_FACT, raw)
    return ParticipantFact(
        fact_id=data["fact_id"],
        campaign=data["campaign"],
        mode=data["mode"],
        participant=Participant(data["participant"]["id"]),
        fact=data["fact"],
        at=data["at"],
        course=data["course"],
    )


def read_holdings(raw: bytes) -> Holdings:
    """Return the page of holdings in ``raw``. Raises as ``read_participant_fact``."""
    data = load(_HOLDINGS, raw)
    return Holdings(
        campaign=data["campaign"],
        count=data["count"],
        holdings=tuple(Holding(**held) for held in data["holdings"]),
        next=data["next"],
    )
