"""What may be said of a response: enough to act on, and never who of a small group has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xblock_impact.answering.response_rate import Rate, Rates, Shown, rates_of
from xblock_impact.delivery.records import Responses, WaveResponse

World = tuple[tuple[tuple[int, int], ...], int]
"""Eligible and answered of each wave, and how many submissions came from people who are not eligible."""


def rates(waves: tuple[tuple[int, int], ...], others: int = 0, fewest: int = 5, *, complete: bool = True) -> Rates:
    """Return what is said where ``waves`` are pairs of how many could answer and how many did."""
    each = [WaveResponse(f"w{place}", *one, received=one[1]) for place, one in enumerate(waves)]
    return rates_of(sum(one[1] for one in waves) + others, Responses(tuple(each), complete), fewest)


@pytest.mark.parametrize(
    ("eligible", "answered", "shown"),
    [
        (0, 0, Shown.NOT_OPEN),
        (1, 0, Shown.SMALL),
        (5, 5, Shown.SMALL),  # all five would have answered
        (9, 4, Shown.SMALL),
        (10, 0, Shown.FEW),
        (10, 4, Shown.FEW),
        (10, 5, Shown.EXACT),
        (10, 6, Shown.NEARLY_ALL),
        (10, 10, Shown.NEARLY_ALL),
        (63, 58, Shown.EXACT),
        (63, 59, Shown.NEARLY_ALL),
    ],
)
def test_a_group_that_is_small_on_either_side_has_no_exact_figure(eligible: int, answered: int, shown: Shown) -> None:
    (rate,) = rates(((eligible, answered),)).waves

    assert rate.shown is shown


def test_by_name_everything_is_exact() -> None:
    found = rates(((3, 2), (1, 1), (0, 0)), others=1, fewest=0)

    assert [rate.shown for rate in found.waves] == [Shown.EXACT, Shown.EXACT, Shown.NOT_OPEN]
    assert found.exact


def test_the_sum_of_all_waves_does_not_give_away_the_one_that_is_not_said() -> None:
    found = rates(((63, 40), (30, 2)))

    assert (found.submissions, found.exact) == (40, False)


def test_nor_do_the_waves_give_away_whether_anybody_else_answered() -> None:
    """Such as two who closed their accounts since."""
    found = [rates(((63, 40),), others) for others in (0, 4, 5)]

    assert [(one.submissions, one.exact) for one in found] == [(40, True), (40, True), (45, True)]


def test_without_knowing_all_learners_there_is_no_rate_but_a_sum_if_that_tells_nothing() -> None:
    assert rates(((63, 40),), complete=False) == Rates((Rate("w0", Shown.UNKNOWN),), 40, exact=True)
    assert rates(((63, 40), (63, 0)), others=4, complete=False).submissions == 40
    for few in ((44, 40), (63, 4), (4, 0), (4, 4)):
        found = rates(((63, 40), few), complete=False)
        assert (found.submissions, found.exact) == ((40, True) if few[1] == 0 else (0, False))


def test_where_nobody_counts_learners_nothing_is_said_unless_answers_have_names() -> None:
    assert rates_of(40, None, 5) == Rates((), 0, exact=False)
    assert rates_of(40, None, 0) == Rates((), 40, exact=True)


@pytest.mark.parametrize(
    ("answered", "eligible", "share"),
    [(0, 200, 0), (1, 1000, 1), (199, 200, 99), (200, 200, 100), (41, 63, 65), (0, 0, 0), (1, 2, 50)],
)
def test_a_share_is_nothing_or_all_only_if_nobody_or_everybody_answered(
    answered: int, eligible: int, share: int
) -> None:
    assert Rate("w", Shown.EXACT, answered, eligible).share == share


def worlds(fewest: int) -> Iterator[World]:
    """Every course with up to two waves and a few learners more than it takes to say anything."""
    some = [(eligible, answered) for eligible in range(2 * fewest + 3) for answered in range(eligible + 1)]
    for count in (1, 2):
        for waves in product(some, repeat=count):
            for others in range(fewest + 2):
                yield waves, others


def said_of(world: World, fewest: int) -> object:
    """Return everything that can be read or known beforehand: what the panel says, and how many could answer."""
    waves, others = world
    found = rates(waves, others, fewest)
    said = [(rate.shown, rate.answered if rate.shown is Shown.EXACT else None) for rate in found.waves]
    return tuple(eligible for eligible, _ in waves), tuple(said), found.submissions, found.exact


@pytest.mark.parametrize("fewest", [2, 3])
def test_whatever_is_said_every_number_of_a_small_group_stays_possible(fewest: int) -> None:
    """Of each wave: if fewer than the threshold answered, or did not, then nothing that is said, alone or together,
    leaves fewer numbers possible than the threshold has.
    """
    alike: dict[object, list[World]] = defaultdict(list)
    for world in worlds(fewest):
        alike[said_of(world, fewest)].append(world)

    for possible in alike.values():
        for place in range(len(possible[0][0])):
            numbers = {waves[place][1] for waves, _ in possible}
            eligible = possible[0][0][place][0]
            if any(answered < fewest or eligible - answered < fewest for answered in numbers):
                assert len(numbers) >= min(fewest, eligible + 1), possible
        others = {others for _, others in possible}
        if any(number < fewest for number in others):
            assert len(others) >= fewest, possible


@given(
    st.lists(st.integers(0, 40).flatmap(lambda eligible: st.tuples(st.just(eligible), st.integers(0, eligible)))),
    st.integers(0, 12),
    st.integers(2, 12),
)
def test_no_two_published_figures_differ_by_a_count_below_the_threshold(
    waves: list[tuple[int, int]], others: int, fewest: int
) -> None:
    found = rates(tuple(waves), others, fewest)
    exact = [rate for rate in found.waves if rate.shown is Shown.EXACT]

    for rate in exact:
        assert rate.answered >= fewest
        assert rate.eligible - rate.answered >= fewest
    if found.exact:
        rest = found.submissions - sum(rate.answered for rate in exact)
        assert rest == 0 or rest >= fewest
        assert all(answered == 0 for rate, (_, answered) in zip(found.waves, waves, strict=True) if rate not in exact)
    assert found.submissions <= sum(answered for _, answered in waves) + others
