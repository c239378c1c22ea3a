"""Receipts as replies."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, jsonify

from evaluation.api.problems import problem
from evaluation.server.errors import Failure
from surveys.contract import Receipt, ReceiptStatus

_STATUS = {
    ReceiptStatus.ACCEPTED: HTTPStatus.CREATED,
    ReceiptStatus.DUPLICATE: HTTPStatus.OK,
    ReceiptStatus.UPDATED: HTTPStatus.OK,
    ReceiptStatus.STALE: HTTPStatus.OK,
    ReceiptStatus.QUARANTINED: HTTPStatus.ACCEPTED,
}


def reply_with(receipt: Receipt, conflict: str) -> Response:
    """Return ``receipt`` as a reply; ``conflict``: the kind of problem that a conflict is."""
    if receipt.status is ReceiptStatus.CONFLICT:
        return _problem(receipt, conflict)
    response = jsonify(receipt.to_wire())
    response.status_code = _STATUS[receipt.status]
    return response


def _problem(receipt: Receipt, kind: str) -> Response:
    # ``status`` of a problem is a number (RFC 9457), so the receipt's own goes by another name.
    document = receipt.to_wire()
    document["receipt_status"] = document.pop("status")
    return problem(Failure(HTTPStatus.CONFLICT, kind, receipt.reason or "Other content is held."), **document)
