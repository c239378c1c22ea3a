"""The values of the contract: receipts' codes, instants and what leaves an LMS in each privacy mode."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.contract import instant_to_wire, receipt_code, unlinkable_receipt_code
from tests.contract.documents import SUBMISSIONS


@given(st.uuids())
def test_a_receipt_code_is_two_groups_of_four_letters_and_digits(submission_id: UUID) -> None:
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", receipt_code(submission_id))
    assert receipt_code(submission_id) == receipt_code(UUID(str(submission_id)))


def test_a_receipt_code_never_changes() -> None:
    """First 40 bits of SHA-256("impact receipt " + the 16 bytes), base32 (RFC 4648)."""
    assert receipt_code(UUID("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")) == "ONQH-QX7L"


@given(st.lists(st.uuids(), min_size=2, max_size=2, unique=True))
def test_two_submissions_have_two_codes(ids: list[UUID]) -> None:
    assert receipt_code(ids[0]) != receipt_code(ids[1])


def test_an_unlinkable_code_looks_the_same_and_is_another_each_time() -> None:
    codes = {unlinkable_receipt_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", code) for code in codes)


def test_an_instant_travels_as_utc_in_whole_seconds() -> None:
    summer_time = timezone(timedelta(hours=2))
    assert instant_to_wire(datetime(2026, 7, 1, 1, 30, 59, 999_999, summer_time)) == "2026-06-30T23:30:59Z"
    assert instant_to_wire(datetime(2026, 7, 1, tzinfo=UTC)) == "2026-07-01T00:00:00Z"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_to_wire(datetime(2026, 7, 1))  # noqa: DTZ001  # that is the point


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("submission_anonymous", None),
        ("submission_confidential", {"id"}),
        ("submission_identified", {"id", "name", "email"}),
    ],
)
def test_each_privacy_mode_sends_only_what_it_promises(name: str, personal: set[str] | None) -> None:
    document = json.loads(SUBMISSIONS[name].to_bytes())
    assert (set(document["participant"]) if "participant" in document else None) == personal
