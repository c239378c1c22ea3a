"""Many rows at the driver's speed, the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from evaluation.storage.bulk import BulkInsert
from evaluation.storage.engine import writing
from evaluation.storage.tables import answers, rollup, used_tokens
from surveys.levels import Level

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_values_of_every_type_come_back(engine: Engine) -> None:
    rows = [
        (1, "comment", 7, 1, Level.WORK_BEHAVIOUR, 202611, "answered", 'Ça va, "Zoë"? {1,2} NULL \\ %s'),
        (1, "pace", 7, 1, Level.INTERVENTIONS, 202611, "just_right", None),
    ]
    columns = [column.name for column in answers.c]
    with writing(engine) as connection:
        BulkInsert(answers, columns)(connection, rows)
        found = connection.execute(select(answers).order_by(answers.c.question_id)).all()
    assert [tuple(row) for row in found] == rows


def test_instants_come_back(engine: Engine) -> None:
    with writing(engine) as connection:
        BulkInsert(used_tokens, ("token_id", "expires_at"))(connection, [("one", NOW)])
        assert connection.scalar(select(used_tokens.c.expires_at)) == NOW


def test_rows_that_are_there_follow_the_rule_for_conflicts(engine: Engine) -> None:
    key = (1, "pace", 1, Level.INTERVENTIONS, 202611)
    columns = [column.name for column in rollup.c]
    add = BulkInsert(
        rollup,
        columns,
        "ON CONFLICT (campaign_id, question_id, question_version, level, month, option) "
        "DO UPDATE SET count = rollup.count + excluded.count",
    )
    with writing(engine) as connection:
        add(connection, [(*key, "slow", 2), (*key, "fast", 1)])
        add(connection, [(*key, "slow", -1), (*key, "right", 4)])
        found = {row.option: row.count for row in connection.execute(select(rollup)).mappings()}
    assert found == {"slow": 1, "fast": 1, "right": 4}


def test_no_rows_are_no_statement(engine: Engine) -> None:
    with writing(engine) as connection:
        BulkInsert(used_tokens, ("token_id", "expires_at"))(connection, [])
        assert connection.scalars(select(used_tokens.c.token_id)).all() == []
