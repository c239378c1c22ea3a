"""What the LMS and Studio are told, executed as they execute it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest
from openedx_filters.learning import filters

from evaluation.config import Config
from tests.xblock_impact.tutor.installation import Installation, executed
from xblock_impact.delivery.server_settings import campaign_page, missing_settings, read_delivery

Rendered = Callable[[str], Installation]
NAMES = ("XBLOCK_SETTINGS", "OPEN_EDX_FILTERS_CONFIG")
TABS = "org.openedx.learning.instructor.dashboard.tabs.requested.v1"
OUR_STEP = "xblock_impact.lms.instructor_tab.filter_step.AddImpactTab"
EVERY_FILE = pytest.mark.parametrize("file", ["lms/production", "lms/development", "cms/production", "cms/development"])
FILES_OF_THE_LMS = pytest.mark.parametrize("file", ["lms/production", "lms/development"])


@EVERY_FILE
def test_nothing_that_the_block_needs_is_missing(rendered: Rendered, file: str) -> None:
    assert (
        missing_settings(_settings(rendered("sqlite"), file)["XBLOCK_SETTINGS"]["ImpactBlock"], pseudonyms=True) == ()
    )


@pytest.mark.parametrize("choice", ["sqlite", "postgresql", "external"])
def test_the_service_knows_the_key_and_the_name_by_which_the_lms_comes(rendered: Rendered, choice: str) -> None:
    project = rendered(choice)
    bucket = _settings(project, "lms/production")["XBLOCK_SETTINGS"]["ImpactBlock"]
    environment = project.compose("local", "docker-compose.yml")["impact-evaluation"]["environment"]

    sent, known = read_delivery(bucket), Config.from_environ(environment)

    assert known.delivery_keys == {sent.key_id: sent.key}
    assert sent.service_url == "http://impact-evaluation:8000"
    assert "impact-evaluation" in known.trusted_hosts
    assert campaign_page(bucket, "talk-2026") == f"{known.public_url}/campaigns/talk-2026"


@pytest.mark.parametrize("place", ["lms", "cms"])
def test_in_development_the_figures_are_at_the_port_of_the_service(rendered: Rendered, place: str) -> None:
    bucket = _settings(rendered("sqlite"), f"{place}/development")["XBLOCK_SETTINGS"]["ImpactBlock"]

    assert bucket["PUBLIC_URL"] == "http://impact.local.openedx.io:8180"


@EVERY_FILE
def test_settings_of_other_blocks_stay(rendered: Rendered, file: str) -> None:
    given = {"VideoBlock": {"licensing_enabled": True}, "ImpactBlock": {"KEEP_ANSWERS_DAYS": 365}}

    left = _settings(rendered("sqlite"), file, XBLOCK_SETTINGS=given)["XBLOCK_SETTINGS"]

    assert left["VideoBlock"] == {"licensing_enabled": True}
    assert left["NeighbourBlock"] == {"COLOUR": "blue"}
    assert left["ImpactBlock"]["KEEP_ANSWERS_DAYS"] == 365
    assert left["ImpactBlock"]["KEY_ID"] == "tutor-1"


@FILES_OF_THE_LMS
def test_the_tab_is_added_behind_what_the_platform_has(rendered: Rendered, file: str) -> None:
    given = {TABS: {"fail_silently": True, "pipeline": ["platform.Tab"]}, "org.platform.v1": ["platform.Step"]}

    left = _settings(rendered("external"), file, OPEN_EDX_FILTERS_CONFIG=given)["OPEN_EDX_FILTERS_CONFIG"]

    assert left["org.platform.v1"] == ["platform.Step"]
    assert left["org.neighbour.v1"] == ["neighbour.Step"]
    assert left[TABS]["pipeline"][-1] == OUR_STEP
    assert len(left[TABS]["pipeline"]) == 2


def test_a_plugin_that_replaces_the_filters_does_not_take_the_tab_away(rendered: Rendered) -> None:
    """The neighbour's patch comes first, whatever the order of the two in the list of plugins."""
    filters_left = _settings(rendered("sqlite"), "lms/production")["OPEN_EDX_FILTERS_CONFIG"]

    assert filters_left[TABS] == {"fail_silently": False, "pipeline": ["neighbour.Tab", OUR_STEP]}


def test_the_tab_is_added_once_where_the_app_has_done_so_already(rendered: Rendered) -> None:
    given = {TABS: {"fail_silently": True, "pipeline": [OUR_STEP]}}

    left = _settings(rendered("sqlite"), "lms/development", OPEN_EDX_FILTERS_CONFIG=given)["OPEN_EDX_FILTERS_CONFIG"]

    assert left[TABS]["pipeline"] == [OUR_STEP]


@EVERY_FILE
def test_the_plugin_never_assigns_what_others_share(project: Callable[..., Installation], file: str) -> None:
    """Without the neighbour, which does, no statement binds either name."""
    tree = ast.parse(project().saved().text("apps", "openedx", "settings", *f"{file}.py".split("/")))

    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}

    assert bound.isdisjoint(NAMES)
    assert "XBLOCK_SETTINGS" in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_studio_has_no_tab(rendered: Rendered) -> None:
    assert OUR_STEP not in str(_settings(rendered("sqlite"), "cms/production")["OPEN_EDX_FILTERS_CONFIG"])


def test_an_image_without_impact_still_starts(rendered: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin was enabled, and the image is not built yet."""
    monkeypatch.setitem(__import__("sys").modules, "xblock_impact.lms.instructor_tab.filter_settings", None)

    left = _settings(rendered("sqlite"), "lms/production")["OPEN_EDX_FILTERS_CONFIG"]

    assert left[TABS]["pipeline"] == ["neighbour.Tab"]


def test_the_platform_has_a_filter_of_that_name() -> None:
    named = {getattr(thing, "filter_type", None) for thing in vars(filters).values()}

    assert TABS in named


def _settings(project: Installation, file: str, **given: Any) -> dict[str, Any]:
    """Return what is left of the shared settings at the end of the file, with copies of ``given`` at its beginning."""
    text = project.text("apps", "openedx", "settings", *f"{file}.py".split("/"))
    platform = {name: {key: _copy(value) for key, value in given.get(name, {}).items()} for name in NAMES}
    return executed(text, NAMES, platform)


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else list(value)
