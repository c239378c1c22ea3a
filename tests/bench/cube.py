"""The unfiltered cube of one campaign: our rollup, DuckDB and pandas.read_sql over the same answers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd
from sqlalchemy import Connection, Engine, insert, text

from evaluation.campaigns import catalogue
from evaluation.campaigns.model import Campaign
from evaluation.results.cube import COLUMNS, cube_of
from evaluation.storage import tables
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate
from surveys.levels import Level
from surveys.privacy import PrivacyMode
from tests.bench.answers import batches, synthetic_answers
from tests.bench.pairs import Ratio, as_ratio, in_turn, seconds

CUBE = ["question_id", "question_version", "level", "month", "option"]
DUCKDB_ROUNDS, PANDAS_ROUNDS = 9, 3
PROMISED_FROM = 10_000_000  # answers


def measure(answers: int) -> Iterator[Ratio]:
    """Yield the ratios for ``answers`` answers, after checking that all three ways give the same cube."""
    with tempfile.TemporaryDirectory() as folder, _both_filled(Path(folder), answers) as (engine, campaign, duck):
        ours, theirs, slow = _ours(engine, campaign), _duckdb(duck), _pandas(engine, campaign)
        expected = _sorted(ours().rename(columns=dict(zip(COLUMNS, [*CUBE, "count"], strict=True))))
        for other in (theirs, slow):
            pd.testing.assert_frame_equal(expected, _sorted(other()), check_dtype=False)
        name = f"cube over {answers // 1_000_000} M answers"
        pairs = in_turn(lambda: seconds(ours), lambda: seconds(theirs), DUCKDB_ROUNDS)
        # The rollup costs the same for any number of answers, so only the larger size is held to a bound.
        yield as_ratio(f"{name} ÷ DuckDB", pairs, "s", at_most=0.5 if answers >= PROMISED_FROM else None)
        pairs = in_turn(lambda: seconds(ours), lambda: seconds(slow), PANDAS_ROUNDS)
        yield as_ratio(f"{name} ÷ pandas.read_sql", pairs, "s", at_most=0.02)


def _ours(engine: Engine, campaign: Campaign) -> Callable[[], pd.DataFrame]:
    def cube() -> pd.DataFrame:
        with engine.connect() as conn:
            return cube_of(conn, campaign)

    return cube


def _duckdb(duck: duckdb.DuckDBPyConnection) -> Callable[[], pd.DataFrame]:
    columns = ", ".join(CUBE)
    # The string's parts are the constants above.
    statement = f"SELECT {columns}, count(*) AS count FROM answers GROUP BY {columns}"  # noqa: S608
    return lambda: duck.execute(statement).df()


def _pandas(engine: Engine, campaign: Campaign) -> Callable[[], pd.DataFrame]:
    statement = text(f"SELECT {', '.join(CUBE)} FROM answers WHERE campaign_id = {campaign.id}")  # noqa: S608

    def cube() -> pd.DataFrame:
        with engine.connect() as conn:
            rows = pd.read_sql(statement, conn)
        return rows.groupby(CUBE).size().reset_index(name="count")

    return cube


def _sorted(cube: pd.DataFrame) -> pd.DataFrame:
    numbers = {level: level.number for level in Level}
    level = cube["level"].map(lambda value: numbers.get(value, value)).astype(int)
    return cube.assign(level=level).sort_values(CUBE).reset_index(drop=True)


@contextmanager
def _both_filled(folder: Path, answers: int) -> Iterator[tuple[Engine, Campaign, duckdb.DuckDBPyConnection]]:
    frame = synthetic_answers(answers)
    engine = open_engine(f"sqlite:///{folder / 'bench.db'}")
    migrate(engine)
    with engine.begin() as conn:
        campaign = catalogue.create(conn, "bench", {"en": "Bench"}, PrivacyMode.CONFIDENTIAL, now=datetime.now(UTC))
        _fill(conn, campaign, frame)
    duck = duckdb.connect(str(folder / "bench.duckdb"))
    stored = _as_stored(frame)
    duck.register("stored", stored)
    duck.execute("CREATE TABLE answers AS SELECT * FROM stored")
    duck.unregister("stored")
    try:
        yield engine, campaign, duck
    finally:
        duck.close()
        engine.dispose()


def _as_stored(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "question_id": "q" + frame["question"].astype(str).str.zfill(2),
            "question_version": 1,
            "level": frame["level"],
            "month": frame["month"],
            "option": frame["option"].astype(str),
        }
    )


def _fill(conn: Connection, campaign: Campaign, frame: pd.DataFrame) -> None:
    """Write answers as the ledger's projection does, in the order of their key, and the rollup that they fold to."""
    into = (
        "INSERT INTO answers (campaign_id, submission_no, question_id, question_version, level, month, option) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    cursor = conn.connection.cursor()
    for part in batches(frame):
        ids = part["respondent"].tolist()
        stored = _as_stored(part)
        cursor.executemany(
            into, zip([campaign.id] * len(part), ids, *(stored[name].tolist() for name in CUBE), strict=True)
        )
    cube = frame.groupby(["question", "level", "month", "option"]).size().reset_index(name="count")
    cells = _as_stored(cube).assign(count=cube["count"], campaign_id=campaign.id)
    levels = tuple(Level)
    rows = cells.assign(level=[levels[number - 1] for number in cells["level"]]).to_dict("records")
    conn.execute(insert(tables.rollup), rows)
