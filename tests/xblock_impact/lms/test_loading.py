"""How Open edX finds the app and what it does to the platform's settings."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from edx_django_utils.plugins import PluginSettings

from xblock_impact.lms.apps import ImpactConfig

ROOT = Path(__file__).parents[3]
PROJECTS = ["lms.djangoapp", "cms.djangoapp"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    """The package as it would be installed now."""
    place = tmp_path_factory.mktemp("package")
    command = [sys.executable, "setup.py", "--quiet", "egg_info", "--egg-base", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Distribution.at(place / "impact_openedx.egg-info")


@pytest.mark.parametrize("project", PROJECTS)
def test_the_platform_finds_the_app_by_its_entry_point(package: Distribution, project: str) -> None:
    (found,) = package.entry_points.select(group=project, name="impact")

    assert found.load() is ImpactConfig
    assert apps.get_app_config("xblock_impact_lms").__class__ is ImpactConfig


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("kind", ["common", "production"])
def test_the_settings_that_the_platform_asks_for_can_be_loaded(project: str, kind: str) -> None:
    place = ImpactConfig.plugin_app[PluginSettings.CONFIG][project][kind][PluginSettings.RELATIVE_PATH]
    module = importlib.import_module(f"{ImpactConfig.name}.{place}")
    settings = SimpleNamespace()

    module.plugin_settings(settings)
    module.plugin_settings(settings)

    assert settings.XBLOCK_SETTINGS == {"ImpactBlock": {}}


def test_what_an_operator_set_stays_and_nothing_of_other_blocks_changes() -> None:
    from xblock_impact.lms.settings.production import plugin_settings

    theirs = {"ImpactBlock": {"KEY_ID": "course-1"}, "VideoBlock": {"YOUTUBE_API_KEY": "x"}}
    settings = SimpleNamespace(XBLOCK_SETTINGS=theirs)

    plugin_settings(settings)

    assert theirs == settings.XBLOCK_SETTINGS


def test_no_address_and_no_key_has_a_default() -> None:
    from xblock_impact.lms.settings.common import plugin_settings

    settings = SimpleNamespace(XBLOCK_SETTINGS=None)
    plugin_settings(settings)

    assert settings.XBLOCK_SETTINGS["ImpactBlock"] == {}


def test_the_app_needs_no_celery() -> None:
    """Nor anything else that is only on some servers."""
    absent = ["celery", "workbench", "openedx_events", "openedx_filters", "event_routing_backends", "edx_django_utils"]
    program = f"""
import sys
for name in {absent}:
    sys.modules[name] = None
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["xblock_impact.lms"],
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}}},
    USE_TZ=True,
)
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.xblock_impact.lms.parcels import outbox_of, parcel
assert outbox_of().put(parcel()).new
call_command("impact_status")
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "demo-pilot: accepted 1, delivered 0, quarantined 0, pending 1" in done.stdout
