"""The demonstration's data and secrets, at the first start and at later ones."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine

from evaluation.accounts.users import authenticate
from evaluation.campaigns import catalogue, releases
from evaluation.campaigns.definitions import surveys_of
from evaluation.demo import COURSE_CAMPAIGN, PILOT_CAMPAIGN, REVIEWER
from evaluation.demo.keys import FILE_NAME, demo_keys
from evaluation.demo.preparing import prepare
from evaluation.errors import DemoFailed
from evaluation.storage.engine import open_engine
from surveys.delivery import MIN_KEY_BYTES
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import NOW


def test_the_first_start_makes_a_reviewer_a_pilot_with_answers_and_an_empty_campaign(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    password = prepare(engine, NOW)
    with engine.connect() as conn:
        pilot, course = (catalogue.find(conn, key) for key in (PILOT_CAMPAIGN, COURSE_CAMPAIGN))
        shown = [releases.progress(conn, one).shown for one in (pilot, course)]
        surveys = surveys_of(conn, course)
        user = authenticate(conn, REVIEWER, password or "")
    engine.dispose()
    assert user is not None
    assert user.role == "admin"
    assert (pilot.mode, pilot.closed) == (PrivacyMode.ANONYMOUS, True)
    assert (course.mode, course.closed) == (PrivacyMode.CONFIDENTIAL, False)
    assert shown == [967, 0]
    assert [survey.digest for survey in surveys] == [load_instrument("pilot").digest]


def test_a_later_start_changes_nothing_and_knows_no_password(sqlite_engine: Engine) -> None:
    password = prepare(sqlite_engine, NOW)
    assert prepare(sqlite_engine, NOW) is None
    with sqlite_engine.connect() as conn:
        assert authenticate(conn, REVIEWER, password or "") is not None
        assert releases.progress(conn, catalogue.find(conn, PILOT_CAMPAIGN)).answered == 967


def test_secrets_are_made_once_and_are_for_their_owner_alone(tmp_path: Path) -> None:
    first, again = demo_keys(tmp_path), demo_keys(tmp_path)
    assert first == again
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert min(len(secret) for secret in (first.secret_key, first.key, first.pseudonym_key)) >= MIN_KEY_BYTES
    assert len({first.secret_key, first.key, first.pseudonym_key}) == 3


def test_two_demonstrations_share_no_secret(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    assert demo_keys(tmp_path / "a").key != demo_keys(tmp_path / "b").key


@pytest.mark.parametrize("content", ["", "{}", '{"key": 1}', "[]"])
def test_secrets_that_cannot_be_read_are_told_rather_than_replaced(content: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(DemoFailed, match=FILE_NAME):
        demo_keys(tmp_path)
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == content


def test_secrets_do_not_show_in_messages(tmp_path: Path) -> None:
    keys = demo_keys(tmp_path)
    assert keys.key not in repr(keys)
    assert keys.secret_key not in repr(keys)
    assert keys.pseudonym_key not in repr(keys)
