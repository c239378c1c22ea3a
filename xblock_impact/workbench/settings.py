"""Django settings of the demo course.

``python -m django runserver`` with DJANGO_SETTINGS_MODULE set to this module.

Keeps its database in ``var/`` of the working directory. Reads from the environment IMPACT_SERVICE_URL,
IMPACT_KEY_ID, IMPACT_KEY, IMPACT_PSEUDONYM_KEY and IMPACT_TIMEOUT_SECONDS (what an LMS has in
``XBLOCK_SETTINGS``), and IMPACT_WORKBENCH_HOSTS (names, by comma, under which it may be reached).
"""

import copy
import os
import secrets
from pathlib import Path

Path("var").mkdir(exist_ok=True)  # the workbench opens its log there while it reads its settings
os.environ.setdefault("EXCLUDE_SAMPLE_XBLOCKS", "yes")

from workbench import settings as sdk  # noqa: E402
from workbench.settings import *  # noqa: E402

SECRET_KEY = secrets.token_urlsafe(50)  # the workbench publishes its own; no session outlives this process
HOSTS = os.environ.get("IMPACT_WORKBENCH_HOSTS", "").split(",")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, HOSTS)]
ROOT_URLCONF = "xblock_impact.workbench.urls"

INSTALLED_APPS = [*sdk.INSTALLED_APPS, "xblock_impact.lms"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path("var/workbench.db").resolve()),
        "OPTIONS": {
            "timeout": 30,  # seconds a writer waits for the others
            "transaction_mode": "IMMEDIATE",  # a reader that turns writer would not wait but fail
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        },
    }
}

LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("fr", "Français")]
LANGUAGE_CODE = "nl"
TIME_ZONE = "UTC"
MIDDLEWARE = [
    *sdk.MIDDLEWARE,
    "xblock_impact.workbench.middleware.choose_language",
    "django.middleware.locale.LocaleMiddleware",
    "xblock_impact.workbench.middleware.load_scenarios_once",
]
TEMPLATES = copy.deepcopy(sdk.TEMPLATES)
TEMPLATES[0]["DIRS"].insert(0, str(Path(__file__).parent / "templates"))
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "xblock_impact.workbench.middleware.words_of_page",
    "xblock_impact.workbench.passing_time.passing_time",
]

# What the runtime and the block log, published events among it, stands in the log, too. Django logs every statement
# with its values at DEBUG, and these hold answers.
LOGGING = copy.deepcopy(sdk.LOGGING)
LOGGING["handlers"]["logfile"]["maxBytes"] = 5_000_000
LOGGING["root"] = {"handlers": ["logfile"], "level": "INFO"}
LOGGING["loggers"]["django"]["propagate"] = LOGGING["loggers"]["django.request"]["propagate"] = False
LOGGING["loggers"]["django"]["level"] = "INFO"
LOGGING["loggers"]["django.request"]["level"] = "INFO"

WORKBENCH = {
    **sdk.WORKBENCH,
    "services": {
        **sdk.WORKBENCH["services"],
        "completion": "xblock_impact.workbench.personas.Completion",
        "enrollments": "xblock_impact.workbench.personas.Enrollments",
        "studio_user_permissions": "xblock_impact.workbench.personas.StudioPermissions",
        "user": "xblock_impact.workbench.personas.Personas",
    },
}
XBLOCK_SETTINGS = {
    "ImpactBlock": {
        name: os.environ[f"IMPACT_{name}"]
        for name in ("SERVICE_URL", "KEY_ID", "KEY", "PSEUDONYM_KEY", "TIMEOUT_SECONDS")
        if os.environ.get(f"IMPACT_{name}")
    }
}
