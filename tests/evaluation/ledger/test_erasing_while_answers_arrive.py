"""An erasure in one process while another takes in what the same person sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.storage.engine import open_engine, writing
from evaluation.storage.writer import Writer
from surveys.contract import Definition, FactKind
from tests.evaluation.sending import House, definition_of, submission_to
from tests.evaluation.telling import everything, fact_about, tell

PEOPLE = [f"person-{number:02}-of-the-race" for number in range(24)]


@pytest.fixture
def processes(engine: Engine, database_url: str) -> Iterator[tuple[House, House]]:
    """Two engines with a writer each share nothing but the database, as two processes do."""
    other_engine = open_engine(database_url)
    houses = House(engine, Writer(engine)), House(other_engine, Writer(other_engine))
    yield houses
    for house in houses:
        house.writer.stop()
    other_engine.dispose()


def _race(taking_in: House, erasing: House, definition: Definition, person: str) -> None:
    """Send answers and facts of ``person`` to one process and the tombstone to the other, all at once."""
    start = threading.Barrier(3)

    def send() -> None:
        start.wait()
        for wave in ("one", "two"):
            taking_in.put(submission_to(definition, person, wave=wave))

    def inform(house: House, *kinds: FactKind) -> None:
        start.wait()
        for kind in kinds:
            tell(house, fact_about(person, kind))

    with ThreadPoolExecutor(3) as threads:
        racing = [
            threads.submit(send),
            threads.submit(inform, taking_in, FactKind.ENROLLED, FactKind.COMPLETED),
            threads.submit(inform, erasing, FactKind.RETIRED),
        ]
        for done in racing:
            done.result()


@pytest.mark.parametrize("known", [True, False])
def test_nobody_comes_back_whichever_is_first(processes: tuple[House, House], known: bool) -> None:
    definition, (house, other) = definition_of(), processes
    if known:
        house.register(definition)

    for person in PEOPLE:
        _race(house, other, definition, person)
    house.register(definition)

    kept = everything(house.engine)
    assert [person for person in PEOPLE if person in kept] == []
    before = house.derived()
    with writing(house.engine) as conn:
        rebuilding.rebuild(conn, catalogue.find(conn, "pilot"))
    assert house.derived() == before
