"""What is wrong with an operator's settings, said before anything is written rather than by a container that ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.delivery import MIN_KEY_BYTES

DATABASES = ("sqlite", "postgresql", "external")
_KEYS = ("IMPACT_DELIVERY_KEY", "IMPACT_PSEUDONYM_KEY", "IMPACT_SECRET_KEY")
_HOSTS_OF_OTHERS = ("LMS_HOST", "CMS_HOST")


def problems_of(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence for each setting in Tutor's ``config``, rendered, that cannot work; none holds a secret."""
    return (*_database(config), *_keys(config), *_former_keys(config), *_addresses(config))


def _database(config: Mapping[str, Any]) -> Iterator[str]:
    kind, url = config["IMPACT_DATABASE"], str(config["IMPACT_DATABASE_URL"] or "")
    if kind not in DATABASES:
        yield f"IMPACT_DATABASE is {kind!r}; it has to be sqlite, postgresql or external."
    elif kind == "external" and not url.startswith(("postgresql://", "postgres://")):
        yield "IMPACT_DATABASE_URL has to be a postgresql:// address, for IMPACT_DATABASE is external."
    elif kind != "external" and url:
        yield f"IMPACT_DATABASE_URL is set, but IMPACT_DATABASE is {kind}: set that to external, or unset the address."


def _keys(config: Mapping[str, Any]) -> Iterator[str]:
    for name in _KEYS:
        if len(str(config[name] or "").encode()) < MIN_KEY_BYTES:
            yield f"{name} is shorter than {MIN_KEY_BYTES} bytes."
    key_id, key = str(config["IMPACT_DELIVERY_KEY_ID"] or ""), str(config["IMPACT_DELIVERY_KEY"])
    if not key_id or _separates(key_id, ":,"):
        yield "IMPACT_DELIVERY_KEY_ID has to be a name without spaces, colons and commas."
    if _separates(key, ","):
        yield "IMPACT_DELIVERY_KEY must not hold spaces or commas."


def _former_keys(config: Mapping[str, Any]) -> Iterator[str]:
    former = config["IMPACT_FORMER_DELIVERY_KEYS"]
    pairs = [str(pair) for pair in former] if isinstance(former, list) else [""]
    if not all(_is_pair(pair) for pair in pairs):
        yield f"IMPACT_FORMER_DELIVERY_KEYS has to be a list of id:key, each key of {MIN_KEY_BYTES} bytes or more."
    elif config["IMPACT_DELIVERY_KEY_ID"] in [pair.partition(":")[0] for pair in pairs]:
        yield "IMPACT_DELIVERY_KEY_ID also stands in IMPACT_FORMER_DELIVERY_KEYS: a new key needs a new id."


def _addresses(config: Mapping[str, Any]) -> Iterator[str]:
    host = config["IMPACT_HOST"]
    if not host or host in [config[other] for other in _HOSTS_OF_OTHERS]:
        yield "IMPACT_HOST has to be a host name of its own, neither the LMS's nor Studio's."


def _is_pair(pair: str) -> bool:
    key_id, _, key = pair.partition(":")
    return bool(key_id) and not _separates(pair, ",") and len(key.encode()) >= MIN_KEY_BYTES


def _separates(text: str, separators: str) -> bool:
    return any(character.isspace() or character in separators for character in text)
