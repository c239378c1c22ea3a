"""What the operator of the LMS set in ``XBLOCK_SETTINGS["ImpactBlock"]``. No secret has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from surveys.delivery import MIN_KEY_BYTES
from surveys.privacy import PrivacyMode
from xblock_impact.errors import ServerSettingsMissing

DEFAULT_TIMEOUT = 10.0  # seconds to connect, and between two bytes of the reply
MAX_TIMEOUT = 60.0
DEFAULT_KEEP_DAYS = 730  # a last wave a year after the course, and a year to look back
MAX_KEEP_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """Where submissions go and how they are signed."""

    service_url: str  # without a slash at the end
    key_id: str
    key: bytes = field(repr=False)
    timeout: float = DEFAULT_TIMEOUT


def read_delivery(bucket: Mapping[str, Any]) -> DeliverySettings:
    """Return the settings of delivery.

    Raises ServerSettingsMissing with every name that is missing or unusable.
    """
    url, key_id, key = (str(bucket.get(name) or "") for name in ("SERVICE_URL", "KEY_ID", "KEY"))
    timeout, problem = _timeout(bucket.get("TIMEOUT_SECONDS"))
    problems = [problem] if problem else []
    if not _is_address(url):
        problems.append("SERVICE_URL has to be the http(s) address of the evaluation service.")
    if not key_id:
        problems.append("KEY_ID is missing: the name of the delivery key, as the service knows it.")
    problems += _key_problems("KEY", key)
    if problems:
        raise ServerSettingsMissing(problems)
    return DeliverySettings(url.rstrip("/"), key_id, key.encode(), timeout)


def read_pseudonym_key(bucket: Mapping[str, Any]) -> bytes:
    """Return the key of the pseudonyms. Raises ServerSettingsMissing."""
    key = str(bucket.get("PSEUDONYM_KEY") or "")
    if problems := _key_problems("PSEUDONYM_KEY", key):
        raise ServerSettingsMissing(problems)
    return key.encode()


def read_keep_days(bucket: Mapping[str, Any]) -> int:
    """Return for how many days answers are kept once the service has them. Raises ServerSettingsMissing."""
    value = bucket.get("KEEP_ANSWERS_DAYS")
    if value is None or value == "":
        return DEFAULT_KEEP_DAYS
    days = int(value) if str(value).isdecimal() else 0
    if not 0 < days <= MAX_KEEP_DAYS:
        raise ServerSettingsMissing([f"KEEP_ANSWERS_DAYS has to be a whole number from 1 to {MAX_KEEP_DAYS}."])
    return days


def missing_settings(bucket: Mapping[str, Any], *, pseudonyms: bool) -> tuple[str, ...]:
    """Return everything that keeps answers from being delivered, for staff to read; empty if nothing does."""
    problems: list[str] = []
    for read in (read_delivery, read_pseudonym_key) if pseudonyms else (read_delivery,):
        try:
            read(bucket)
        except ServerSettingsMissing as missing:
            problems += missing.problems
    return tuple(problems)


def campaign_page(bucket: Mapping[str, Any], campaign: str) -> str | None:
    """Return where people read the figures of ``campaign``; None where no address is set.

    PUBLIC_URL is for services that browsers reach under another address than this server.
    """
    address = str(bucket.get("PUBLIC_URL") or bucket.get("SERVICE_URL") or "")
    return f"{address.rstrip('/')}/campaigns/{campaign}" if _is_address(address) else None


def undelivered_because(bucket: Mapping[str, Any], mode: PrivacyMode) -> tuple[str, ...]:
    """Return which settings of the server keep answers of a campaign in ``mode`` in the outbox."""
    return missing_settings(bucket, pseudonyms=mode is PrivacyMode.CONFIDENTIAL)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


def _key_problems(name: str, key: str) -> list[str]:
    if not key:
        return [f"{name} is missing."]
    if len(key.encode()) < MIN_KEY_BYTES:
        return [f"{name} is shorter than {MIN_KEY_BYTES} bytes."]
    return []


def _timeout(value: object) -> tuple[float, str | None]:
    if value is None or value == "":
        return DEFAULT_TIMEOUT, None
    try:
        seconds = float(value)  # type: ignore[arg-type]  # anything else raises
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds <= MAX_TIMEOUT:
        return DEFAULT_TIMEOUT, f"TIMEOUT_SECONDS has to be a number above 0 and up to {MAX_TIMEOUT:g}."
    return seconds, None
