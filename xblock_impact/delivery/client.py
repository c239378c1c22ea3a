"""Talking to the evaluation service: signed requests with a time limit, and receipts taken at their word only
if it fits.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import jwt
import requests
from requests.auth import AuthBase

from surveys.canonical import digest
from surveys.contract import Holdings, ParticipantFact, ReceiptStatus
from surveys.contract_reading import read_holdings, read_receipt
from surveys.delivery import ALGORITHM, token_claims
from surveys.errors import SurveyError
from surveys.strict_json import parse_json
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.server_settings import DeliverySettings
from xblock_impact.errors import DeliveryFailed

log = logging.getLogger(__name__)

_LATER = frozenset({401, 403, 404, 408, 413, 425, 429})  # a mend on either side may help, so the parcel waits
_LONGEST_REPLY = 64 * 1024  # bytes
_LONGEST_PAGE = 1024 * 1024  # of holdings
_CHUNK = 16 * 1024
_LONGEST_WISH = 3600.0  # seconds that a service may ask to be left alone
_NOTHING = timedelta(0)
_SAME_TIME = timedelta(seconds=25)  # clocks no further apart are no reason for a refusal; a slow reply is none
_ahead: dict[str, timedelta] = {}  # by address: the service's clock less ours, for the life of this process


@dataclass(frozen=True, slots=True)
class _Token(AuthBase):
    """An ``auth`` object rather than a header, so that no .netrc takes its place."""

    token: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    path: str  # below the service's address
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)
    longest: int = _LONGEST_REPLY  # bytes


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    content: bytes
    date: str | None
    retry_after: str | None


class ServiceClient:
    """The service as a relay sees it.

    Tokens live for seconds, so a server whose clock is off would be refused for good: after a refusal the time of
    the service's reply is used for another try, and from then on.

    Every method raises DeliveryFailed, whose reason holds neither answers nor keys.
    """

    def __init__(self, settings: DeliverySettings) -> None:
        self.settings = settings

    def put_definition(self, parcel: Parcel, now: datetime) -> None:
        """Make the service know the definition that ``parcel`` belongs to."""
        status, _ = self._put(f"/api/v1/definitions/{parcel.survey_digest}", parcel.definition, now)
        if status not in {200, 201}:
            raise DeliveryFailed(f"definition: HTTP {status}", definitive=True)

    def put_submission(self, parcel: Parcel, now: datetime) -> ReceiptStatus:
        """Deliver ``parcel`` and return what became of it, once the service has echoed its digest."""
        return self._deliver(f"/api/v1/submissions/{parcel.submission_id}", parcel.body, now)

    def put_fact(self, fact: ParticipantFact, now: datetime) -> ReceiptStatus:
        """Deliver ``fact`` and return what became of it, once the service has echoed its digest.

        The failure is definitive where the campaign takes no such fact, as one in another privacy mode.
        """
        return self._deliver(f"/api/v1/facts/{fact.fact_id}", fact.to_bytes(), now)

    def _deliver(self, path: str, body: bytes, now: datetime) -> ReceiptStatus:
        status, reply = self._put(path, body, now)
        if status == 409:
            echoed, verdict = _digest_in_problem(reply), ReceiptStatus.CONFLICT
        elif status in {200, 201, 202}:
            echoed, verdict = _receipt(reply)
        else:
            raise DeliveryFailed(f"HTTP {status}", definitive=status == 422)
        if echoed != digest(body):
            raise DeliveryFailed("the receipt is for something else")
        return verdict

    def get_holdings(self, campaign: str, after: uuid.UUID | None, now: datetime) -> Holdings:
        """Return the page of what the service holds of a campaign that comes after ``after``."""
        query = {} if after is None else {"after": str(after)}
        request = _Request("GET", f"/api/v1/campaigns/{campaign}/holdings", query=query, longest=_LONGEST_PAGE)
        reply = self._ask(request, now)
        if reply.status != 200:
            raise DeliveryFailed(f"HTTP {reply.status}", _wish(reply.retry_after))
        try:
            holdings = read_holdings(reply.content)
        except SurveyError as error:
            raise DeliveryFailed(f"no holdings: {type(error).__name__}") from None
        if holdings.campaign != campaign:
            raise DeliveryFailed("the holdings are of another campaign")
        return holdings

    def _put(self, path: str, body: bytes, now: datetime) -> tuple[int, bytes]:
        reply = self._ask(_Request("PUT", path, body), now)
        if reply.status >= 500 or reply.status in _LATER or 300 <= reply.status < 400:
            raise DeliveryFailed(f"HTTP {reply.status}", _wish(reply.retry_after))
        return reply.status, reply.content

    def _ask(self, request: _Request, now: datetime) -> _Reply:
        ahead = _ahead.get(self.settings.service_url, _NOTHING)
        reply = self._send(request, now + ahead)
        if reply.status == 401 and (seen := _seen_ahead(reply.date, now, ahead)) is not None:
            _ahead[self.settings.service_url] = seen
            log.warning("This server's clock differs by %d s from that of the service.", -seen.total_seconds())
            reply = self._send(request, now + seen)
        return reply

    def _send(self, request: _Request, signed_at: datetime) -> _Reply:
        claims = dict(token_claims(request.method, request.path, request.body, uuid.uuid4().hex, signed_at))
        token = jwt.encode(claims, self.settings.key, ALGORITHM, headers={"kid": self.settings.key_id})
        try:
            with requests.request(
                request.method,
                self.settings.service_url + request.path,
                params=request.query,
                data=request.body,
                auth=_Token(token),
                headers={"Content-Type": "application/json"} if request.body else {},
                timeout=self.settings.timeout,
                allow_redirects=False,  # a token is good for one address
                stream=True,
            ) as reply:
                content = _content(reply, request.longest)
        except (requests.RequestException, OSError) as error:
            raise DeliveryFailed(type(error).__name__) from None
        return _Reply(reply.status_code, content, reply.headers.get("Date"), reply.headers.get("Retry-After"))


def _content(reply: requests.Response, longest: int) -> bytes:
    content = bytearray()
    for chunk in reply.iter_content(_CHUNK):
        content += chunk
        if len(content) > longest:
            raise DeliveryFailed("the reply is too long")
    return bytes(content)


def _receipt(reply: bytes) -> tuple[str, ReceiptStatus]:
    try:
        receipt = read_receipt(reply)
    except SurveyError as error:
        raise DeliveryFailed(f"no receipt: {type(error).__name__}") from None
    return receipt.digest, receipt.status


def _digest_in_problem(reply: bytes) -> object:
    """Return the digest in a problem document about a conflict; ``status`` there may be HTTP's or the
    receipt's.
    """
    try:
        document = parse_json(reply)
    except SurveyError as error:
        raise DeliveryFailed(f"no receipt: {type(error).__name__}") from None
    return document.get("digest") if isinstance(document, dict) else None


def _seen_ahead(date: str | None, now: datetime, ahead: timedelta) -> timedelta | None:
    """Return how far the service's clock is ahead of ours by the ``Date`` of its reply; None if it gives none, or
    ``ahead``, by which the refused token was made.
    """
    try:
        seen = parsedate_to_datetime(date or "").astimezone(UTC) - now
    except (TypeError, ValueError, OverflowError):
        return None
    return seen if abs(seen - ahead) > _SAME_TIME else None


def _wish(retry_after: str | None) -> float | None:
    if retry_after is None or not retry_after.strip().isdecimal():
        return None
    return min(float(retry_after), _LONGEST_WISH)
