"""The way through a platform: emitted, let through, turned into statements, sent to a store."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from surveys.privacy import PrivacyMode
from tests.surveys.form.every_type import EVERY_TYPE
from tests.xblock_impact.aspects.lms import LEARNER, Lms, Sent, running_lms
from tests.xblock_impact.pilot import ID, SURVEY, good_answers, terms
from xblock_impact.aspects.closed_questions import closed_questions

ANSWERS = {"used": "yes", "why_not": "‹Geen tijd›", "often": "often", "result": "‹Een gesprek›"}
NAME = "openedx.xblock.impact.submitted"


class Store(ThreadingHTTPServer):
    """A store of statements that takes everything."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.taken: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/xapi/"


class _Request(BaseHTTPRequestHandler):
    server: Store

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        taken = body if isinstance(body, list) else [body]
        self.server.taken += taken
        self._reply([statement["id"] for statement in taken])

    def do_PUT(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def _reply(self, document: Any) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as store:
        thread = threading.Thread(target=store.serve_forever, args=(0.01,))
        thread.start()
        yield store
        store.shutdown()
        thread.join()


@pytest.fixture
def sending_lms(store: Store) -> Iterator[Lms]:
    """An LMS that sends its statements to the store."""
    with running_lms() as lms:
        lms.people([LEARNER])
        lms.switch(["identified", "confidential"])
        lms.send_to(store.url)
        yield lms


def emit(lms: Lms, sent: Sent) -> None:
    """Keep what was sent and emit its event, as the block does in an LMS."""
    lms.keep(sent.block, sent.user_id, dict(sent.survey.data), sent.submission.to_wire())
    lms.emit(NAME, sent.event()["data"], sent.context())


@pytest.mark.parametrize("mode", [PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL])
def test_an_event_of_the_block_arrives_as_statements(sending_lms: Lms, store: Store, mode: PrivacyMode) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS, mode=mode)
    emit(sending_lms, sent)

    assert sorted(statement["object"]["id"].partition("#")[2] for statement in store.taken) == ["", "often", "used"]
    assert {statement["id"] for statement in store.taken} == {
        statement["id"] for statement in sending_lms.statements([sent.event()])
    }


@pytest.mark.parametrize("mode", ["identified", "confidential", "anonymous"])
def test_what_a_learner_sends_in_the_block_arrives_as_statements_unless_it_is_anonymous(
    sending_lms: Lms, store: Store, mode: str
) -> None:
    form = {"submission_id": ID, "terms": terms(mode), "answers": good_answers()}
    status, published = sending_lms.answer_in_block(LEARNER, mode, form)

    assert status == 200
    assert published[-1][0] == NAME
    told = {} if mode == "anonymous" else {"", *closed_questions(SURVEY)}
    assert {statement["object"]["id"].partition("#")[2] for statement in store.taken} == set(told)
    assert "Duidelijk, maar te snel" not in json.dumps([store.taken, published])


def test_an_anonymous_submission_leaves_the_platform_with_nothing(sending_lms: Lms, store: Store) -> None:
    sending_lms.logged()
    emit(sending_lms, Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.ANONYMOUS))

    assert store.taken == []
    logged = sending_lms.logged()
    assert not any("xapi_tracking" in message or "ERROR" in message or "often" in message for message in logged)


def test_words_stand_in_no_log_either(sending_lms: Lms, store: Store) -> None:
    sending_lms.logged()
    emit(sending_lms, Sent(EVERY_TYPE, ANSWERS))

    logged = sending_lms.logged()
    assert store.taken
    assert any("xapi_tracking" in message for message in logged)  # the platform's own log of statements
    assert not any("‹" in message or "\\u2039" in message for message in logged)
