"""The Django app: registers the transformer where the platform has what it needs."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig, apps


class AspectsConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    """Statements for Aspects. Does nothing in an LMS without event-routing-backends."""

    name = "xblock_impact.aspects"
    label = "impact_aspects"
    verbose_name = "Impact: statements for Aspects"

    plugin_app: ClassVar = {
        "settings_config": {
            "lms.djangoapp": {
                "common": {"relative_path": "tracking_settings"},
                "production": {"relative_path": "tracking_settings"},
            }
        }
    }

    def ready(self) -> None:
        """Register the checks and, where it can be used, the transformer."""
        from django.core.checks import register

        from xblock_impact.aspects.checks import check_statements

        register(check_statements)
        if apps.is_installed("event_routing_backends"):
            from xblock_impact.aspects import transformers  # noqa: F401  # importing registers
