"""In anonymous mode, once the service has an answer: everything that an LMS keeps is searched for whoever gave it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection

from surveys.contract import receipt_code
from tests.xblock_impact.course import Course, Person, call, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import SECRET, TEXT
from tests.xblock_impact.lms.test_relaying import make_due
from tests.xblock_impact.pilot import ID, good_answers, terms
from xblock_impact.lms.models import Answered

LOTTE = Person(id="learner_4711", name="Lotte de Vries", email="lotte@example.org")
EVERYTHING = ["learner_4711", "Lotte", "lotte@example.org", SECRET, ID, ID.replace("-", "")]


def rows() -> Iterator[tuple[str, str]]:
    """Yield every row of every table as (table, text)."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of our own tables
            for row in cursor.fetchall():
                yield table, " ".join(_text(value) for value in row)


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def found_in_tables(words: list[str]) -> dict[str, list[str]]:
    """Return the words that are found, by table."""
    found: dict[str, list[str]] = {}
    for table, text in rows():
        found.setdefault(table, []).extend(word for word in words if word in text)
    return {table: hits for table, hits in found.items() if hits}


def answer(course: Course) -> str:
    """Have Lotte answer, and return her receipt."""
    document = {"submission_id": ID, "terms": terms("anonymous"), "answers": {**good_answers(), TEXT: SECRET}}
    reply = call(course.block(), "submit", document)
    assert reply.status == 200
    return str(reply.document["receipt"])


def test_nothing_but_that_somebody_answered_and_the_receipt_is_left(
    each_database: Settings, service: EvaluationService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "django.db.backends")  # statements hold values; no LMS logs them
    course = make_course(LOTTE, privacy_mode="anonymous")
    set_bucket(service.settings)
    receipt = answer(course)
    service.status = 503
    call(course.block(), "relay", {})
    service.status = None
    before = found_in_tables([SECRET, ID, ID.replace("-", "")])

    while call(course.block(), "relay", {}).document["pending"]:
        make_due()

    assert before.keys() == {"xblock_impact_lms_storedparcel"}
    assert found_in_tables(EVERYTHING) == {"xblock_impact_lms_answered": ["learner_4711"]}
    assert Answered.objects.get().receipt == receipt != receipt_code(UUID(ID))
    kept = course.store.of_learner("learner_4711")
    assert receipt in kept
    for place in (kept, caplog.text, str(course.events)):
        assert not [word for word in EVERYTHING if word in place]
    assert receipt not in caplog.text + str(course.events)
    assert ID in service.submissions


def test_while_an_answer_waits_its_row_leads_to_nobody(each_database: Settings) -> None:
    receipt = answer(make_course(LOTTE, privacy_mode="anonymous"))

    found = found_in_tables([*EVERYTHING[:3], receipt])

    assert found == {"xblock_impact_lms_answered": ["learner_4711", receipt]}
