"""Configuration from the environment. Everything that is missing or wrong is named at once; no secret has a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from evaluation.errors import ConfigurationInvalid
from surveys.delivery import MIN_KEY_BYTES

MIN_SECRET_BYTES = 32
"""Length of the key that signs session cookies (HMAC, as long as SHA-256)."""

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_NO_NAMES: tuple[str, ...] = ()
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg", "postgres")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Config:
    """What the service needs to run. Secrets are left out of its ``repr``."""

    secret_key: str = field(repr=False)  # signs session cookies
    delivery_keys: Mapping[str, bytes] = field(repr=False)  # key id → secret shared with an LMS
    public_url: str  # where browsers reach the service, without a slash at the end
    database_url: str = field(repr=False)  # may hold a password
    trusted_hosts: tuple[str, ...] = _LOOPBACK  # host names under which requests are answered
    trusted_proxies: int = 0  # reverse proxies in front whose X-Forwarded-* headers are believed
    workers: int = 2  # processes, on PostgreSQL; SQLite has one
    threads: int = 16  # requests at once in each process

    @property
    def secure(self) -> bool:
        """Whether browsers come by https: cookies are then never sent without it."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Return the configuration in ``environ``. Raises ConfigurationInvalid naming all that is missing or wrong."""
        reader = _Reader(environ)
        public_url = reader.required("EVALUATION_PUBLIC_URL", _public_url)
        further_hosts = reader.optional("EVALUATION_TRUSTED_HOSTS", _names, _NO_NAMES)
        secret_key = reader.required("EVALUATION_SECRET_KEY", _secret)
        delivery_keys = reader.required("EVALUATION_DELIVERY_KEYS", _delivery_keys)
        database_url = reader.optional("EVALUATION_DATABASE_URL", _database_url, default_database_url())
        trusted_proxies = reader.optional("EVALUATION_TRUSTED_PROXIES", _at_least(0), 0)
        workers = reader.optional("EVALUATION_WORKERS", _at_least(1), 2)
        threads = reader.optional("EVALUATION_THREADS", _at_least(1), 16)
        if public_url is None or secret_key is None or delivery_keys is None or reader.problems:
            raise ConfigurationInvalid(reader.problems)
        return cls(
            secret_key=secret_key,
            delivery_keys=delivery_keys,
            public_url=public_url.geturl(),
            database_url=database_url,
            trusted_hosts=_hosts(public_url, further_hosts),
            trusted_proxies=trusted_proxies,
            workers=workers,
            threads=threads,
        )


def database_url_from(environ: Mapping[str, str]) -> str:
    """Return the database's URL alone, for commands that need no secrets. Raises ConfigurationInvalid."""
    reader = _Reader(environ)
    url = reader.optional("EVALUATION_DATABASE_URL", _database_url, default_database_url())
    if reader.problems:
        raise ConfigurationInvalid(reader.problems)
    return url


def default_database_url() -> str:
    """Return the URL of the embedded database: ``var/evaluation.db`` below the working directory."""
    return f"sqlite:///{Path.cwd() / 'var' / 'evaluation.db'}"


class _Reader:
    """Reads variables one by one and keeps a list of what is wrong with them, by name."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: dict[str, str] = {}

    def required(self, name: str, read: Callable[[str], _T]) -> _T | None:
        value = self._environ.get(name, "").strip()
        if not value:
            self.problems[name] = "is missing"
            return None
        return self._read(name, value, read)

    def optional(self, name: str, read: Callable[[str], _T], default: _T) -> _T:
        value = self._environ.get(name, "").strip()
        found = self._read(name, value, read) if value else None
        return default if found is None else found

    def _read(self, name: str, value: str, read: Callable[[str], _T]) -> _T | None:
        try:
            return read(value)
        except ValueError as error:
            self.problems[name] = str(error)
            return None


def _secret(value: str) -> str:
    if len(value.encode()) < MIN_SECRET_BYTES:
        raise ValueError(f"is shorter than {MIN_SECRET_BYTES} bytes")
    return value


def _delivery_keys(value: str) -> Mapping[str, bytes]:
    keys: dict[str, bytes] = {}
    for pair in _names(value):
        key_id, colon, secret = pair.partition(":")
        if not (key_id and colon):
            raise ValueError("is not a list of kid:secret pairs")
        if len(secret.encode()) < MIN_KEY_BYTES:
            raise ValueError(f"has a secret shorter than {MIN_KEY_BYTES} bytes under the key id {key_id}")
        if key_id in keys:
            raise ValueError(f"has the key id {key_id} twice")
        keys[key_id] = secret.encode()
    if not keys:
        raise ValueError("is not a list of kid:secret pairs")
    return keys


def _public_url(value: str) -> SplitResult:
    url = urlsplit(value.rstrip("/"))
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment or url.username:
        raise ValueError("is not an address such as https://evaluation.example.org")
    _ = url.port  # raises ValueError for a port that is none
    return url


def _database_url(value: str) -> str:
    if urlsplit(value).scheme not in _DATABASES:
        raise ValueError("is neither a sqlite:/// nor a postgresql:// address")
    return value


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _at_least(minimum: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or int(value) < minimum:
            raise ValueError(f"is not a whole number of {minimum} or more")
        return int(value)

    return read


def _hosts(public_url: SplitResult, further: tuple[str, ...]) -> tuple[str, ...]:
    hostname = public_url.hostname or ""
    host = f"[{hostname}]" if ":" in hostname else hostname
    loopback = _LOOPBACK if host in _LOOPBACK else ()
    return tuple(dict.fromkeys((host, *loopback, *further)))
