"""A survey that can be published can also be answered and sent."""

from __future__ import annotations

from dataclasses import replace

from surveys.contract import MAX_DEFINITION_BYTES, MAX_SUBMISSION_BYTES, Definition, Participant
from surveys.limits import MAX_ANSWER_TEXTS, MAX_ANSWERS, MAX_SURVEY_BYTES
from surveys.privacy import PrivacyMode
from tests.contract.documents import submission


def test_the_longest_submission_fits_what_the_service_takes() -> None:
    """Control characters take six bytes each in JSON, more than anything else a text may hold."""
    person = Participant("\x01" * 128, name="\x01" * 255, email="\x01" * 254)
    codes = {f"{'q' * 60}{number:04}": "c" * 64 for number in range(MAX_ANSWERS - 2)}
    texts = {f"{'t' * 60}{number:04}": "\x01" * (MAX_ANSWER_TEXTS // 2) for number in range(2)}
    longest = replace(submission(PrivacyMode.IDENTIFIED, person), answers={**codes, **texts})
    assert len(longest.to_bytes()) < MAX_SUBMISSION_BYTES


def test_the_largest_definition_fits_what_the_service_takes() -> None:
    title = {f"x{chr(97 + number)}": "\x01" * 4000 for number in range(4)}
    around = Definition("k" * 63, title, PrivacyMode.CONFIDENTIAL, {}, 1000)
    assert len(around.to_bytes()) + MAX_SURVEY_BYTES < MAX_DEFINITION_BYTES
