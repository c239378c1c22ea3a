"""The API does what its description says: schemathesis makes requests from it, honest and not."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from evaluation.accounts.access import Role
from tests.evaluation import follow_up
from tests.evaluation.serving import Service
from tests.evaluation.survey import FULL, SURVEY

EXAMPLES = 20
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
)


class _Signing:
    """A WSGI application that signs deliveries on their way to another, and lets its reader in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        reader = service.signed_in(Role.REVIEWER)
        cookie = reader.get_cookie("impact")
        assert cookie is not None
        self._cookie = f"impact={cookie.value}"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        token = self._service.token(path, body, method=environ["REQUEST_METHOD"])
        environ |= {"wsgi.input": BytesIO(body), "HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_COOKIE": self._cookie}
        return self._service.app(environ, start_response)


def test_every_reply_is_one_that_the_description_names(service: Service) -> None:
    service.publish()
    description = schemathesis.openapi.from_wsgi("/api/openapi.json", _Signing(service))

    for operation in description.get_all_operations():
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            _try_out(operation.ok(), mode)


@pytest.mark.parametrize(
    ("definition", "answers"), [(SURVEY, FULL), (follow_up.SURVEY, follow_up.FULL)], ids=["trial", "follow-up"]
)
@pytest.mark.parametrize("persons", [4, 6])
def test_results_are_as_described_with_and_without_figures(
    persons: int, definition: dict[str, Any], answers: dict[str, Any], service: Service
) -> None:
    service.answer(service.publish(survey=definition), *[answers] * persons)
    service.close()
    description = schemathesis.openapi.from_wsgi("/api/openapi.json", _Signing(service))

    results = description["/api/v1/campaigns/{key}/results"]["GET"].Case(path_parameters={"key": "pilot"})

    assert results.call_and_validate(checks=list(CHECKS)).status_code == 200


def _try_out(operation: Any, mode: GenerationMode) -> None:
    """Make requests to ``operation``, as described or just not so, and check each reply."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def reply_is_described(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=list(CHECKS))

    reply_is_described()


def test_every_view_of_the_api_is_described(service: Service) -> None:
    document = service.client().get("/api/openapi.json").json

    described = {
        (path, method.upper()) for path, item in document["paths"].items() for method in item if method != "parameters"
    }

    assert described == {
        ("/api/v1/campaigns", "GET"),
        ("/api/v1/campaigns/{key}/holdings", "GET"),
        ("/api/v1/campaigns/{key}/results", "GET"),
        ("/api/v1/definitions/{digest}", "PUT"),
        ("/api/v1/facts/{fact_id}", "PUT"),
        ("/api/v1/submissions/{submission_id}", "PUT"),
    }
