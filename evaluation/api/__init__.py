"""The service's API below ``/api/v1``, described at ``/api/openapi.json``."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_smorest import Api

from evaluation.accounts.access import Public, allow
from evaluation.api import campaigns, definitions, facts, holdings, submissions
from evaluation.api.documents import SCHEMAS, SECURITY_SCHEMES

BLUEPRINTS = (
    definitions.blueprint,
    submissions.blueprint,
    facts.blueprint,
    holdings.blueprint,
    campaigns.blueprint,
)
_SETTINGS = {
    "API_TITLE": "Impact evaluation service",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}
_DESCRIPTION = "api-docs.openapi_json"


class _Api(Api):  # type: ignore[misc]  # flask-smorest comes without types
    """flask-smorest without its error documents: errors are problem details, for pages and API decided in one place."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        pass


def install_api(app: Flask) -> None:
    """Give ``app`` the API and its description."""
    app.config.update(_SETTINGS)
    api: Any = _Api(app)
    for name, schema in SCHEMAS.items():
        api.spec.components.schema(name, schema)
    for name, scheme in SECURITY_SCHEMES.items():
        api.spec.components.security_scheme(name, scheme)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.view_functions[_DESCRIPTION] = _public(app.view_functions[_DESCRIPTION])


def _public(view: Any) -> Any:
    """Declare a view of flask-smorest's own open; its method takes no attributes, so it is wrapped."""

    @allow(Public())
    def opened() -> Any:
        return view()

    return opened
