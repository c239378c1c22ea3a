"""Everything that follows from the ledger and the releases can be made anew, to the same figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, update

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.storage.engine import writing
from evaluation.storage.tables import answers, rollup, submissions
from surveys.contract import Submission
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import House, definition_of
from tests.evaluation.survey import FULL, SURVEY


def rebuild(house: House, key: str = "pilot", advance: Callable[[int], None] | None = None) -> None:
    """Rebuild a campaign as the command does."""
    with writing(house.engine) as conn:
        campaign = catalogue.find(conn, key)
        rebuilding.rebuild(conn, campaign, *([advance] if advance else []))


def _revised(submission: Submission, revision: int, **changes: Any) -> Submission:
    fields = {name: getattr(submission, name) for name in Submission.__dataclass_fields__}
    return Submission(**{**fields, "revision": revision, **changes})


@pytest.fixture(params=list(PrivacyMode))
def lively(request: pytest.FixtureRequest, house: House) -> House:
    """A campaign with releases, updates of released and of waiting answers, stale ones, conflicts, two definitions."""
    definition = house.open_campaign(mode=request.param)
    newer = definition_of(mode=request.param, survey={**SURVEY, "version": 2})
    house.register(newer)
    sent = house.answer(definition, 13)
    house.put(_revised(sent[0], 3, answers={"pace": "too_slow"}))
    house.put(_revised(sent[0], 2, answers={"pace": "too_fast"}))
    house.put(_revised(sent[1], 1, answers={"pace": "too_fast"}))
    house.put(_revised(sent[12], 2, definition=newer.digest, answers={"comment": "shorter"}))
    house.answer(newer, 4, answers={**FULL, "minutes": 30})
    house.put(_revised(sent[0], 4, answers=FULL))
    return house


def test_a_rebuild_changes_nothing(lively: House) -> None:
    before, progress = lively.derived(), lively.progress()
    rebuild(lively)
    assert lively.derived() == before
    assert lively.progress() == progress
    assert before["rollup"]


def test_a_rebuild_mends_what_was_damaged(lively: House) -> None:
    before = lively.derived()
    with writing(lively.engine) as conn:
        conn.execute(update(rollup).values(count=99))
        conn.execute(delete(answers).where(answers.c.question_id == "pace"))
        conn.execute(delete(submissions).where(submissions.c.submission_no > 3))
    rebuild(lively)
    assert lively.derived() == before


def test_figures_go_on_from_a_rebuild_as_if_there_had_been_none(lively: House) -> None:
    rebuild(lively)
    lively.answer(definition_of(mode=_mode(lively)), 6)
    lively.close()
    paces = lively.counted("pace")
    # 13 + 4 + 6 persons, of whom the one with the second definition left the pace open.
    assert (sum(paces.values()), lively.progress().shown) == (22, 23)


def test_one_campaign_is_rebuilt_without_touching_another(house: House) -> None:
    for key in ("pilot", "other"):
        house.answer(house.open_campaign(key), 10)
    before = house.derived()
    rebuild(house, "other")
    assert house.derived() == before


def test_a_rebuild_tells_how_far_it_is(sqlite_house: House) -> None:
    sqlite_house.answer(sqlite_house.open_campaign(), 7)
    done: list[int] = []
    rebuild(sqlite_house, advance=done.append)
    with sqlite_house.engine.connect() as conn:
        size = rebuilding.size(conn, catalogue.find(conn, "pilot"))
    assert sum(done) == size == 7


def _mode(house: House) -> PrivacyMode:
    with house.engine.connect() as conn:
        return catalogue.find(conn, "pilot").mode
