"""With and without the extra."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from edx_django_utils.plugins import add_plugins, registry
from event_routing_backends.settings import common

from tests.xblock_impact.aspects.lms import Lms, running_lms
from xblock_impact.answering import telling
from xblock_impact.aspects import tracking_settings
from xblock_impact.aspects.apps import AspectsConfig
from xblock_impact.aspects.events import SUBMITTED


def test_nothing_of_the_extra_is_needed_but_for_the_statements_themselves() -> None:
    program = """
import sys
for name in ("event_routing_backends", "tincan", "eventtracking", "celery", "django"):
    sys.modules[name] = None
import pkgutil, xblock_impact.block, xblock_impact.aspects
needs_django = {"apps", "checks", "transformers"}
for module in pkgutil.iter_modules(xblock_impact.aspects.__path__, "xblock_impact.aspects."):
    if module.name.rpartition(".")[2] not in needs_django:
        __import__(module.name)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_block_does_not_load_the_statements() -> None:
    program = "import sys, xblock_impact.block; print(*[name for name in sys.modules if 'aspects' in name])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_an_lms_without_event_routing_loads_the_app_and_nothing_of_the_extra() -> None:
    program = """
import sys
for name in ("event_routing_backends", "tincan"):
    sys.modules[name] = None
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["xblock_impact.aspects.apps.AspectsConfig"])
before = set(sys.modules)
django.setup()
heavy = {"flask", "pandas", "numpy", "sqlalchemy", "requests", "celery"}
print(*sorted(heavy & {name.partition(".")[0] for name in set(sys.modules) - before}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_the_app_says_what_keeps_statements_from_being_made(lms: Lms) -> None:
    assert lms.check() == []
    lms.switch(["identified", "anonymous"])

    ((number, sentence),) = lms.check()

    assert number == "impact_aspects.W001"
    assert "Anonymous answers never become statements" in sentence


def test_an_lms_that_keeps_no_submissions_says_so_once_statements_are_wanted() -> None:
    with running_lms(WITHOUT_OUTBOX="yes") as lms:
        assert lms.check() == []
        lms.switch(["identified"])
        ((number, sentence),) = lms.check()

    assert number == "impact_aspects.W003"
    assert "xblock_impact.lms" in sentence


def test_an_lms_without_event_routing_says_that_it_is_missing_once_statements_are_wanted() -> None:
    with running_lms(WITHOUT_EVENT_ROUTING="yes") as lms:
        assert lms.check() == []
        lms.switch(["identified"])
        ((number, sentence),) = lms.check()

    assert number == "impact_aspects.W002"
    assert "impact-openedx[aspects]" in sentence


def platform_settings(*plugins: Any, **given: Any) -> SimpleNamespace:
    """Return a settings module after the ``plugins`` have run, in their order."""
    settings = SimpleNamespace(LMS_ROOT_URL="https://lms.example.org", **given)
    for plugin in plugins:
        plugin.plugin_settings(settings)
    return settings


def whitelists(settings: SimpleNamespace) -> dict[str, set[str]]:
    """Return what is let through: to the transformers at all, to xAPI, to Caliper."""
    options = settings.EVENT_TRACKING_BACKENDS["event_transformer"]["OPTIONS"]
    found = {"all": options, **{name: backend["OPTIONS"] for name, backend in options["backends"].items()}}
    return {name: set(options["processors"][0]["OPTIONS"]["whitelist"]) for name, options in found.items()}


@pytest.mark.parametrize("plugins", [(common, tracking_settings), (tracking_settings, common)])
def test_the_event_is_let_through_to_xapi_in_whatever_order_plugins_run(plugins: tuple[Any, Any]) -> None:
    settings = platform_settings(*plugins, EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS=["an.operators.own"])
    alone = platform_settings(common, EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS=["an.operators.own"])

    more = {name: names - whitelists(alone)[name] for name, names in whitelists(settings).items()}
    assert more == {"all": {SUBMITTED}, "xapi": {SUBMITTED}, "caliper": set()}
    assert whitelists(alone)["xapi"] <= whitelists(settings)["xapi"]
    assert SUBMITTED in settings.EVENT_BUS_TRACKING_LOGS
    assert settings.EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS.count(SUBMITTED) == 1


def test_open_edx_finds_the_app_and_runs_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "get_plugin_app_configs", lambda _project: [AspectsConfig])
    settings = ModuleType("platform_settings")
    monkeypatch.setitem(sys.modules, "platform_settings", settings)

    add_plugins("platform_settings", "lms.djangoapp", "common")
    add_plugins("platform_settings", "lms.djangoapp", "production")

    assert vars(settings)[tracking_settings.ALLOWED] == [SUBMITTED]


def test_the_event_that_is_let_through_is_the_one_that_the_block_publishes() -> None:
    assert telling.SUBMITTED == SUBMITTED


def test_lists_of_an_operator_are_appended_to_never_assigned() -> None:
    own: list[str] = ["an.operators.own"]
    settings = platform_settings(tracking_settings, EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS=own)
    tracking_settings.plugin_settings(settings)

    assert settings.EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS is own
    assert own == ["an.operators.own", SUBMITTED]


def test_backends_that_lead_elsewhere_are_left_alone() -> None:
    elsewhere = {"logs": {"ENGINE": "logger", "OPTIONS": {"processors": [{"OPTIONS": {"whitelist": ["x"]}}]}}, "b": {}}
    settings = platform_settings(tracking_settings, EVENT_TRACKING_BACKENDS=elsewhere)

    assert settings.EVENT_TRACKING_BACKENDS["logs"]["OPTIONS"]["processors"] == [{"OPTIONS": {"whitelist": ["x"]}}]


def test_without_event_routing_no_setting_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking_settings, "find_spec", lambda _name: None)

    assert vars(platform_settings(tracking_settings)) == {"LMS_ROOT_URL": "https://lms.example.org"}
