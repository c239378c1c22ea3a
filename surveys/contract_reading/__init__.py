"""Reading documents of the contract, with every problem and its path."""

from surveys.contract_reading.documents import read_definition, read_receipt, read_submission
from surveys.contract_reading.fields import campaign_key
from surveys.contract_reading.people import read_holdings, read_participant_fact
from surveys.limits import MAX_ANSWER_TEXT, MAX_ANSWERS

__all__ = [
    "MAX_ANSWERS",
    "MAX_ANSWER_TEXT",
    "campaign_key",
    "read_definition",
    "read_holdings",
    "read_participant_fact",
    "read_receipt",
    "read_submission",
]
