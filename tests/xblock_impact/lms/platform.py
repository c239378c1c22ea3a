"""Django as an LMS has it around the app, in this process; which database is behind it can be changed."""

from __future__ import annotations

import os
from typing import Any

import django
import pymysql
from django.conf import settings
from django.db import connections
from django.utils import translation

from tests.xblock_impact.lms.databases import Settings
from xblock_impact.delivery.records import install

APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "xblock_impact.lms",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


def common_settings() -> dict[str, Any]:
    """Return everything but the databases."""
    return {
        "SECRET_KEY": "a key for tests that signs nothing of anybody's",
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "ROOT_URLCONF": "tests.xblock_impact.lms.urls",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        "USE_TZ": True,
        "TIME_ZONE": "America/New_York",  # the platform's default
        "XBLOCK_SETTINGS": {},
    }


def start_django() -> None:
    """Set Django up, once a process, and leave everything else here as it was without it."""
    if settings.configured:
        return
    pymysql.install_as_MySQLdb()
    # Playwright keeps a loop in the thread of the tests once any of them has used a browser.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    settings.configure(**common_settings())
    django.setup()
    install(None)  # tests of the block's own fields share this process
    translation.deactivate_all()


def use_database(chosen: Settings) -> None:
    """Make ``chosen`` the default database of this thread and of all that start from now on."""
    connections.close_all()
    connections.settings["default"] = connections.configure_settings({"default": dict(chosen)})["default"]
    if hasattr(connections._connections, "default"):
        del connections["default"]
