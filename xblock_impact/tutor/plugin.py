"""What Tutor loads: the plugin's settings, files, images, tasks and mounts, put where Tutor looks for them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from tutor import hooks
from tutor.exceptions import TutorError

from xblock_impact.tutor.checking import problems_of
from xblock_impact.tutor.settings import DEFAULTS, SECRETS

_HERE = Path(__file__).parent
_IMAGE = "impact-evaluation"
_TAG = "{{ IMPACT_DOCKER_IMAGE }}"
_DEVELOPMENT_PORT = 8180  # as in patches/local-docker-compose-dev-services
# Checkouts that are mounted with `tutor mounts add`. Tutor itself takes xblock-impact for the platform's image.
_CHECKOUT = r"impact(-openedx)?$"
_CHECKOUT_FOR_SERVICE = r"(xblock-)?impact(-openedx)?$"


def _read(folder: str) -> list[tuple[str, str]]:
    """Return name and text of each file in ``folder``."""
    return [(path.name, path.read_text("utf-8")) for path in sorted((_HERE / folder).iterdir()) if path.is_file()]


def _digest(text: str) -> str:
    """Return what changes whenever ``text`` does: pods are replaced when their settings are."""
    return sha256(text.encode()).hexdigest()[:16]


def _in_a_registry(config: dict[str, Any]) -> bool:
    """Tell whether the service's image has a registry to go to; one without would end as somebody else's."""
    return "/" in str(config.get("IMPACT_DOCKER_IMAGE", ""))


hooks.Filters.CONFIG_DEFAULTS.add_items(list(DEFAULTS.items()))
hooks.Filters.CONFIG_UNIQUE.add_items(list(SECRETS.items()))
hooks.Filters.ENV_TEMPLATE_ROOTS.add_item(str(_HERE / "templates"))
hooks.Filters.ENV_TEMPLATE_TARGETS.add_item(("impact/build", "plugins"))
hooks.Filters.ENV_TEMPLATE_FILTERS.add_item(("impact_digest", _digest))
# Last, so that what another plugin does to the same settings is already there to be added to.
hooks.Filters.ENV_PATCHES.add_items(_read("patches"), priority=hooks.priorities.LOW)
hooks.Filters.IMAGES_BUILD.add_item((_IMAGE, ("plugins", "impact", "build", "evaluation"), _TAG, ()))
hooks.Filters.MOUNTED_DIRECTORIES.add_items([("openedx", _CHECKOUT), (_IMAGE, _CHECKOUT_FOR_SERVICE)])
for _service, _script in (("lms", "lms.sh"), (_IMAGE, "impact-evaluation.sh")):
    hooks.Filters.CLI_DO_INIT_TASKS.add_item((_service, (_HERE / "tasks" / _script).read_text("utf-8")))


@hooks.Actions.CONFIG_LOADED.add()
def _check(config: dict[str, Any]) -> None:
    if problems := problems_of(config):
        raise TutorError("\n".join(["Settings of the plugin impact:", *(f"- {problem}" for problem in problems)]))


@hooks.Filters.IMAGES_BUILD_REQUIRED.add()
def _build_before_launch(names: list[str], _context: Literal["local", "dev"]) -> list[str]:
    return [*names, _IMAGE]


@hooks.Filters.IMAGES_PULL.add()
@hooks.Filters.IMAGES_PUSH.add()
def _exchange_with_registry(images: list[tuple[str, str]], config: dict[str, Any]) -> list[tuple[str, str]]:
    return [*images, (_IMAGE, _TAG)] if _in_a_registry(config) else images


@hooks.Filters.APP_PUBLIC_HOSTS.add()
def _name_host(hosts: list[str], context: Literal["local", "dev"]) -> list[str]:
    return [*hosts, "{{ IMPACT_HOST }}" + (f":{_DEVELOPMENT_PORT}" if context == "dev" else "")]
