"""Who may call what: every route times every kind of caller. A new route without a declared policy fails here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from evaluation.accounts.access import Access, Delivery, Public, Role, declared_access
from tests.evaluation.serving import Service

POLICIES: dict[str, Access] = {
    "api-docs.openapi_json": Public(),
    "campaigns.get_results": Role.REVIEWER,
    "campaigns.list_campaigns": Role.REVIEWER,
    "campaigns_pages.ask_to_close": Role.EDITOR,
    "campaigns_pages.close": Role.EDITOR,
    "campaigns_pages.index": Role.REVIEWER,
    "campaigns_pages.show": Role.REVIEWER,
    "campaigns_pages.start": Role.REVIEWER,
    "definitions.put_definition": Delivery(1024 * 1024),
    "facts.put_fact": Delivery(4 * 1024),
    "health.alive": Public(),
    "health.ready": Public(),
    "holdings.get_holdings": Delivery(0),
    "sign_in.sign_in": Public(),
    "sign_in.sign_out": Role.REVIEWER,
    "static": Public(),
    "submissions.put_submission": Delivery(256 * 1024),
}
ARGUMENTS = {
    "key": "pilot",
    "filename": "impact.css",
    "digest": "0" * 64,
    "fact_id": uuid4(),
    "submission_id": uuid4(),
}
CALLERS = ("anonymous", *Role, "delivery")
Caller = Callable[[str, str], TestResponse]


def _calls(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield every route with each of its methods and an address."""
    for rule in app.url_map.iter_rules():
        built = rule.build({name: ARGUMENTS[name] for name in rule.arguments})
        assert built is not None
        for method in sorted((rule.methods or set()) - {"HEAD"}):
            yield rule, method, built[1]


def _caller(service: Service, kind: str) -> Caller:
    if kind == "delivery":
        return lambda method, path: service.client().open(
            path, method=method, headers={"Authorization": f"Bearer {service.token(path, b'', method=method)}"}
        )
    client = service.client() if kind == "anonymous" else service.signed_in(Role(kind))
    # Only who may come in is the question here; that forms need their token is asked of the pages.
    service.app.config["WTF_CSRF_ENABLED"] = False
    return lambda method, path: client.open(path, method=method)


def _may(kind: str, access: Access) -> bool:
    if isinstance(access, Public):
        return True
    if isinstance(access, Delivery):
        return kind == "delivery"
    return kind in set(Role) and Role(kind).includes(access)


def _refused(reply: TestResponse) -> bool:
    to_sign_in = reply.status_code == 303 and reply.location.startswith("/sign-in?next=")
    return reply.status_code in {401, 403} or to_sign_in or (reply.status_code == 303 and reply.location == "/sign-in")


def test_every_route_declares_its_policy_and_it_is_the_one_agreed(service: Service) -> None:
    declared = {name: declared_access(view) for name, view in service.app.view_functions.items()}

    assert declared == POLICIES


@pytest.mark.parametrize("kind", CALLERS)
def test_each_caller_may_call_what_the_policies_say_and_nothing_else(service: Service, kind: str) -> None:
    service.publish()
    call = _caller(service, kind)
    for rule, method, path in _calls(service.app):
        if rule.endpoint == "sign_in.sign_out" and kind in set(Role):
            continue  # ends the session that the other routes need; the pages' tests sign out

        reply = call(method, path)
        reply.close()

        allowed = _may(kind, POLICIES[rule.endpoint])
        assert _refused(reply) is not allowed, (rule.rule, method, kind, reply.status)
        assert reply.status_code < 500, (rule.rule, method, kind, reply.status)


def test_a_route_without_a_policy_is_closed_even_to_administrators(service: Service) -> None:
    service.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    assert service.client().get("/forgotten").status_code == 303
    assert service.signed_in(Role.ADMIN).get("/forgotten").status_code == 403
