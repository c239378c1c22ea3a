"""How many of those who could answer did, and how much of that may be said.

Where answers are not sent by name, nothing that is said leads to how many, of a group that is small on either side,
answered: neither one figure nor the difference of two. How many could answer is no secret: a course team knows who
takes its course.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.privacy import PrivacyMode
from xblock_impact.answering.waves import counts_from_first_visit
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import Responses, WaveResponse


class Shown(StrEnum):
    """How much is said of one wave."""

    EXACT = "exact"
    FEW = "few"  # fewer than the threshold answered
    NEARLY_ALL = "nearly_all"  # fewer than the threshold did not
    SMALL = "small"  # too few learners for any of these to keep anything back
    NOT_OPEN = "not_open"  # to nobody yet
    UNKNOWN = "unknown"  # who could answer


@dataclass(frozen=True, slots=True)
class Rate:
    """What is said of one wave. ``answered`` and ``eligible`` are only for saying what ``shown`` allows."""

    wave: str
    shown: Shown
    answered: int = 0
    eligible: int = 0

    @property
    def share(self) -> int:
        """Return how many of a hundred answered. Neither 0 nor 100 unless nobody or everybody did."""
        if not 0 < self.answered < self.eligible:
            return 100 if self.answered else 0
        return min(max(round(100 * self.answered / self.eligible), 1), 99)


@dataclass(frozen=True, slots=True)
class Rates:
    """What is said of a block: each wave, and all submissions together."""

    waves: tuple[Rate, ...]
    submissions: int  # without those of fewer others than the threshold: their number would be a difference
    exact: bool  # if not, there are as many submissions or more


def rates_for(accepted: int, responses: Responses | None, configuration: Configuration) -> Rates:
    """Return what may be said of ``accepted`` submissions to the block that is configured so."""
    if responses is not None and counts_visits_unseen(configuration):
        responses = replace(responses, complete=False)
    return rates_of(accepted, responses, threshold(configuration))


def threshold(configuration: Configuration) -> int:
    """Return the fewest persons of a group of whom numbers are said; 0 where answers are sent by name."""
    return 0 if configuration.mode is PrivacyMode.IDENTIFIED else configuration.min_respondents


def counts_visits_unseen(configuration: Configuration) -> bool:
    """Whether a wave hangs on first visits of which nothing is kept: those to an anonymous survey."""
    return configuration.mode is PrivacyMode.ANONYMOUS and counts_from_first_visit(configuration.plan)


def rates_of(accepted: int, responses: Responses | None, fewest: int) -> Rates:
    """Return what may be said of ``accepted`` submissions and of whom they are from.

    ``fewest``: the threshold; 0 where answers are sent by name, and everything may be said.
    """
    if responses is None:
        return Rates((), 0 if fewest else accepted, exact=not fewest)
    if not responses.complete:
        return _without_learners(accepted, responses, fewest)
    waves = tuple(Rate(one.wave, _shown(one, fewest), one.answered, one.eligible) for one in responses.waves)
    if any(one.shown not in (Shown.EXACT, Shown.NOT_OPEN) for one in waves):
        return Rates(waves, sum(_at_least(one, fewest) for one in waves), exact=False)
    return Rates(waves, _with_others(sum(one.answered for one in waves), accepted, fewest), exact=True)


def _shown(one: WaveResponse, fewest: int) -> Shown:
    """Return how much may be said: each answer leaves ``fewest`` numbers possible where it is not exact."""
    if one.eligible == 0:
        return Shown.NOT_OPEN
    if one.eligible < 2 * fewest:
        return Shown.SMALL
    if one.answered < fewest:
        return Shown.FEW
    return Shown.NEARLY_ALL if one.eligible - one.answered < fewest else Shown.EXACT


def _at_least(rate: Rate, fewest: int) -> int:
    if rate.shown is Shown.EXACT:
        return rate.answered
    return rate.eligible - fewest + 1 if rate.shown is Shown.NEARLY_ALL else 0


def _without_learners(accepted: int, responses: Responses, fewest: int) -> Rates:
    """Return what may be said although not all learners are known: how many submissions there are, if those who are
    known are enough on either side of every wave.
    """
    waves = tuple(Rate(one.wave, Shown.UNKNOWN) for one in responses.waves)
    enough = all(
        one.received == 0 or (one.received >= fewest and one.eligible - one.answered >= fewest)
        for one in responses.waves
    )
    if not enough:
        return Rates(waves, 0, exact=False)
    return Rates(waves, _with_others(sum(one.received for one in responses.waves), accepted, fewest), exact=True)


def _with_others(counted: int, accepted: int, fewest: int) -> int:
    """Return how many submissions may be said to be there: those of others than ``counted`` only if they are many."""
    return accepted if accepted - counted >= fewest else counted
