"""How Django, and Open edX's plugins of it, load the app."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import AppConfig
from django.core.checks import register


def _settings_of_project() -> dict[str, dict[str, str]]:
    return {name: {"relative_path": f"settings.{name}"} for name in ("common", "production")}


class ImpactConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    """Makes the database the keeper of records for every block in this process."""

    name = "xblock_impact.lms"
    label = "xblock_impact_lms"
    verbose_name = "Impact"
    default_auto_field = "django.db.models.BigAutoField"
    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {
            "lms.djangoapp": {"namespace": "impact", "regex": "^impact/", "relative_path": "instructor_tab_urls"},
        },
        "settings_config": {"lms.djangoapp": _settings_of_project(), "cms.djangoapp": _settings_of_project()},
    }

    def ready(self) -> None:
        """Install the records; listen to the platform where it has something to say."""
        from xblock_impact.delivery.records import install
        from xblock_impact.lms.checks import check_settings
        from xblock_impact.lms.receivers import listen
        from xblock_impact.lms.records import DatabaseRecords

        install(DatabaseRecords())
        register(check_settings)
        listen()
