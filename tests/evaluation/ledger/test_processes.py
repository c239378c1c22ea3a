"""Several processes on one database, and processes that are killed."""

from __future__ import annotations

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from evaluation.storage.engine import open_engine
from evaluation.storage.writer import Writer
from tests.evaluation.sending import House, definition_of, submission_to

_SERVICE = """
import itertools, sys, threading
from evaluation.storage.engine import open_engine
from evaluation.storage.writer import Writer
from tests.evaluation.sending import House, definition_of, submission_to

engine = open_engine(sys.argv[1])
house = House(engine, Writer(engine))
definition = definition_of()
def work():
    while True:
        sent = submission_to(definition)
        house.put(sent)
        sys.stdout.write(f"{sent.submission_id}\\n")
        sys.stdout.flush()
for _ in range(8):
    threading.Thread(target=work).start()
"""


def test_a_killed_service_loses_nothing_that_it_acknowledged_and_counts_nothing_twice(database_url: str) -> None:
    engine = open_engine(database_url)
    house = House(engine, Writer(engine))
    house.open_campaign()
    command = [sys.executable, "-c", _SERVICE, database_url]
    acknowledged: set[uuid.UUID] = set()
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged |= {uuid.UUID(process.stdout.readline().strip()) for _ in range(60)}
            process.kill()
            acknowledged |= {uuid.UUID(line) for line in process.stdout.read().split("\n")[:-1]}
    house.close()
    stored = [row.submission_id for row in house.ledger_rows()]
    counted = sum(house.counted("pace").values())
    house.writer.stop()
    engine.dispose()
    assert acknowledged <= set(stored)
    assert len(stored) == len(set(stored)) == counted


def test_two_processes_that_take_in_the_same_submissions_count_each_once(engine: Engine, database_url: str) -> None:
    """Two engines with a writer each share nothing but the database, as two processes do."""
    other_engine = open_engine(database_url)
    houses = [House(engine, Writer(engine)), House(other_engine, Writer(other_engine))]
    definition = houses[0].open_campaign()
    sent = [submission_to(definition, f"p{number}") for number in range(60)]
    twice = [(house, one) for one in sent for house in houses]
    with ThreadPoolExecutor(16) as threads:
        statuses = [receipt.status for receipt in threads.map(lambda pair: pair[0].put(pair[1]), twice)]
    for house in houses:
        house.writer.stop()
    other_engine.dispose()
    assert sorted(statuses) == ["accepted"] * 60 + ["duplicate"] * 60
    assert [row.number for row in houses[0].ledger_rows()] == list(range(1, 61))
    # 60 persons, k = 5: of 2k pending the oldest k are released, so 5 to 9 wait.
    assert houses[0].progress().shown == sum(houses[0].counted("pace").values()) == 55


def test_a_definition_and_its_answers_may_come_through_two_processes_at_once(engine: Engine, database_url: str) -> None:
    other_engine = open_engine(database_url)
    lms, course = House(engine, Writer(engine)), House(other_engine, Writer(other_engine))
    definitions = [definition_of(f"c{number}") for number in range(12)]
    with ThreadPoolExecutor(8) as threads:
        answering = [threads.submit(lms.put, submission_to(one)) for one in definitions]
        publishing = [threads.submit(course.register, one) for one in definitions]
        for done in (*answering, *publishing):
            done.result(60)
    for house in (lms, course):
        house.writer.stop()
    waiting = lms.quarantined()
    other_engine.dispose()
    assert waiting == {}
    assert len(lms.ledger_rows()) == 12
