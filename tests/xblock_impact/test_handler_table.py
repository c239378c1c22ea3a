"""Every handler, asked by everybody, in every way: what it answers, and that nothing changes where nothing should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests import processes
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.handler_requests import HANDLERS, KINDS, PERSONS, WRITES, Asking
from xblock_impact.block import ImpactBlock

DOCUMENT = Path(__file__).parents[2] / "docs" / "handlers.md"
EXPECTED = """
handler                  what is sent   not signed in  not enrolled  learner  staff  author
student_view_user_state  valid          403            403           200      200    200
student_view_user_state  no CSRF token  403            403           200      200    200
save_draft               valid          403            403           200      200    200
save_draft               wrong type     403            403           422      422    422
save_draft               too long       413            413           413      413    413
save_draft               wrong version  403            403           409      409    409
save_draft               no CSRF token  403            403           403      403    403
submit                   valid          403            403           200      200    200
submit                   wrong type     403            403           422      422    422
submit                   too long       413            413           413      413    413
submit                   wrong version  403            403           422      422    422
submit                   no CSRF token  403            403           403      403    403
show                     valid          403            403           200      200    200
show                     wrong type     403            403           422      422    422
show                     too long       413            413           413      413    413
show                     wrong version  403            403           422      422    422
show                     no CSRF token  403            403           403      403    403
first_visit              valid          403            403           200      200    200
first_visit              wrong type     422            422           422      422    422
first_visit              too long       413            413           413      413    413
first_visit              no CSRF token  403            403           403      403    403
check_receipt            valid          403            404           200      200    200
check_receipt            wrong type     403            422           422      422    422
check_receipt            too long       413            413           413      413    413
check_receipt            wrong version  403            422           422      422    422
check_receipt            no CSRF token  403            403           403      403    403
relay                    valid          403            200           200      200    200
relay                    wrong type     422            422           422      422    422
relay                    too long       413            413           413      413    413
relay                    no CSRF token  403            403           403      403    403
delivery_status          valid          403            403           403      200    200
delivery_status          wrong type     422            422           422      422    422
delivery_status          too long       413            413           413      413    413
delivery_status          no CSRF token  403            403           403      403    403
resend                   valid          403            403           403      200    200
resend                   wrong type     422            422           422      422    422
resend                   too long       413            413           413      413    413
resend                   no CSRF token  403            403           403      403    403
save_settings            valid          403            403           403      200    200
save_settings            wrong type     403            403           403      422    422
save_settings            too long       413            413           413      413    413
save_settings            wrong version  403            403           403      409    409
save_settings            no CSRF token  403            403           403      403    403
check_survey             valid          403            403           403      200    200
check_survey             wrong type     403            403           403      200    200
check_survey             too long       413            413           413      413    413
check_survey             wrong version  403            403           403      200    200
check_survey             no CSRF token  403            403           403      403    403
preview_survey           valid          403            403           403      200    200
preview_survey           wrong type     403            403           403      422    422
preview_survey           too long       413            413           413      413    413
preview_survey           wrong version  403            403           403      422    422
preview_survey           no CSRF token  403            403           403      403    403
list_instruments         valid          403            403           403      200    200
list_instruments         wrong type     422            422           422      422    422
list_instruments         too long       413            413           413      413    413
list_instruments         no CSRF token  403            403           403      403    403
read_instrument          valid          403            403           403      200    200
read_instrument          wrong type     403            403           403      404    404
read_instrument          too long       413            413           413      413    413
read_instrument          wrong version  403            403           403      404    404
read_instrument          no CSRF token  403            403           403      403    403
import_survey            valid          403            403           403      200    200
import_survey            wrong type     403            403           403      422    422
import_survey            too long       413            413           413      413    413
import_survey            wrong version  403            403           403      422    422
import_survey            no CSRF token  403            403           403      403    403
compare_survey           valid          403            403           403      200    200
compare_survey           wrong type     403            403           403      422    422
compare_survey           too long       413            413           413      413    413
compare_survey           wrong version  403            403           403      422    422
compare_survey           no CSRF token  403            403           403      403    403
"""
ROWS = [re.split(r"\s{2,}", line) for line in EXPECTED.strip().splitlines()]
STATUSES: Mapping[tuple[str, str], list[int]] = {
    (handler, kind): [int(status) for status in statuses] for handler, kind, *statuses in ROWS[1:]
}


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, course_service: EvaluationService) -> Iterator[Asking]:
    """A course of these tests' own."""
    server = processes.course(tmp_path_factory.mktemp("asked"), course_service.address)
    try:
        yield Asking(server.start())
    finally:
        server.stop()


def test_the_table_knows_every_handler_and_everything_that_is_sent() -> None:
    """A new handler has to be put into the table."""
    handlers = {name for name in dir(ImpactBlock) if hasattr(getattr(ImpactBlock, name), "_is_xblock_handler")}

    assert handlers == set(HANDLERS)
    assert set(STATUSES) == {(name, kind) for name, sent in HANDLERS.items() for kind in KINDS if sent.has(kind)}
    assert ROWS[0] == ["handler", "what is sent", *PERSONS]


@pytest.mark.parametrize(("handler", "kind"), STATUSES)
def test_each_handler_answers_each_person_as_the_table_says_and_changes_nothing_else(
    asking: Asking, handler: str, kind: str
) -> None:
    answered = []
    for person in PERSONS:
        before = asking.tables()
        reply = asking.ask(person, handler, kind)
        after = asking.tables()
        answered.append(reply.status_code)
        changed = {name for name, rows in after.items() if rows != before[name]}

        assert changed <= allowed(handler, person, reply.status_code), person
        assert reply.status_code < 500
        if "json" in reply.headers["Content-Type"] and reply.status_code >= 400:
            assert reply.json()["detail"]

    assert answered == STATUSES[handler, kind]


def allowed(handler: str, person: str, status: int) -> frozenset[str]:
    """Return which tables may have changed. Before a receipt is checked, it is asked for by sending something."""
    if handler == "check_receipt" and person in ("learner", "staff", "author"):
        return WRITES["submit"] | WRITES["check_receipt"]
    return WRITES.get(handler, frozenset()) if status < 400 else frozenset()


def test_the_document_holds_the_same_table() -> None:
    heading, *rows = ROWS
    lines = [heading, ["---"] * len(heading), *([f"`{row[0]}`", *row[1:]] for row in rows)]

    assert "\n".join(f"| {' | '.join(line)} |" for line in lines) in DOCUMENT.read_text("utf-8")
