"""What travels between an LMS and the evaluation service: definition, submission, receipt, participant fact,
holdings. Version 1.

Every document names its contract version and kind. A reader takes every minor addition it does not know as an
error, so a change of shape is a new version. Personal data is a class of its own, ``Participant``: leaving it
out is a type, not a habit. Golden documents of every version stand in ``tests/contract``.
"""

from surveys.contract.documents import Definition, Receipt, ReceiptStatus, Submission
from surveys.contract.holdings import MAX_HOLDINGS, Holding, Holdings
from surveys.contract.people import MAX_COURSE_KEY, MAX_FACT_BYTES, FactKind, Participant, ParticipantFact
from surveys.contract.wire import (
    DEFAULT_WAVE,
    MAX_DEFINITION_BYTES,
    MAX_REVISION,
    MAX_SUBMISSION_BYTES,
    VERSION,
    instant_to_wire,
    receipt_code,
    unlinkable_receipt_code,
)

__all__ = [
    "DEFAULT_WAVE",
    "MAX_COURSE_KEY",
    "MAX_DEFINITION_BYTES",
    "MAX_FACT_BYTES",
    "MAX_HOLDINGS",
    "MAX_REVISION",
    "MAX_SUBMISSION_BYTES",
    "VERSION",
    "Definition",
    "FactKind",
    "Holding",
    "Holdings",
    "Participant",
    "ParticipantFact",
    "Receipt",
    "ReceiptStatus",
    "Submission",
    "instant_to_wire",
    "receipt_code",
    "unlinkable_receipt_code",
]
