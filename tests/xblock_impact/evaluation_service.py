"""A stand-in for the evaluation service: a real HTTP server with the rules of the contract and faults to switch on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

from surveys.canonical import canonical_json, digest
from surveys.contract import Receipt, ReceiptStatus
from surveys.contract_reading import read_definition, read_participant_fact, read_submission
from surveys.delivery import MAX_TOKEN_LIFE, request_claims
from tests.xblock_impact.course import SETTINGS

RECEIVED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass
class EvaluationService:
    """What it holds, what it was asked, and how it misbehaves."""

    address: str = ""
    key: str = SETTINGS["KEY"]
    definitions: dict[str, bytes] = field(default_factory=dict)
    submissions: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)  # paths, in order of arrival
    tokens: set[str] = field(default_factory=set)
    status: int | None = None  # answer every request with this
    headers: dict[str, str] = field(default_factory=dict)
    date: str | None = None  # say that it is another time
    body: bytes | None = None  # and with this
    cut: bool = False  # take a submission in, then close the connection without an answer
    silent: bool = False  # neither answer nor close
    wrong_digest: bool = False
    refuses_facts_to: str = ""  # key of a campaign
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def settings(self) -> dict[str, Any]:
        """Settings of an LMS that delivers here."""
        return {**SETTINGS, "SERVICE_URL": self.address, "TIMEOUT_SECONDS": 0.5 if self.silent else 5}

    def answer(self, path: str, body: bytes, token: str) -> tuple[int, bytes]:
        """Take one PUT in and return status and body of the reply."""
        if self.status is not None:
            return self.status, self.body or b'{"title": "switched off"}'
        if not self._is_good(token, path, body):
            return 401, b'{"title": "not signed"}'
        kind, _, name = path.removeprefix("/api/v1/").partition("/")
        take = {"definitions": self._define, "submissions": self._submit, "facts": self._tell}[kind]
        return take(name, body)

    def _is_good(self, token: str, path: str, body: bytes) -> bool:
        try:
            required = ["exp", "iat", "jti", "htm", "htu", "bsh"]
            claims = jwt.decode(token, self.key, ["HS256"], options={"require": required})
        except jwt.InvalidTokenError:
            return False
        fresh = claims["jti"] not in self.tokens and claims["exp"] - claims["iat"] <= MAX_TOKEN_LIFE
        self.tokens.add(claims["jti"])
        named = jwt.get_unverified_header(token)["kid"] == SETTINGS["KEY_ID"]
        return fresh and named and request_claims("PUT", path, body).items() <= claims.items()

    def _define(self, name: str, body: bytes) -> tuple[int, bytes]:
        assert read_definition(body).digest == name
        known = name in self.definitions
        self.definitions[name] = body
        return 200 if known else 201, b"{}"

    def _submit(self, name: str, body: bytes) -> tuple[int, bytes]:
        submission = read_submission(body)
        first = self.submissions.setdefault(name, body)
        if first != body:
            problem = {"title": "Conflict", "status": 409, "digest": digest(body)}
            return 409, canonical_json(problem)
        known = submission.definition in self.definitions
        status = ReceiptStatus.ACCEPTED if known else ReceiptStatus.QUARANTINED
        echoed = digest(b"something else") if self.wrong_digest else digest(body)
        receipt = Receipt(submission.submission_id, echoed, status, RECEIVED)
        return 201 if known else 202, canonical_json(receipt.to_wire())

    def _tell(self, name: str, body: bytes) -> tuple[int, bytes]:
        fact = read_participant_fact(body)
        assert str(fact.fact_id) == name
        if fact.campaign == self.refuses_facts_to:
            return 422, b'{"title": "not in this mode"}'
        known = name in self.facts
        self.facts[name] = body
        echoed = digest(b"something else") if self.wrong_digest else digest(body)
        status = ReceiptStatus.DUPLICATE if known else ReceiptStatus.ACCEPTED
        return 200 if known else 201, canonical_json(Receipt(fact.fact_id, echoed, status, RECEIVED).to_wire())


@contextmanager
def running() -> Iterator[EvaluationService]:
    """Run the service on a free port."""
    service = EvaluationService()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.requests.append(self.path)
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, reply = service.answer(self.path, body, token)
            if service.silent:
                service.release.wait(10)
            if (service.cut and "definitions" not in self.path) or service.silent:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string(timestamp) if service.date is None else service.date

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield service
        finally:
            service.release.set()
            server.shutdown()
