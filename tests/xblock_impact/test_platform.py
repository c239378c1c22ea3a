"""The block and its Django app beside the versions that Open edX pins: what an LMS of Tutor 22 (Verawood) has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "platform" / "bin" / "python"
PINS = {"Django": "5.2.", "lxml": "5.3.2", "celery": "5.6.", "requests": "2.33."}
HEAVY = ("flask", "numpy", "pandas", "scipy", "sqlalchemy", "alembic", "statsmodels", "workbench", "openpyxl", "tutor")

LOADED = """
import json, sys
from importlib.metadata import version

from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.admin",
                    "django.contrib.messages", "django.contrib.sessions", "xblock_impact.lms.apps.ImpactConfig"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages"]}}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    XBLOCK_SETTINGS={"ImpactBlock": {}},
)
import django

django.setup()
from django.core.management import call_command

call_command("makemigrations", "xblock_impact_lms", "--check", "--dry-run", verbosity=0)
call_command("migrate", verbosity=0)
call_command("check", fail_level="ERROR")

import xblock_impact.block
from xblock_impact.delivery.records import records

print(json.dumps({
    "versions": {name: version(name) for name in %(pins)s},
    "heavy": sorted(set(%(heavy)s) & set(sys.modules)),
    "records": type(records()).__module__,
    "block": xblock_impact.block.ImpactBlock.__name__,
}))
"""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process of the platform has loaded once Django stands and the block is imported."""
    assert PYTHON.exists(), "make test installs the platform's versions: .ci/platform"
    program = LOADED % {"pins": list(PINS), "heavy": set(HEAVY)}
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    folder = tmp_path_factory.mktemp("platform")
    done = subprocess.run(
        [PYTHON, "-W", "error::DeprecationWarning:xblock_impact", "-c", program],
        capture_output=True,
        text=True,
        env=env,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return loaded


def test_the_app_and_the_block_load_beside_the_platforms_versions(platform: dict[str, Any]) -> None:
    assert platform["block"] == "ImpactBlock"
    assert {name: version for name, version in platform["versions"].items() if not version.startswith(PINS[name])} == {}


def test_the_database_keeps_the_records_once_django_stands(platform: dict[str, Any]) -> None:
    assert platform["records"] == "xblock_impact.lms.records"


def test_nothing_heavy_is_loaded_with_it(platform: dict[str, Any]) -> None:
    assert platform["heavy"] == []


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="numpy 1 was never built for it; the platform runs on 3.12")
def test_numpy_1_stands_beside_it() -> None:
    program = "from importlib.metadata import version; print(version('numpy'))"

    done = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("1.")
