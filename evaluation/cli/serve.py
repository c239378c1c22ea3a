"""``evaluation serve``: the service under gunicorn."""

from __future__ import annotations

import os
from threading import Thread
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it comes without types

from evaluation.config import Config
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate

KEEP_ALIVE = 75  # s that a connection of a relay or a proxy stays open between requests
TIMEOUT = 60  # s until a worker that does not answer is replaced
MAX_HEADER_BYTES = 8_190


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
def serve(host: str, port: int) -> None:
    """Migrate the database, then answer requests until stopped.

    Settings come from the environment: EVALUATION_PUBLIC_URL, EVALUATION_SECRET_KEY and
    EVALUATION_DELIVERY_KEYS are needed; EVALUATION_DATABASE_URL, EVALUATION_TRUSTED_HOSTS,
    EVALUATION_TRUSTED_PROXIES, EVALUATION_WORKERS and EVALUATION_THREADS have defaults.
    """
    config = Config.from_environ(os.environ)
    engine = open_engine(config.database_url)
    migrate(engine)  # here, once, and not in the workers, which would race
    engine.dispose()
    _Gunicorn(config, f"{host}:{port}").run()


def gunicorn_settings(config: Config, bind: str) -> dict[str, Any]:
    """Return how gunicorn is to run: on SQLite one process, for it has one writer; on PostgreSQL several."""
    return {
        "bind": bind,
        "worker_class": "gthread",
        "workers": 1 if config.database_url.startswith("sqlite") else config.workers,
        "threads": config.threads,
        "keepalive": KEEP_ALIVE,
        "timeout": TIMEOUT,
        "limit_request_line": MAX_HEADER_BYTES,
        "limit_request_field_size": MAX_HEADER_BYTES,
        "control_socket_disable": True,
        "accesslog": None,  # the application logs requests itself
        "proc_name": "evaluation",
    }


class _Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn comes without types
    """gunicorn configured from code."""

    def __init__(self, config: Config, bind: str) -> None:
        self._config, self._bind = config, bind
        super().__init__()

    def load_config(self) -> None:
        for name, value in gunicorn_settings(self._config, self._bind).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application, in each worker."""
        from evaluation.analysis import load_libraries
        from evaluation.app import create_app
        from evaluation.server.request_log import configure_logging

        configure_logging()
        app = create_app(self._config)
        # Two seconds that the first reader of figures would wait otherwise; requests are answered meanwhile.
        Thread(target=load_libraries, name="warm-up", daemon=True).start()
        return app
