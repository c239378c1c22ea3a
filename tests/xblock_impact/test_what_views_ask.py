"""No view writes, calls another server or asks more of the database than it must: measured in the running workbench."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATE, FACTS, PARCELS = "workbench_xblockstate", "xblock_impact_lms_learnerfact", "xblock_impact_lms_storedparcel"
TABLE = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The statements of each view of each survey for each person, in a course whose views can call nobody."""
    program = [sys.executable, "-m", "tests.xblock_impact.asked_by_views"]
    done = subprocess.run(
        program,
        cwd=tmp_path_factory.mktemp("views"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: Mapping[str, list[str]] = json.loads(done.stdout)
    return found


def tables(statements: list[str]) -> Counter[str]:
    return Counter(table for statement in statements for table in TABLE.findall(statement))


def test_every_view_was_looked_at_as_everybody(asked: Mapping[str, list[str]]) -> None:
    assert len(asked) == 3 * 4 * 7
    assert any(statements for statements in asked.values())


@pytest.mark.parametrize("scene", ["impact.0"])
def test_without_waves_and_recalls_the_page_asks_for_the_learners_own_state_only(
    asked: Mapping[str, list[str]], scene: str
) -> None:
    for name, statements in asked.items():
        if name.startswith(scene):
            assert tables(statements).keys() <= {STATE}, name


def test_waves_cost_one_statement_on_one_indexed_table_of_ours_and_recalls_another(
    asked: Mapping[str, list[str]],
) -> None:
    of_page = {name: tables(found) for name, found in asked.items() if "impact.2 student_view" in name}

    assert of_page["impact.2 student_view learner_new"] == {
        STATE: of_page["impact.2 student_view learner_new"][STATE],
        FACTS: 1,
    }
    long_ago = of_page["impact.2 student_view learner_long_ago"]
    assert (long_ago[FACTS], long_ago[PARCELS]) == (1, 1)
    assert all(found.keys() <= {STATE, FACTS, PARCELS} and found[FACTS] <= 1 for found in of_page.values())


def test_other_views_ask_none_of_our_tables(asked: Mapping[str, list[str]]) -> None:
    for name, statements in asked.items():
        if "student_view" not in name:
            assert tables(statements).keys() <= {STATE}, name


def test_nobody_elses_state_is_read(asked: Mapping[str, list[str]]) -> None:
    for name, statements in asked.items():
        persona = name.split()[-1]
        if "student_view learner" in name:
            assert any(f"'{persona}'" in statement for statement in statements), name
        for statement in statements:
            others = set(re.findall(r"'((?:learner|staff|stranger)_\w+)'", statement)) - {persona}
            assert not others, (name, statement)


def test_the_only_rows_that_are_written_are_the_empty_ones_of_the_workbench_itself(
    asked: Mapping[str, list[str]],
) -> None:
    for name, statements in asked.items():
        writes = [
            one for one in statements if not one.startswith(("SELECT", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
        assert all(one.startswith(f'INSERT INTO "{STATE}"') and "'{}'" in one for one in writes), (name, writes)
