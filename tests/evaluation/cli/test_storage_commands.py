"""Commands on campaigns and ledger, as somebody types them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evaluation.cli import main
from evaluation.storage.engine import open_engine
from evaluation.storage.writer import Writer
from tests.evaluation.imports.files import row, write_mapping, write_rows
from tests.evaluation.sending import House, definition_of, submission_to

Command = Callable[..., Result]


def _command(url: str) -> Command:
    runner = CliRunner()

    def run(*arguments: str, answer: str = "") -> Result:
        return runner.invoke(main, arguments, env={"EVALUATION_DATABASE_URL": url}, input=answer)

    return run


@pytest.fixture
def evaluation(sqlite_url: str) -> Command:
    """The command line on a migrated, empty database."""
    return _command(sqlite_url)


@pytest.fixture
def house(sqlite_url: str) -> Iterator[House]:
    """The service on that database."""
    engine = open_engine(sqlite_url)
    writer = Writer(engine)
    yield House(engine, writer)
    writer.stop()
    engine.dispose()


def test_migrating_makes_the_tables_and_may_be_done_again(bare_database_url: str) -> None:
    evaluation = _command(bare_database_url)
    before = evaluation("campaigns")
    migrated = [evaluation("migrate").exit_code for _ in range(2)]
    after = evaluation("campaigns")
    assert (before.exit_code, migrated, after.exit_code) == (1, [0, 0], 0)
    assert "evaluation migrate" in before.stderr
    assert "no campaign yet" in after.stderr


def test_a_wrong_address_is_a_sentence() -> None:
    done = _command("mysql://localhost/x")("campaigns")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")


def test_campaigns_are_listed_with_how_far_they_are(evaluation: Command, house: House) -> None:
    house.answer(house.open_campaign("pilot"), 12)
    house.answer(house.open_campaign("another-one"), 2)
    lines = evaluation("campaigns").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["key", "state", "mode", "answered", "shown", "next", "update", "at", "quarantined", "title"],
        ["another-one", "open", "confidential", "2", "0", "10", "0", "Trial"],
        ["pilot", "open", "confidential", "12", "5", "15", "0", "Trial"],
    ]
    assert evaluation("campaigns", "--keys").stdout == "another-one\npilot\n"


def test_closing_asks_first(evaluation: Command, house: House) -> None:
    house.answer(house.open_campaign(), 6)
    refused = evaluation("close", "pilot", answer="n\n")
    assert (refused.exit_code, house.progress().shown) == (1, 0)
    closed = evaluation("close", "pilot", answer="y\n")
    assert (closed.exit_code, house.progress().shown) == (0, 6)
    assert "6 answered; the figures show 6." in closed.stdout
    assert "closed already" in evaluation("close", "pilot", "--yes").stdout


@pytest.mark.parametrize("arguments", [("close", "nowhere", "--yes"), ("results", "nowhere"), ("rebuild", "nowhere")])
def test_a_campaign_that_is_not_there_is_a_sentence(arguments: tuple[str, ...], evaluation: Command) -> None:
    done = evaluation(*arguments)
    assert (done.exit_code, done.stderr) == (1, "Error: There is no campaign called nowhere.\n")


def test_one_campaign_or_all_are_rebuilt(evaluation: Command, house: House) -> None:
    for key in ("one", "two"):
        house.answer(house.open_campaign(key), 10)
    before = house.derived()
    assert "Rebuilt 1 campaign from 10 entries" in evaluation("rebuild", "two").stdout
    assert "Rebuilt 2 campaigns from 20 entries" in evaluation("rebuild").stdout
    assert house.derived() == before


def test_what_waits_is_listed_without_answers_and_taken_in_again(evaluation: Command, house: House) -> None:
    assert evaluation("quarantine", "list").stdout == "Nothing waits in quarantine.\n"
    early = submission_to(definition_of(), answers={"comment": "a secret"})
    house.put(early)
    house.put_bytes(b"garbage", uuid.uuid4())
    listed = evaluation("quarantine", "list").stdout
    assert f"{early.submission_id}\tpilot\tunknown_campaign" in listed
    assert "a secret" not in listed
    assert len(evaluation("quarantine", "list", "--campaign", "pilot").stdout.splitlines()) == 1
    assert evaluation("quarantine", "replay").stdout == "0 taken in, 2 still wait.\n"
    assert len(house.quarantined()) == 2


def test_an_import_that_reads_every_row_succeeds(evaluation: Command, house: House, tmp_path: Path) -> None:
    file, mapping = write_rows(tmp_path, row(), row()), write_mapping(tmp_path)
    done = evaluation("import", "answers", str(file), "--mapping", str(mapping), "--campaign", "pilot")
    assert (done.exit_code, done.stdout) == (0, "2 rows: 2 new, 0 known already, 0 not read.\n")
    assert house.progress().answered == 2


def test_an_import_reports_the_rows_that_it_could_not_read(evaluation: Command, tmp_path: Path) -> None:
    file, mapping = write_rows(tmp_path, row(), row(Pace="[bold]Warp[/bold] 9")), write_mapping(tmp_path)
    done = evaluation("import", "answers", str(file), "--mapping", str(mapping), "--campaign", "pilot")
    assert (done.exit_code, done.stdout) == (1, "2 rows: 1 new, 0 known already, 1 not read.\n")
    assert 'row 3, Pace: "[bold]Warp[/bold] 9" is not among the options.' in done.stderr


@pytest.mark.parametrize("changes", [{"mode": "secret"}, {"ignored": []}, {"definition": "nowhere.json"}])
def test_an_import_that_cannot_be_done_says_so(changes: dict[str, object], evaluation: Command, tmp_path: Path) -> None:
    file, mapping = write_rows(tmp_path, row()), write_mapping(tmp_path, **changes)
    done = evaluation("import", "answers", str(file), "--mapping", str(mapping), "--campaign", "pilot")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the mapping cannot be used" in done.stderr


def test_an_import_of_a_file_that_is_not_there_says_so(evaluation: Command, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    done = evaluation("import", "answers", "nowhere.csv", "--mapping", str(mapping), "--campaign", "pilot")
    assert done.exit_code == 2
    assert "Error: nowhere.csv cannot be read" in done.stderr


def test_a_campaign_key_that_cannot_be_is_told(evaluation: Command, tmp_path: Path) -> None:
    file, mapping = write_rows(tmp_path, row()), write_mapping(tmp_path)
    done = evaluation("import", "answers", str(file), "--mapping", str(mapping), "--campaign", "My Campaign")
    assert done.exit_code == 2
    assert "lower-case letters" in done.stderr
