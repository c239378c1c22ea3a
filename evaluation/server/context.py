"""What views work with: made once by ``create_app``, found through the running application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Engine

from evaluation.config import Config
from evaluation.storage.writer import Writer
from surveys.contract import Receipt

_NAME = "impact"


class TakesIn(Protocol):
    """What takes submissions in: the ledger's intake, or a stand-in that stores nothing (benchmarks)."""

    def take_in(
        self,
        body: bytes,
        submission_id: UUID,
        key_id: str,
        token_id: str | None,
        token_expires: datetime | None,
        now: datetime,
    ) -> Receipt:
        """Return the receipt once ``body`` is committed. Raises TokenReplayed or StorageUnavailable."""


@dataclass(frozen=True)
class Services:
    """The parts of a running service."""

    config: Config
    engine: Engine
    writer: Writer
    intake: TakesIn
    clock: Callable[[], datetime]  # aware, UTC


def provide(app: Flask, services: Services) -> None:
    """Make ``services`` those of ``app``."""
    app.extensions[_NAME] = services


def services() -> Services:
    """Return the services of the running application."""
    found: Services = current_app.extensions[_NAME]
    return found
