"""The platform lets the event of a submission through to the transformers. Appends, never assigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from xblock_impact.aspects.events import SUBMITTED

ALLOWED = "EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS"
XAPI_PROCESSOR = "XApiProcessor"


def plugin_settings(settings: Any) -> None:
    """Called by the platform with its settings module, before or after event-routing-backends has made its own.

    Caliper is left alone: there is no transformer for it, and each event would be logged as an error.
    """
    if find_spec("event_routing_backends") is None:
        return
    if not hasattr(settings, ALLOWED):
        setattr(settings, ALLOWED, [])
    _let_through(getattr(settings, ALLOWED))
    if hasattr(settings, "EVENT_BUS_TRACKING_LOGS"):
        _let_through(settings.EVENT_BUS_TRACKING_LOGS)
    for whitelist in _whitelists(getattr(settings, "EVENT_TRACKING_BACKENDS", None) or {}):
        _let_through(whitelist)


def _let_through(names: list[str] | set[str]) -> None:
    if isinstance(names, set):
        names.add(SUBMITTED)
    elif SUBMITTED not in names:
        names.append(SUBMITTED)


def _whitelists(backends: Mapping[str, Any]) -> Iterator[list[str] | set[str]]:
    """Yield the whitelists on the way to the xAPI processor: that of the backend, and of those within it."""
    for backend in backends.values():
        options = backend.get("OPTIONS") or {}
        within = options.get("backends") or {}
        if any(XAPI_PROCESSOR in str(one) for one in within.values()):
            yield from _own_whitelists(options)
            yield from _whitelists(within)
        elif XAPI_PROCESSOR in str(options.get("processors")):
            yield from _own_whitelists(options)


def _own_whitelists(options: Mapping[str, Any]) -> Iterator[list[str] | set[str]]:
    for processor in options.get("processors") or []:
        whitelist = (processor.get("OPTIONS") or {}).get("whitelist")
        if isinstance(whitelist, (list, set)):
            yield whitelist
