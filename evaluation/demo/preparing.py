"""The demonstration's data: somebody who may sign in, a pilot with real answers, a campaign for the
course."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine

from evaluation.accounts.access import Role
from evaluation.accounts.passwords import generate_password
from evaluation.accounts.users import add_user, find_user
from evaluation.campaigns import catalogue
from evaluation.demo import CARPENTRIES, COURSE_CAMPAIGN, PILOT_CAMPAIGN, REVIEWER
from evaluation.errors import CampaignUnknown, DemoFailed
from evaluation.imports.importing import Listener, import_answers
from evaluation.imports.interpreting import RowProblem
from evaluation.imports.mapping import load_mapping
from evaluation.ledger.definitions import register
from evaluation.storage.migrate import migrate
from evaluation.storage.writer import Writer
from surveys.contract import Definition
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode

_COURSE_TITLE = {"nl": "Pilot", "en": "Pilot", "fr": "Pilote"}


def prepare(engine: Engine, now: datetime) -> str | None:
    """Bring the database to where the demonstration starts; what is there stays.

    Returns the password of REVIEWER if they were added now: it is stored nowhere. Raises DemoFailed,
    StorageUnavailable.
    """
    migrate(engine)
    writer = Writer(engine)
    try:
        if not writer.write(_pilot_is_in):
            _import_pilot(writer, now)
        _open_course_campaign(writer, now)
        return writer.write(lambda conn: _add_reviewer(conn, now))
    finally:
        writer.stop()


def _pilot_is_in(conn: Connection) -> bool:
    try:
        return catalogue.find(conn, PILOT_CAMPAIGN).closed
    except CampaignUnknown:
        return False


def _import_pilot(writer: Writer, now: datetime) -> None:
    unread: list[RowProblem] = []
    mapping = load_mapping(CARPENTRIES / "mapping.json")
    file = CARPENTRIES / "end_of_training_2018.csv"
    import_answers(writer, file, mapping, PILOT_CAMPAIGN, now, Listener(problem=unread.append))
    if unread:
        raise DemoFailed(f"The pilot's answers could not be read: {unread[0]}")


def _open_course_campaign(writer: Writer, now: datetime) -> None:
    survey = load_instrument("pilot")
    definition = Definition(COURSE_CAMPAIGN, _COURSE_TITLE, PrivacyMode.CONFIDENTIAL, survey.data)
    register(writer, definition.to_bytes(), definition.digest, now)


def _add_reviewer(conn: Connection, now: datetime) -> str | None:
    if find_user(conn, REVIEWER) is not None:
        return None
    password = generate_password()
    add_user(conn, REVIEWER, password, Role.ADMIN, now)
    return password
