"""Registering definitions, and what waited for them."""

from __future__ import annotations

import copy
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from evaluation.campaigns import catalogue
from evaluation.campaigns.definitions import surveys_of
from evaluation.campaigns.model import Campaign
from evaluation.errors import CampaignModeDiffers, DefinitionRefused
from evaluation.ledger.definitions import register
from evaluation.ledger.replaying import replay
from evaluation.storage.tables import ledger, quarantine
from evaluation.storage.writer import Writer
from surveys.canonical import canonical_json
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import KEY_ID, NOW, House, definition_of, submission_to
from tests.evaluation.survey import SURVEY

SECOND = {**SURVEY, "version": 2}


def _campaign(house: House, key: str = "pilot") -> Campaign:
    with house.engine.connect() as conn:
        return catalogue.find(conn, key)


def test_the_first_definition_makes_its_campaign(house: House) -> None:
    registered = house.register(definition_of(title={"nl": "Proef"}, min_respondents=8))
    campaign = _campaign(house)
    assert registered.new
    assert registered.campaign == campaign
    assert (campaign.key, campaign.mode, campaign.min_respondents) == ("pilot", PrivacyMode.CONFIDENTIAL, 8)
    assert (dict(campaign.title), campaign.created_at, campaign.closed) == ({"nl": "Proef"}, NOW, False)


def test_a_definition_that_is_known_changes_nothing(house: House) -> None:
    house.register(definition_of())
    before = _campaign(house)
    assert not house.register(definition_of(), NOW + timedelta(days=1)).new
    assert _campaign(house) == before


def test_the_surveys_of_a_campaign_come_newest_first(house: House) -> None:
    for survey in (SURVEY, SECOND):
        house.register(definition_of(survey=survey))
    house.register(definition_of())
    with house.engine.connect() as conn:
        versions = [survey.version for survey in surveys_of(conn, _campaign(house))]
    assert versions == [2, 1]


def test_the_mode_of_a_campaign_cannot_change(house: House) -> None:
    house.register(definition_of())
    with pytest.raises(CampaignModeDiffers, match="another campaign key"):
        house.register(definition_of(mode=PrivacyMode.IDENTIFIED))
    assert _campaign(house).mode is PrivacyMode.CONFIDENTIAL


def test_the_threshold_is_raised_and_never_lowered(house: House) -> None:
    thresholds = []
    for wanted in (8, None, 5, 10):
        house.register(definition_of(min_respondents=wanted))
        thresholds.append(_campaign(house).min_respondents)
    assert thresholds == [8, 8, 8, 10]


def test_a_newer_title_keeps_the_languages_it_lacks(house: House) -> None:
    house.register(definition_of(title={"nl": "Proef", "en": "Trial"}))
    house.register(definition_of(title={"nl": "Pilot"}))
    assert dict(_campaign(house).title) == {"nl": "Pilot", "en": "Trial"}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"not json", ""),
        (canonical_json({"contract": 2}), "contract"),
        (canonical_json({**definition_of().to_wire(), "surprise": 1}), "surprise"),
        (definition_of(survey={**SURVEY, "minutes": 0}).to_bytes(), "survey.minutes"),
        (definition_of(survey={**SURVEY, "pages": []}).to_bytes(), "survey.pages"),
    ],
)
def test_a_definition_that_cannot_be_used_is_refused_with_the_place(
    body: bytes, path: str, sqlite_house: House
) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        register(sqlite_house.writer, body, "0" * 64, NOW)
    assert path in [problem.path for problem in refused.value.problems]
    with sqlite_house.engine.connect() as conn:
        assert catalogue.campaigns(conn) == ()


def test_a_definition_at_another_ones_address_is_refused(sqlite_house: House) -> None:
    with pytest.raises(DefinitionRefused, match="address"):
        register(sqlite_house.writer, definition_of().to_bytes(), "0" * 64, NOW)


def test_answers_that_came_before_their_definition_count_once_it_is_there(house: House) -> None:
    definition = definition_of()
    early = [submission_to(definition) for _ in range(6)]
    assert {house.put(one).status for one in early} == {"quarantined"}
    house.register(definition)
    assert house.quarantined() == {}
    assert house.progress().answered == 6
    assert {house.put(one).status for one in early} == {"duplicate"}
    house.close()
    assert house.counted("pace") == {"just_right": 6}


def test_answers_to_a_newer_definition_wait_for_it_alone(house: House) -> None:
    newer = definition_of(survey=SECOND)
    house.open_campaign()
    early = submission_to(newer)
    house.put(early)
    house.register(definition_of("another"))
    assert house.quarantined() == {early.submission_id: "unknown_definition"}
    house.register(newer)
    assert house.quarantined() == {}


