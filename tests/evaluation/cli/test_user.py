"""``evaluation user`` and ``evaluation key``."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from evaluation.accounts.users import authenticate
from evaluation.cli import main
from evaluation.config import Config
from tests.evaluation.serving import PASSWORD

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line on a migrated, empty database."""
    monkeypatch.setenv("EVALUATION_DATABASE_URL", sqlite_url)

    def invoke(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed)

    return invoke


def test_a_new_person_gets_a_password_that_is_printed_once_and_works(run: Run, sqlite_engine: Engine) -> None:
    added = run("user", "add", "Anna", "--role", "editor")

    password = re.search(r"Password \(not shown again\): (\S+)", added.stdout)
    assert password
    with sqlite_engine.connect() as connection:
        user = authenticate(connection, "anna", password[1])
    assert user is not None
    assert user.role == "editor"
    assert "anna can sign in as editor." in added.stdout


def test_a_password_may_be_typed_instead(run: Run, sqlite_engine: Engine) -> None:
    added = run("user", "add", "anna", "--ask", typed=f"{PASSWORD}\n{PASSWORD}\n")

    with sqlite_engine.connect() as connection:
        assert authenticate(connection, "anna", PASSWORD)
    assert PASSWORD not in added.stdout


def test_a_new_password_takes_the_place_of_the_old_one(run: Run, sqlite_engine: Engine) -> None:
    run("user", "add", "anna", "--ask", typed=f"{PASSWORD}\n{PASSWORD}\n")

    run("user", "password", "anna")

    with sqlite_engine.connect() as connection:
        assert authenticate(connection, "anna", PASSWORD) is None


def test_the_list_names_everybody_or_says_how_to_begin(run: Run) -> None:
    nobody = run("user", "list")
    run("user", "add", "anna")

    assert "evaluation user add NAME" in nobody.stdout
    assert run("user", "list").stdout.startswith("anna\treviewer\tsince ")


def test_what_goes_wrong_is_one_sentence_and_exit_1(run: Run) -> None:
    run("user", "add", "anna")

    again = run("user", "add", "anna")

    assert again.exit_code == 1
    assert again.stderr.startswith("Error: There is a user called anna already.")
    assert again.stderr.count("\n") == 1


def test_a_key_fits_the_configuration(run: Run) -> None:
    keys = [run("key", "new").stdout.strip() for _ in range(2)]

    config = Config.from_environ(
        {
            "EVALUATION_PUBLIC_URL": "https://evaluation.example.org",
            "EVALUATION_SECRET_KEY": "s" * 32,
            "EVALUATION_DELIVERY_KEYS": ",".join(keys),
        }
    )

    assert len(config.delivery_keys) == 2
