"""Registering definitions: what an LMS publishes before it sends answers, or after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from evaluation.campaigns import catalogue
from evaluation.campaigns.definitions import add, holds, surveys_of
from evaluation.campaigns.model import Campaign
from evaluation.errors import CampaignModeDiffers, DefinitionRefused
from evaluation.ledger.facts import drop_facts_in_other_modes
from evaluation.ledger.quarantine import await_registration
from evaluation.ledger.replaying import replay_for_definition
from evaluation.storage.writer import Writer
from surveys.contract import Definition
from surveys.contract_reading import read_definition
from surveys.definition import Survey, load_survey
from surveys.definition.outline import Answerable, Part, answerables_of, pages_of, questions_of
from surveys.errors import ContractInvalid, DefinitionInvalid, JSONRefused, Problem


@dataclass(frozen=True, slots=True)
class Registered:
    """A definition that the service has. ``new`` is False if it had it before."""

    campaign: Campaign
    survey: Survey
    new: bool


def register(writer: Writer, body: bytes, digest: str, now: datetime) -> Registered:
    """Register the definition in ``body`` under ``digest``, that of its survey, and take in what waited for
    it.

    The first definition of a campaign makes it and fixes its mode; each may give it a new title and raise its
    threshold. Raises DefinitionRefused, CampaignModeDiffers, StorageUnavailable.
    """
    definition, survey = _read(body)
    if survey.digest != digest:
        raise DefinitionRefused([Problem("", f"The survey's digest is {survey.digest}, not that of the address.")])
    known = writer.write(lambda conn: _known(conn, definition, survey))
    return known or writer.write(lambda conn: _register(conn, definition, survey, now))


def _read(body: bytes) -> tuple[Definition, Survey]:
    try:
        definition = read_definition(body)
    except JSONRefused as error:
        raise DefinitionRefused([Problem("", str(error))]) from None
    except ContractInvalid as error:
        raise DefinitionRefused(error.problems) from None
    try:
        return definition, load_survey(definition.survey)
    except DefinitionInvalid as error:
        raise DefinitionRefused(_within("survey", error.problems)) from None


def _within(path: str, problems: Sequence[Problem]) -> list[Problem]:
    return [Problem(f"{path}.{problem.path}" if problem.path else path, problem.message) for problem in problems]


def _known(conn: Connection, definition: Definition, survey: Survey) -> Registered | None:
    """Return the registration if there is nothing to do: an LMS puts a definition again after each start."""
    campaign = catalogue.locked(conn, frozenset({definition.campaign})).get(definition.campaign)
    if campaign is None or campaign.mode is not definition.mode:
        return None
    retitled = {**campaign.title, **definition.title} != dict(campaign.title)
    if retitled or (definition.min_respondents or 0) > campaign.min_respondents:
        return None
    return Registered(campaign, survey, False) if holds(conn, campaign, survey) else None


def _register(conn: Connection, definition: Definition, survey: Survey, now: datetime) -> Registered:
    campaign = _campaign(conn, definition, now)
    if problems := _changed_types(survey, surveys_of(conn, campaign)):
        raise DefinitionRefused(problems)
    new = add(conn, campaign, survey, now)
    if new:
        replay_for_definition(conn, campaign.key, now)
    return Registered(campaign, survey, new)


def _campaign(conn: Connection, definition: Definition, now: datetime) -> Campaign:
    """Return the definition's campaign, held; make it if it is not there. Raises CampaignModeDiffers."""
    # This lock first, then the campaign's: the order in which submissions take them.
    await_registration(conn, exclusive=True)
    campaign = catalogue.locked(conn, frozenset({definition.campaign})).get(definition.campaign)
    if campaign is None:
        made = catalogue.create(
            conn, definition.campaign, definition.title, definition.mode, now, definition.min_respondents
        )
        drop_facts_in_other_modes(conn, made)
        return made
    if campaign.mode is not definition.mode:
        raise CampaignModeDiffers(campaign.key, campaign.mode)
    return catalogue.revise(conn, campaign, definition.title, definition.min_respondents)


def _changed_types(survey: Survey, before: Sequence[Survey]) -> list[Problem]:
    """Return a problem for each question whose type is not what it was in the same version of that question."""
    known = {(question.id, question.version): question.type for older in before for question in older}
    paths = {one.id: one.path for page in pages_of(dict(survey.data)) for one in _answerables(page)}
    return [
        Problem(
            f"survey.{paths[question.id]}.type",
            f"Version {question.version} of {question.id} is of type {known[question.id, question.version]} in this "
            "campaign. Give the question a new version.",
        )
        for question in survey
        if known.get((question.id, question.version), question.type) is not question.type
    ]


def _answerables(page: Part) -> Iterator[Answerable]:
    return (one for question in questions_of(page) for one in answerables_of(question))
