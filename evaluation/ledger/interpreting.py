"""What an arrival means in its campaign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.campaigns.cells import Counted, counted
from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.model import Campaign
from evaluation.ledger.arrivals import Arrival, Cause, Refused
from surveys.answers import check_answers
from surveys.contract import Submission

_LANGUAGE = "en"  # of reasons: those who look after the service read them


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A submission that can be counted."""

    campaign: Campaign
    submission: Submission
    answers: list[Counted]


def interpret(arrival: Arrival, campaigns: Mapping[str, Campaign], shelf: Shelf) -> Interpreted:
    """Return what ``arrival`` means, given its campaign and definition. Raises Refused."""
    submission = arrival.submission
    if arrival.refused is not None or submission is None:
        raise arrival.refused or Refused(Cause.UNREADABLE, "The submission could not be read.")
    campaign = campaigns.get(submission.campaign)
    if campaign is None:
        raise Refused(Cause.UNKNOWN_CAMPAIGN, f"There is no campaign called {submission.campaign} yet.")
    survey = shelf.get(campaign.id, submission.definition)
    if survey is None:
        raise Refused(Cause.UNKNOWN_DEFINITION, f"The definition {submission.definition} is not registered yet.")
    if submission.mode is not campaign.mode:
        raise Refused(Cause.OTHER_MODE, f"The submission is {submission.mode}, its campaign {campaign.mode}.")
    checked = check_answers(survey, submission.answers, _LANGUAGE, recalled=submission.recalled)
    if checked.problems:
        problems = "; ".join(f"{problem.question_id}: {problem.message}" for problem in checked.problems)
        raise Refused(Cause.UNFIT_ANSWERS, problems)
    return Interpreted(campaign, submission, counted(survey, checked.values, submission.answered_at))
