"""A load of submissions over a fixed number of keep-alive connections to one server on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import jwt

from surveys.contract import Participant, Submission
from surveys.definition import Survey
from surveys.delivery import ALGORITHM, token_claims
from surveys.privacy import PrivacyMode

CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """How a load was answered."""

    requests: int
    seconds: float
    statuses: frozenset[int]


def submission(survey: Survey, campaign: str, answers: dict[str, str | int | float]) -> Submission:
    """Return a new submission with an id and a participant of its own."""
    return Submission(
        submission_id=uuid4(),
        revision=1,
        campaign=campaign,
        definition=survey.digest,
        mode=PrivacyMode.CONFIDENTIAL,
        language="nl",
        answered_at=datetime.now(UTC),
        answers=answers,
        participant=Participant(uuid4().hex),
    )


def signed_request(port: int, path: str, body: bytes, key_id: str, key: str) -> bytes:
    """Return one PUT request as it goes over the wire, with a token of its own."""
    claims = dict(token_claims("PUT", path, body, UUID(int=uuid4().int).hex, datetime.now(UTC)))
    token = jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": key_id})
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def send(port: int, requests: Sequence[bytes]) -> Answered:
    """Send ``requests`` over CONNECTIONS connections at once and wait for every reply."""
    shares = [requests[start::CONNECTIONS] for start in range(CONNECTIONS)]
    statuses: set[int] = set()
    threads = [threading.Thread(target=_send_share, args=(port, share, statuses)) for share in shares]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Answered(len(requests), time.perf_counter() - begin, frozenset(statuses))


def _send_share(port: int, requests: Sequence[bytes], statuses: set[int]) -> None:
    connection = _connect(port)
    for request in requests:
        connection.sendall(request)
        status, keep = _read_reply(connection)
        statuses.add(status)
        if not keep:
            connection.close()
            connection = _connect(port)
    connection.close()


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _read_reply(connection: socket.socket) -> tuple[int, bool]:
    """Return the status of one reply and whether the connection stays open."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, rest = received.partition(b"\r\n\r\n")
    lower = head.lower()
    start = lower.index(b"content-length:") + len(b"content-length:")
    length = int(lower[start:].split(b"\r\n", 1)[0])
    while len(rest) < length:
        rest += connection.recv(65536)
    return int(head.split(b" ", 2)[1]), b"connection: close" not in lower
