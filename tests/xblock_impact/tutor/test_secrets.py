"""Each secret is where it is needed, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from surveys.delivery import MIN_KEY_BYTES
from tests.xblock_impact.tutor.installation import Installation
from xblock_impact.tutor.settings import SECRETS

Rendered = Callable[[str], Installation]
COMPOSE = {"local/docker-compose.yml", "local/docker-compose.jobs.yml"}
OF_THE_SERVICE = {*COMPOSE, "k8s/deployments.yml"}
OF_THE_PLATFORM = {
    f"apps/openedx/settings/{place}/{kind}.py" for place in ("lms", "cms") for kind in ("production", "development")
}
FILES = {
    "IMPACT_DELIVERY_KEY": OF_THE_SERVICE | OF_THE_PLATFORM,
    "IMPACT_PSEUDONYM_KEY": OF_THE_PLATFORM,
    "IMPACT_SECRET_KEY": OF_THE_SERVICE,
    "IMPACT_DATABASE_PASSWORD": OF_THE_SERVICE,
}
# Where Tutor's own containers read the platform's settings from; no container of the service's has them.
SETTINGS_FOLDER = "apps/openedx/settings"
SETTINGS_MAPS = {"openedx-settings-lms", "openedx-settings-cms"}


def test_every_secret_is_made_for_this_installation(rendered: Rendered) -> None:
    ours, theirs = rendered("sqlite").config, rendered("external").config

    made = [config[name] for config in (ours, theirs) for name in SECRETS]

    assert len(set(made)) == len(made) == 8
    assert all(len(secret) >= MIN_KEY_BYTES for secret in made)
    assert all(re.fullmatch("[A-Za-z0-9]+", secret) for secret in made)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_secret_is_written_to_no_other_file(rendered: Rendered, name: str) -> None:
    project = rendered("postgresql")

    assert project.files_with(project.config[name]) == FILES[name]


@pytest.mark.parametrize("name", ["IMPACT_DATABASE_PASSWORD"])
def test_a_password_that_is_not_needed_is_not_written(rendered: Rendered, name: str) -> None:
    assert rendered("sqlite").files_with(rendered("sqlite").config[name]) == set()


@pytest.mark.parametrize("choice", ["sqlite", "postgresql", "external"])
@pytest.mark.parametrize("file", sorted(COMPOSE))
def test_no_container_can_read_what_is_not_for_it(rendered: Rendered, choice: str, file: str) -> None:
    project = rendered(choice)

    for name, service in project.compose(*file.split("/")).items():
        allowed = _allowed(name, choice)
        assert _secrets_in(project, service) <= allowed, name
        if name.startswith("impact-") and name != "impact-relay":
            assert SETTINGS_FOLDER not in yaml.safe_dump(service), name


@pytest.mark.parametrize("choice", ["sqlite", "postgresql", "external"])
def test_no_pod_can_read_what_is_not_for_it(rendered: Rendered, choice: str) -> None:
    project = rendered(choice)
    manifests = project.manifests()

    for (kind, name), manifest in manifests.items():
        if kind not in ("Deployment", "Job"):
            continue
        pod = manifest["spec"]["template"]["spec"]
        named = {source["secretRef"]["name"] for box in pod["containers"] for source in box.get("envFrom", [])}
        read = [manifest, *(manifests["Secret", secret] for secret in named)]
        assert _secrets_in(project, read) <= _allowed(name, choice), name
        if name in ("impact-evaluation", "impact-evaluation-job", "impact-postgresql"):
            maps = {volume.get("configMap", {}).get("name") for volume in pod["volumes"]}
            assert maps.isdisjoint(SETTINGS_MAPS), name


def test_the_images_hold_no_secret(rendered: Rendered) -> None:
    project = rendered("postgresql")
    built = project.text("plugins", "impact", "build", "evaluation", "Dockerfile")
    built += project.text("build", "openedx", "Dockerfile")

    assert [name for name in SECRETS if project.config[name] in built] == []


def _allowed(name: str, choice: str) -> set[str]:
    if name in ("impact-evaluation", "impact-evaluation-job"):
        password = {"IMPACT_DATABASE_PASSWORD"} if choice == "postgresql" else set()
        return {"IMPACT_DELIVERY_KEY", "IMPACT_SECRET_KEY"} | password
    return {"IMPACT_DATABASE_PASSWORD"} if name == "impact-postgresql" else set()


def _secrets_in(project: Installation, described: Any) -> set[str]:
    text = yaml.safe_dump(described, width=10_000)
    return {name for name in SECRETS if project.config[name] in text}
