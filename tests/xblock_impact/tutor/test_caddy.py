"""How browsers reach the service."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from surveys.contract.wire import MAX_DEFINITION_BYTES, MAX_SUBMISSION_BYTES
from tests.xblock_impact.tutor.installation import Installation

Rendered = Callable[[str], Installation]
Block = dict[str, "Block"]


@pytest.mark.parametrize(
    ("choice", "host"),
    [("sqlite", "impact.local.openedx.io"), ("postgresql", "impact.learn.example.org")],
)
def test_the_service_has_a_host_of_its_own(rendered: Rendered, choice: str, host: str) -> None:
    sites = _parsed(rendered(choice).text("apps", "caddy", "Caddyfile"))

    assert "reverse_proxy impact-evaluation:8000" in sites[host + "{$default_site_port}"]


@pytest.mark.parametrize(("choice", "port"), [("sqlite", ":80"), ("postgresql", ""), ("external", ":80")])
def test_caddy_gets_certificates_only_where_it_is_the_one_to(rendered: Rendered, choice: str, port: str) -> None:
    """The site's address ends with the port that Tutor sets: without one, Caddy serves HTTPS."""
    caddy = rendered(choice).compose("local", "docker-compose.prod.yml")["caddy"]

    assert caddy["environment"]["default_site_port"] == port


def test_every_delivery_fits_through_and_is_taken_in_whole_before_the_service_sees_it(rendered: Rendered) -> None:
    sites = _parsed(rendered("sqlite").text("apps", "caddy", "Caddyfile"))
    site = sites["impact.local.openedx.io{$default_site_port}"]

    (limit,), (buffers,) = site["request_body"], site["reverse_proxy impact-evaluation:8000"]

    assert limit.split()[0] == "max_size"
    assert buffers.split()[0] == "request_buffers"
    assert _bytes(buffers) >= _bytes(limit) > max(MAX_DEFINITION_BYTES, MAX_SUBMISSION_BYTES)


def test_containers_find_the_host_where_it_is_only_a_name_of_this_machine(rendered: Rendered) -> None:
    plain, secure = (
        rendered(choice).compose("local", "docker-compose.prod.yml")["caddy"] for choice in ("sqlite", "postgresql")
    )

    assert "impact.local.openedx.io" in plain["networks"]["default"]["aliases"]
    assert "networks" not in secure


def _bytes(setting: str) -> int:
    size = setting.split()[1]
    assert size.endswith("MB")
    return int(size.removesuffix("MB")) * 1_000_000


def _parsed(caddyfile: str) -> Block:
    """Return directives and blocks by their first line. Fails where braces do not match."""
    stack: list[Block] = [{}]
    for line in (line.strip() for line in caddyfile.splitlines()):
        if line == "}":
            stack.pop()
            assert stack, "a block ends that did not begin"
        elif line.endswith("{"):
            name = line.removesuffix("{").strip()
            stack.append(stack[-1].setdefault(name, {}))
        elif line and not line.startswith("#"):
            stack[-1][line] = {}
    assert len(stack) == 1, "a block does not end"
    return stack[0]
