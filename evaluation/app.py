"""The application, put together from a configuration. Nothing is built when this module is imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from evaluation import api, web
from evaluation.accounts.access import Public, allow
from evaluation.api.problems import problem
from evaluation.clock import utc_now
from evaluation.config import Config
from evaluation.ledger.intake import Intake
from evaluation.server import health
from evaluation.server.context import Services, TakesIn, provide
from evaluation.server.errors import install_errors
from evaluation.server.guard import install_guard
from evaluation.server.headers import install_headers
from evaluation.server.limits import install_limits
from evaluation.server.request_log import install_request_log
from evaluation.server.sessions import install_sessions
from evaluation.storage.engine import open_engine
from evaluation.storage.writer import Writer
from evaluation.web.failures import page

MAX_FORM_BYTES = 64 * 1024
_ONE_YEAR = 31_536_000  # s; the address of a static file changes with its content


class _Service(Flask):
    def log_exception(self, exc_info: object) -> None:
        """Leave it to ``evaluation.server.errors``, which keeps what people sent out of the log."""


def create_app(
    config: Config,
    *,
    engine: Engine | None = None,
    intake: TakesIn | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Flask:
    """Return the service.

    The database must be migrated. ``engine`` and ``intake`` stand in for those that ``config`` leads to.
    Raises StorageUnavailable or StorageUnsafe.
    """
    app = _Service(__name__, static_folder="web/static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY=config.secret_key,
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,  # deliveries have limits of their own
        SEND_FILE_MAX_AGE_DEFAULT=_ONE_YEAR,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        PREFERRED_URL_SCHEME="https" if config.secure else "http",
    )
    app.jinja_env.undefined = StrictUndefined
    engine = engine or open_engine(config.database_url)
    writer = Writer(engine)
    provide(app, Services(config, engine, writer, intake or Intake(writer), clock))
    _install(app, config)
    return app


def _install(app: Flask, config: Config) -> None:
    install_request_log(app)
    install_headers(app, secure=config.secure)
    install_sessions(app, secure=config.secure)
    install_errors(app, problem=problem, page=page)
    install_guard(app)  # before CSRF: who may not come in at all is told that
    csrf = CSRFProtect(app)
    app.register_blueprint(health.blueprint)
    web.install_pages(app)
    api.install_api(app)
    for blueprint in api.BLUEPRINTS:
        csrf.exempt(blueprint)  # a delivery is signed itself, and no session can make one
    app.view_functions["static"] = allow(Public())(app.view_functions["static"])
    install_limits(app, "sign_in.sign_in")
    if config.trusted_proxies:
        hops = config.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask's documentation says to
