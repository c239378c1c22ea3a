"""The service as it is and with storage switched off, for gunicorn to load."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

from flask import Flask

from evaluation.app import create_app
from evaluation.config import Config
from evaluation.ledger.arrivals import read_arrival
from evaluation.server.request_log import configure_logging
from surveys.contract import Receipt, ReceiptStatus


class NotStored:
    """Reads and checks a submission as the intake does, and acknowledges it without writing it anywhere."""

    def take_in(
        self,
        body: bytes,
        submission_id: UUID,
        key_id: str,
        token_id: str | None,
        token_expires: datetime | None,
        now: datetime,
    ) -> Receipt:
        """Return a receipt for nothing."""
        arrival = read_arrival(body, submission_id, key_id, now, None)
        return Receipt(submission_id, arrival.digest, ReceiptStatus.ACCEPTED, now)


def stored() -> Flask:
    """Return the service."""
    configure_logging()
    return create_app(Config.from_environ(os.environ))


def not_stored() -> Flask:
    """Return the service without its storage."""
    configure_logging()
    return create_app(Config.from_environ(os.environ), intake=NotStored())
