"""The demonstration's secrets: made at its first start, kept in its data folder for its owner alone."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from evaluation.errors import DemoFailed

FILE_NAME = "secrets.json"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """What service and course have to know. Left out of ``repr``."""

    secret_key: str = field(repr=False)  # signs the service's cookies
    key_id: str  # of ``key``
    key: str = field(repr=False)  # signs deliveries
    pseudonym_key: str = field(repr=False)  # makes pseudonyms of learners


def demo_keys(folder: Path) -> DemoKeys:
    """Return the secrets in ``folder``, made now if they are not there. Raises DemoFailed if they cannot be
    read."""
    path = folder / FILE_NAME
    try:
        if not path.exists():
            _write(path, _new_keys())
        return DemoKeys(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DemoFailed(f"The demonstration's secrets in {path} cannot be used: {error}.") from error


def _new_keys() -> DemoKeys:
    return DemoKeys(
        secret_key=secrets.token_urlsafe(_BYTES),
        key_id=secrets.token_hex(4),
        key=secrets.token_urlsafe(_BYTES),
        pseudonym_key=secrets.token_urlsafe(_BYTES),
    )


def _write(path: Path, keys: DemoKeys) -> None:
    """Write for the owner alone from the start on, and whole or not at all."""
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(keys), file)
    unfinished.replace(path)
