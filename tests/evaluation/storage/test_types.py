"""Column types that mean the same on both databases."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, insert, literal, select
from sqlalchemy.exc import StatementError

from evaluation.storage.engine import writing
from evaluation.storage.tables import used_tokens
from evaluation.storage.types import CompactUuid, LevelNumber
from surveys.levels import Level


def test_an_instant_comes_back_aware_and_in_utc(engine: Engine) -> None:
    summer = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=2)))
    with writing(engine) as connection:
        connection.execute(insert(used_tokens), {"token_id": "one", "expires_at": summer})
        found = connection.scalar(select(used_tokens.c.expires_at))
    assert found == datetime(2026, 7, 1, 10, 30, 15, 250_000, tzinfo=UTC)
    assert found is not None
    assert found.tzinfo is UTC


def test_an_instant_without_a_time_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 7, 1)  # noqa: DTZ001 - what the test is about
    with pytest.raises(StatementError, match="time zone"), writing(engine) as connection:
        connection.execute(insert(used_tokens), {"token_id": "one", "expires_at": naive})


def test_a_uuid_comes_back(engine: Engine) -> None:
    given = uuid.uuid4()
    with engine.connect() as connection:
        assert connection.scalar(select(literal(given, CompactUuid()))) == given


@pytest.mark.parametrize("level", list(Level))
def test_a_level_comes_back(level: Level, engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(select(literal(level, LevelNumber()))) is level