def test_more_than_fits_in_one_go_is_replayed_with_the_revisions_in_order(sqlite_house: House) -> None:
    definition = definition_of()
    ids = [uuid.uuid4() for _ in range(150)]
    for revision in (2, 1):
        for place, submission_id in enumerate(ids):
            sqlite_house.put(submission_to(definition, f"p{place}", submission_id=submission_id, revision=revision))
    sqlite_house.register(definition)
    assert sqlite_house.quarantined() == {}
    assert (sqlite_house.progress().answered, len(sqlite_house.ledger_rows())) == (150, 300)


def test_what_does_not_fit_once_it_can_be_read_waits_with_the_new_reason(house: House) -> None:
    definition = definition_of()
    unfit = submission_to(definition, answers={"pace": "breakneck"})
    house.put(unfit)
    house.register(definition)
    assert house.quarantined() == {unfit.submission_id: "unfit_answers"}


def test_a_replay_keeps_when_a_submission_came_and_from_whom(house: House) -> None:
    definition = definition_of()
    house.put(submission_to(definition))
    house.register(definition, NOW + timedelta(days=3))
    [row] = house.ledger_rows()
    assert (row.received_at, row.key_id) == (NOW, KEY_ID)


def test_a_replay_on_command_takes_in_what_can_be(house: House) -> None:
    definition = house.open_campaign()
    first, second = submission_to(definition, "person"), submission_to(definition, "person")
    house.put(first)
    house.put(second)
    outcome: Any = house.writer.write(lambda conn: replay(conn, NOW))
    assert dict(outcome) == {"quarantined": 1}
    assert house.quarantined() == {second.submission_id: "second_submission"}


def test_a_submission_that_is_sent_again_after_the_fault_was_mended_leaves_quarantine(house: House) -> None:
    """As after an upgrade that can read what could not be read before."""
    definition = definition_of()
    early = submission_to(definition)
    house.put(early)
    house.writer.write(lambda conn: catalogue.create(conn, "pilot", {"en": "Trial"}, definition.mode, NOW))
    house.register(definition_of(survey=SECOND))
    assert house.quarantined() == {early.submission_id: "unknown_definition"}
    house.register(definition)
    assert house.put(early).status == "duplicate"
    assert house.quarantined() == {}


def test_a_question_cannot_change_its_type_within_a_version(house: House) -> None:
    """Its counts would be read as something that they are not."""
    house.register(definition_of())
    changed = copy.deepcopy(SECOND)
    question = changed["pages"][0]["questions"][0]
    for name in ("options", "scale", "reversed", "unit", "minimum", "maximum", "whole", "ends"):
        question.pop(name, None)
    question["type"] = "free_text"

    with pytest.raises(DefinitionRefused, match="new version") as refused:
        house.register(definition_of(survey=changed))

    assert [problem.path for problem in refused.value.problems] == ["survey.pages[0].questions[0].type"]
    question["version"] += 1
    assert house.register(definition_of(survey=changed)).new


@pytest.mark.parametrize(
    ("mode", "noted"),
    [(PrivacyMode.ANONYMOUS, datetime(2026, 11, 22, tzinfo=UTC)), (PrivacyMode.CONFIDENTIAL, NOW + timedelta(hours=3))],
)
def test_when_an_anonymous_answer_came_is_noted_to_the_day(house: House, mode: PrivacyMode, noted: datetime) -> None:
    """An LMS logs who sent something when; to the second, that would be a name."""
    definition = definition_of(mode=mode)
    early = submission_to(definition)
    house.put(early, NOW + timedelta(hours=3))
    house.register(definition)
    house.put(submission_to(definition), NOW + timedelta(hours=3))
    with house.engine.connect() as conn:
        assert set(conn.scalars(select(ledger.c.received_at))) == {noted}
        assert set(conn.scalars(select(quarantine.c.received_at))) == {noted}


def test_two_processes_that_register_and_take_in_do_not_wait_for_each_other(postgresql_engine: Engine) -> None:
    """Each has a writer of its own; every campaign is touched by both, in every order."""
    definitions = [definition_of(campaign=f"c{number}") for number in range(4)]
    writers = [Writer(postgresql_engine), Writer(postgresql_engine)]
    houses = [House(postgresql_engine, writer) for writer in writers]

    def one_round(number: int) -> str:
        house, definition = houses[number % 2], definitions[number // 2 % 4]
        if number % 3 == 0:
            house.register(replace(definition, title={"en": f"Round {number}"}))
        return str(house.put(submission_to(definition)).status)

    with ThreadPoolExecutor(16) as threads:
        statuses = Counter(threads.map(one_round, range(320)))

    for writer in writers:
        writer.stop()
    assert statuses["accepted"] + statuses["quarantined"] == 320
    assert sum(houses[0].progress(definition.campaign).answered for definition in definitions) == 320
