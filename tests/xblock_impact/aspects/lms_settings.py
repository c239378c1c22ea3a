"""Settings of an LMS as far as events and statements go: made by the plugins' own functions."""

from __future__ import annotations

import os
import secrets
import sys
from typing import Any

from tests.xblock_impact.aspects.platform_modules import put_in_place

put_in_place()

SECRET_KEY = secrets.token_urlsafe(50)
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LMS_ROOT_URL = "https://lms.example.org"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "config_models",
    "celery_utils",
    "eventtracking.django.apps.EventTrackingConfig",
    "xblock_impact.aspects.apps.AspectsConfig",
]
EVENT_TRACKING_ENABLED = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
MIGRATION_MODULES = {"xblock_impact_lms": None}  # its tables as they are now
XBLOCK_SETTINGS: dict[str, Any] = {"ImpactBlock": {}}

_this = sys.modules[__name__]
if os.environ.get("WITHOUT_OUTBOX") != "yes":
    INSTALLED_APPS.append("xblock_impact.lms.apps.ImpactConfig")
if os.environ.get("WITHOUT_EVENT_ROUTING") != "yes":
    from event_routing_backends.settings import common

    from xblock_impact.aspects import tracking_settings

    INSTALLED_APPS.append("event_routing_backends.apps.EventRoutingBackendsConfig")
    common.plugin_settings(_this)
    tracking_settings.plugin_settings(_this)
    # MySQL, which platforms run on, takes the two names of the library for one; SQLite does not.
    vars(_this)["EVENT_TRACKING_BACKENDS"]["event_transformer"]["OPTIONS"]["backends"]["xapi"]["OPTIONS"][
        "backend_name"
    ] = "xAPI"
