"""What is built: Impact in the platform's image, and an image for the service."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import metadata, version

import pytest

from evaluation.cli import main
from tests.xblock_impact.tutor.installation import Installation

Rendered = Callable[[str], Installation]
SERVICE = ("plugins", "impact", "build", "evaluation", "Dockerfile")
PLATFORM = ("build", "openedx", "Dockerfile")


def test_both_images_get_the_release_of_the_plugin(rendered: Rendered) -> None:
    release = version("impact-openedx")

    assert f"install 'impact-openedx=={release}'" in rendered("sqlite").text(*PLATFORM)
    assert f"install 'impact-openedx[service]=={release}'" in rendered("sqlite").text(*SERVICE)


def test_what_they_install_is_this_distribution_with_an_extra_that_it_has() -> None:
    described = metadata("impact-openedx")

    assert described["Name"] == "impact-openedx"
    assert {"service", "tutor"} <= set(described.get_all("Provides-Extra") or [])


def test_the_platform_gets_no_library_of_the_service(rendered: Rendered) -> None:
    assert "impact-openedx[" not in rendered("sqlite").text(*PLATFORM)


def test_another_source_is_for_both_images(project: Callable[..., Installation]) -> None:
    source = "git+https://git.example.org/impact.git@main"

    saved = project(IMPACT_SOURCE=source).saved()

    assert f"install 'impact-openedx @ {source}'" in saved.text(*PLATFORM)
    assert f"install 'impact-openedx[service] @ {source}'" in saved.text(*SERVICE)
    assert "install --yes --no-install-recommends git" in saved.text(*SERVICE)


def test_without_one_the_service_needs_no_git(rendered: Rendered) -> None:
    assert "git" not in rendered("sqlite").text(*SERVICE)


def test_the_service_is_not_root_and_owns_nothing_but_its_data(rendered: Rendered) -> None:
    *_, last = _stages(rendered("sqlite").text(*SERVICE))

    users = [line for line in last if line.startswith("USER")]
    assert users == ["USER 1000:1000"]
    assert not any("--chown" in line for line in last)
    assert "install --directory --owner=1000 --group=1000 /data" in "\n".join(last)


def test_what_builds_stays_out_of_what_runs(rendered: Rendered) -> None:
    packages, last = _stages(rendered("sqlite").text(*SERVICE))

    assert any("pip install" in line for line in packages)
    assert not any("pip install" in line for line in last)
    assert "COPY --from=packages /opt/impact /opt/impact" in last


def test_the_container_serves_on_one_port(rendered: Rendered) -> None:
    *_, last = _stages(rendered("sqlite").text(*SERVICE))
    (command,) = [line.removeprefix("CMD ") for line in last if line.startswith("CMD")]
    name, subcommand, *options = re.findall(r'"([^"]*)"', command)

    serve = main.get_command(None, subcommand)  # type: ignore[arg-type]  # does not look at its context

    assert name == "evaluation"
    assert serve is not None
    assert serve.make_context(subcommand, options).params == {"host": "0.0.0.0", "port": 8000}  # noqa: S104  # inside
    assert "EXPOSE 8000" in last


@pytest.mark.parametrize(
    ("image", "shared"), [("impact-evaluation:0.1.0", False), ("registry.example.org/impact-evaluation:0.1.0", True)]
)
def test_only_an_image_with_a_registry_is_pushed_and_pulled(
    project: Callable[..., Installation], image: str, *, shared: bool
) -> None:
    """One without would go to, or come from, a registry that is not the operator's."""
    saved = project(IMPACT_DOCKER_IMAGE=image).saved()

    assert _would(saved, "IMAGES_PUSH") == _would(saved, "IMAGES_PULL") == ([("impact-evaluation", image)] * shared)
    assert _would(saved, "IMAGES_BUILD") == [("impact-evaluation", image)]


def test_launching_builds_the_image_first(project: Callable[..., Installation]) -> None:
    program = 'names = hooks.Filters.IMAGES_BUILD_REQUIRED.apply([], "local"); print("impact-evaluation" in names)'

    assert project().saved().python(program) == "True"


def _would(project: Installation, hook: str) -> list[tuple[str, str]]:
    program = f"""
images = hooks.Filters.{hook}.apply([], config)
found = [(image[0], image[2 if {hook!r} == "IMAGES_BUILD" else 1]) for image in images if "impact" in image[0]]
print([(name, env.render_str(config, tag)) for name, tag in found])
"""
    found: list[tuple[str, str]] = eval(project.python(program), {})  # noqa: S307  # our own program's list
    return found


def _stages(dockerfile: str) -> list[list[str]]:
    stages: list[list[str]] = []
    for line in dockerfile.splitlines():
        if line.startswith("FROM "):
            stages.append([])
        elif stages:
            stages[-1].append(line)
    return stages
