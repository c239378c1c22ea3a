"""Asking for pages of holdings over HTTP, whatever comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt
import pytest

from surveys.canonical import canonical_json
from surveys.contract import MAX_HOLDINGS, Holding, Holdings, ReceiptStatus
from surveys.delivery import request_claims
from tests.xblock_impact.course import SETTINGS
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.server_settings import read_delivery
from xblock_impact.errors import DeliveryFailed
from xblock_impact.lms.reconciliation.sources import Held

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HELD = [Holding(UUID(int=number), 1, f"{number:064x}", ReceiptStatus.ACCEPTED) for number in range(1, MAX_HOLDINGS + 8)]


@contextmanager
def answering(*, status: int = 200, chunked: bool = False, **changes: Any) -> Iterator[tuple[ServiceClient, list[Any]]]:
    """Run a service that holds HELD, and hand out a client of it and the requests that come in."""
    requests: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requests.append((self.path, self.headers))
            after = parse_qs(urlsplit(self.path).query).get("after")
            left = [held for held in HELD if after is None or held.submission_id > UUID(after[0])]
            page = tuple(left[:MAX_HOLDINGS])
            following = page[-1].submission_id if len(left) > len(page) else None
            body = canonical_json({**Holdings("talk", len(HELD), page, following).to_wire(), **changes})
            self.send_response(status)
            self.send_header("Connection", "close")
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for start in range(0, len(body), 1_000):
                    part = body[start : start + 1_000]
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
                self.wfile.write(b"0\r\n\r\n")
            else:
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield ServiceClient(read_delivery({**SETTINGS, "SERVICE_URL": address})), requests
        finally:
            server.shutdown()


@pytest.mark.parametrize("chunked", [False, True])
def test_every_page_is_read_to_its_end(chunked: bool) -> None:
    with answering(chunked=chunked) as (client, requests):
        held = Held(client, "talk")

        assert list(held) == HELD

    assert (held.count, held.listed, len(requests)) == (len(HELD), len(HELD), 2)
    assert requests[1][0] == f"/api/v1/campaigns/talk/holdings?after={UUID(int=MAX_HOLDINGS)}"


def test_a_request_is_signed_for_its_path_and_no_body() -> None:
    with answering() as (client, requests):
        client.get_holdings("talk", UUID(int=5), NOW)

    headers = requests[0][1]
    token = headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, SETTINGS["KEY"], ["HS256"], options={"verify_exp": False, "verify_iat": False})
    assert request_claims("GET", "/api/v1/campaigns/talk/holdings", b"").items() <= claims.items()
    assert headers.get("Content-Length") in {None, "0"}


@pytest.mark.parametrize("status", [301, 401, 404, 413, 422, 429, 500, 503])
def test_anything_but_a_page_is_a_failure(status: int) -> None:
    """A service of an earlier release does not know the address: that is no word that it holds nothing."""
    with answering(status=status) as (client, _), pytest.raises(DeliveryFailed, match=f"HTTP {status}"):
        list(Held(client, "talk"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"campaign": "another"}, "of another campaign"),
        ({"kind": "receipt"}, "no holdings"),
        ({"contract": 2}, "no holdings"),
        ({"holdings": "all"}, "no holdings"),
        ({"count": "x" * 2_000_000}, "too long"),
    ],
)
def test_what_is_no_page_of_the_campaign_is_not_believed(changes: dict[str, Any], why: str) -> None:
    with answering(**changes) as (client, _), pytest.raises(DeliveryFailed, match=why):
        client.get_holdings("talk", None, NOW)
