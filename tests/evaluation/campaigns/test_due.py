"""Which releases are due, as a rule on its own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.campaigns.model import Campaign, CampaignState
from evaluation.campaigns.releases import Pending, due
from surveys.privacy import PrivacyMode
from surveys.texts import Text

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _campaign(
    mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, k: int = 5, state: CampaignState = CampaignState.OPEN
) -> Campaign:
    return Campaign(1, "pilot", Text({"en": "Trial"}), mode, k, state, NOW, None)


def _pending(persons: list[str | None]) -> list[Pending]:
    return [Pending(uuid.uuid4(), number, person, 1, None) for number, person in enumerate(persons)]


def _people(number: int) -> list[Pending]:
    return _pending([f"p{place}" for place in range(number)])


@pytest.mark.parametrize(
    ("persons", "sizes"),
    [(0, []), (4, []), (5, []), (9, []), (10, [5]), (12, [5]), (14, [5]), (15, [5, 5]), (23, [5, 5, 5])],
)
def test_an_open_campaign_releases_k_whenever_2k_wait(persons: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in due(_people(persons), _campaign())] == sizes


@pytest.mark.parametrize(("persons", "sizes"), [(0, []), (4, []), (5, [5]), (6, [6]), (23, [23])])
def test_a_closed_campaign_releases_all_if_they_are_k(persons: int, sizes: list[int]) -> None:
    closed = _campaign(state=CampaignState.CLOSED)
    assert [len(batch) for batch in due(_people(persons), closed)] == sizes


@pytest.mark.parametrize("persons", [1, 4, 12])
def test_an_identified_campaign_releases_at_once(persons: int) -> None:
    pending = _people(persons)
    assert due(pending, _campaign(PrivacyMode.IDENTIFIED)) == [pending]


def test_persons_are_counted_not_submissions() -> None:
    """Four persons who answered three waves each are still four."""
    pending = _pending([f"p{place % 4}" for place in range(12)])
    assert due(pending, _campaign(state=CampaignState.CLOSED)) == []


def test_anonymous_submissions_are_a_person_each() -> None:
    assert [len(batch) for batch in due(_pending([None] * 10), _campaign(PrivacyMode.ANONYMOUS))] == [5]


def _changed(persons: int) -> list[Pending]:
    return [Pending(uuid.uuid4(), number, f"changed{number}", 2, 1) for number in range(persons)]


@pytest.mark.parametrize("state", CampaignState)
def test_changes_of_what_was_released_do_not_make_up_a_group(state: CampaignState) -> None:
    """Four who change nothing and one who is new: the difference of two looks would be the new one's answers."""
    assert due([*_changed(9), *_people(1)], _campaign(state=state), released=9) == []


def test_changes_go_with_the_next_group() -> None:
    changed, people = _changed(2), _people(10)
    (batch,) = due([*changed, *people], _campaign(), released=2)
    assert {one.submission_id for one in batch} == {one.submission_id for one in [*changed, *people[:5]]}


@pytest.mark.parametrize(("fresh", "released", "shows"), [(7, 5, True), (4, 5, False), (7, 0, False), (7, 8, False)])
def test_a_threshold_raised_midway_hides_no_group_that_is_large_enough(fresh: int, released: int, shows: bool) -> None:
    closed = _campaign(k=8, state=CampaignState.CLOSED)
    assert bool(due(_people(fresh), closed, released=released)) is shows


@given(
    persons=st.lists(st.sampled_from([None, *map(str, range(30))]), max_size=60),
    k=st.integers(5, 8),
    state=st.sampled_from(CampaignState),
)
def test_every_release_is_of_k_persons_or_more_the_oldest_first_and_nobody_is_in_two(
    persons: list[str | None], k: int, state: CampaignState
) -> None:
    pending = _pending(persons)
    batches = due(pending, _campaign(k=k, state=state))
    released = [one for batch in batches for one in batch]
    people = [{one.person for one in batch} for batch in batches]
    held = {one.person for one in pending} - set().union(*people)
    assert all(len(batch) >= k for batch in people)
    assert sum(map(len, people)) == len(set().union(*people))
    assert len(released) == len({one.submission_id for one in released})
    assert len(held) < (2 * k if state is CampaignState.OPEN else k)
    first_of = {one.person: one.submission_no for one in reversed(pending)}
    assert all(first_of[one.person] < min((first_of[person] for person in held), default=61) for one in released)
