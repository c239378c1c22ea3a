"""Talking to the evaluation service: signed requests with a time limit, and receipts taken at their word only
if it fits.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import jwt
import requests
from requests.auth import AuthBase

from surveys.contract import ReceiptStatus
from surveys.contract_reading import read_receipt
from surveys.delivery import ALGORITHM, token_claims
from surveys.errors import SurveyError
from surveys.strict_json import parse_json
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.server_settings import DeliverySettings
from xblock_impact.errors import DeliveryFailed

_LATER = frozenset({401, 403, 404, 408, 413, 425, 429})  # a mend on either side may help, so the parcel waits
_LONGEST_REPLY = 64 * 1024  # bytes
_LONGEST_WISH = 3600.0  # seconds that a service may ask to be left alone


@dataclass(frozen=True, slots=True)
class _Token(AuthBase):
    """An ``auth`` object rather than a header, so that no .netrc takes its place."""

    token: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class ServiceClient:
    """The service as a relay sees it.

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
        status, reply = self._put(f"/api/v1/submissions/{parcel.submission_id}", parcel.body, now)
        if status == 409:
            echoed, verdict = _digest_in_problem(reply), ReceiptStatus.CONFLICT
        elif status in {200, 201, 202}:
            echoed, verdict = _receipt(reply)
        else:
            raise DeliveryFailed(f"HTTP {status}")
        if echoed != parcel.digest:
            raise DeliveryFailed("the receipt is for something else")
        return verdict

    def _put(self, path: str, body: bytes, now: datetime) -> tuple[int, bytes]:
        claims = dict(token_claims("PUT", path, body, uuid.uuid4().hex, now))
        token = jwt.encode(claims, self.settings.key, ALGORITHM, headers={"kid": self.settings.key_id})
        try:
            with requests.put(
                self.settings.service_url + path,
                data=body,
                auth=_Token(token),
                headers={"Content-Type": "application/json"},
                timeout=self.settings.timeout,
                allow_redirects=False,  # a token is good for one address
                stream=True,
            ) as reply:
                content: bytes = next(reply.iter_content(_LONGEST_REPLY), b"")
        except (requests.RequestException, OSError) as error:
            raise DeliveryFailed(type(error).__name__) from None
        status = reply.status_code
        if status >= 500 or status in _LATER or 300 <= status < 400:
            raise DeliveryFailed(f"HTTP {status}", _wish(reply.headers.get("Retry-After")))
        return status, content


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


def _wish(retry_after: str | None) -> float | None:
    if retry_after is None or not retry_after.strip().isdecimal():
        return None
    return min(float(retry_after), _LONGEST_WISH)
