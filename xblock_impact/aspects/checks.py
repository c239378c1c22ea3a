"""What ``manage.py check`` says about statements for Aspects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004  # Django's name

from xblock_impact.aspects.answered_form import OUTBOX
from xblock_impact.aspects.modes import CAN_BE_TOLD, XAPI_MODES, told_modes, useless_modes

SETTING = f'XBLOCK_SETTINGS["ImpactBlock"]["{XAPI_MODES}"]'


def check_statements(**_: Any) -> list[CheckMessage]:
    """Return a warning for everything that keeps statements from being made though they are switched on."""
    return list(_warnings())


def _warnings() -> Iterator[CheckMessage]:
    if useless_modes(settings):
        offered = " and ".join(mode.value for mode in CAN_BE_TOLD)
        yield Warning(
            f"{SETTING} lists something that cannot be switched on.",
            hint=f"List {offered}, or one of them. Anonymous answers never become statements.",
            id="impact_aspects.W001",
        )
    if not told_modes(settings):
        return
    if not apps.is_installed("event_routing_backends"):
        yield Warning(
            f"{SETTING} is set, but event-routing-backends is not installed: no statements are made.",
            hint='Install "impact-openedx[aspects]".',
            id="impact_aspects.W002",
        )
    if not apps.is_installed(OUTBOX):
        yield Warning(
            f"{SETTING} is set, but the answers are not kept where they could be looked up: no statements are made.",
            hint=f"Add {OUTBOX} to INSTALLED_APPS; Open edX does so by itself.",
            id="impact_aspects.W003",
        )
