"""What ``tutor local`` and ``tutor dev`` start."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.config import Config
from tests.processes import SCRIPTS, Server, free_port
from tests.xblock_impact.tutor.installation import ROOT, Installation

Rendered = Callable[[str], Installation]
LOCAL = ("local", "docker-compose.yml")
JOBS = ("local", "docker-compose.jobs.yml")
DEVELOPMENT = ("dev", "docker-compose.yml")
EVERY_CHOICE = pytest.mark.parametrize("choice", ["sqlite", "postgresql", "external"])


@EVERY_CHOICE
def test_the_service_can_read_its_settings(rendered: Rendered, choice: str) -> None:
    environment = rendered(choice).compose(*LOCAL)["impact-evaluation"]["environment"]

    config = Config.from_environ(_as_compose_passes(environment))

    assert "impact-evaluation" in config.trusted_hosts


@pytest.mark.parametrize(
    ("choice", "address", "secure"),
    [("sqlite", "http://impact.local.openedx.io", False), ("postgresql", "https://impact.learn.example.org", True)],
)
def test_browsers_reach_the_service_as_they_reach_the_lms(
    rendered: Rendered, choice: str, address: str, secure: bool
) -> None:
    config = _config(rendered(choice))

    assert (config.public_url, config.secure) == (address, secure)


@pytest.mark.parametrize(("choice", "proxies"), [("sqlite", 1), ("external", 2)])
def test_as_many_proxies_are_trusted_as_stand_in_front(rendered: Rendered, choice: str, proxies: int) -> None:
    assert _config(rendered(choice)).trusted_proxies == proxies


def test_by_default_the_database_is_a_file_on_a_volume(rendered: Rendered) -> None:
    services = rendered("sqlite").compose(*LOCAL)

    assert _config(rendered("sqlite")).database_url == "sqlite:////data/evaluation.db"
    assert services["impact-evaluation"]["volumes"] == ["../../data/impact-evaluation:/data:z"]
    assert "impact-postgresql" not in services


def test_postgresql_starts_beside_the_service_and_before_it(rendered: Rendered) -> None:
    project = rendered("postgresql")
    services = project.compose(*LOCAL)
    password = project.config["IMPACT_DATABASE_PASSWORD"]

    assert _config(project).database_url == f"postgresql://impact:{password}@impact-postgresql:5432/impact"
    assert services["impact-postgresql"]["environment"] == {
        "POSTGRES_USER": "impact",
        "POSTGRES_DB": "impact",
        "POSTGRES_PASSWORD": password,
    }
    assert services["impact-postgresql"]["volumes"] == ["../../data/impact-postgresql:/var/lib/postgresql:z"]
    assert services["impact-evaluation"]["depends_on"]["impact-postgresql"] == {"condition": "service_healthy"}
    assert "volumes" not in services["impact-evaluation"]


def test_a_database_of_the_operators_is_used_as_it_is_given(rendered: Rendered) -> None:
    project = rendered("external")

    assert _config(project).database_url == project.config["IMPACT_DATABASE_URL"]
    assert "impact-postgresql" not in project.compose(*LOCAL)


@EVERY_CHOICE
def test_folders_belong_to_who_writes_in_them(rendered: Rendered, choice: str) -> None:
    project = rendered(choice)
    mounted = [volume for volume in project.compose(*LOCAL)["permissions"]["volumes"] if "impact" in volume]
    given = [line for line in project.text("apps", "permissions", "setowners.sh").splitlines() if "impact" in line]

    expected = {"sqlite": (1000, "impact-evaluation"), "postgresql": (999, "impact-postgresql")}
    if choice == "external":
        assert (mounted, given) == ([], [])
        return
    owner, folder = expected[choice]
    assert mounted == [f"../../data/{folder}:/mounts/{folder}:z"]
    assert given == [f"setowner {owner} /mounts/{folder}"]


@EVERY_CHOICE
def test_the_service_may_do_no_more_than_it_needs(rendered: Rendered, choice: str) -> None:
    for service in (
        rendered(choice).compose(*LOCAL)["impact-evaluation"],
        rendered(choice).compose(*JOBS)["impact-evaluation-job"],
    ):
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
        assert "user" not in service  # the image's, which is not root: see test_image


@EVERY_CHOICE
def test_the_job_has_the_database_of_the_service(rendered: Rendered, choice: str) -> None:
    service = rendered(choice).compose(*LOCAL)["impact-evaluation"]
    job = rendered(choice).compose(*JOBS)["impact-evaluation-job"]

    for shared in ("image", "environment", "depends_on"):
        assert job[shared] == service[shared]
    assert job.get("volumes") == service.get("volumes")


def test_the_relay_is_the_platform_with_another_command(rendered: Rendered) -> None:
    services = rendered("sqlite").compose(*LOCAL)
    worker = rendered("sqlite").compose("local", "docker-compose.prod.yml")["lms-worker"]
    relay = services["impact-relay"]

    for shared in ("image", "environment", "restart", "volumes"):
        assert relay[shared] == worker[shared]
    assert relay["command"] == ["./manage.py", "lms", "impact_relay", "--forever"]


def test_the_relays_command_takes_what_it_is_given(rendered: Rendered) -> None:
    arguments = rendered("sqlite").compose(*LOCAL)["impact-relay"]["command"][2:]
    program = f"""
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "xblock_impact.lms"])
django.setup()
from django.core.management import load_command_class
command = load_command_class("xblock_impact.lms", {arguments[0]!r})
print(command.create_parser("manage.py", {arguments[0]!r}).parse_args({arguments[1:]!r}).forever)
"""

    done = subprocess.run([SCRIPTS / "python", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stdout.strip() == "True", done.stderr


def test_in_development_the_service_has_a_port_and_no_proxy(rendered: Rendered) -> None:
    services = rendered("sqlite").compose(*DEVELOPMENT)

    environment = {
        **rendered("sqlite").compose(*LOCAL)["impact-evaluation"]["environment"],
        **services["impact-evaluation"]["environment"],
    }
    config = Config.from_environ(_as_compose_passes(environment))
    assert services["impact-evaluation"]["ports"] == ["8180:8000"]
    assert config.public_url == "http://impact.local.openedx.io:8180"
    assert config.trusted_proxies == 0
    assert services["impact-relay"]["image"] == services["lms"]["image"]
    assert services["impact-relay"]["environment"] == {"DJANGO_SETTINGS_MODULE": "lms.envs.tutor.development"}


def test_a_checkout_that_is_mounted_is_what_runs(project: Callable[..., Installation], tmp_path: Path) -> None:
    checkout = tmp_path / "impact"
    checkout.mkdir()
    saved = project(MOUNTS=[str(checkout)]).saved()

    services = saved.compose(*LOCAL)
    for name in ("lms", "cms", "impact-evaluation", "impact-relay"):
        assert f"{checkout}:/mnt/impact:z" in services[name]["volumes"], name
    assert f"{checkout}:/mnt/impact:z" in saved.compose(*JOBS)["impact-evaluation-job"]["volumes"]
    assert 'install -e "/mnt/impact"' in saved.text("build", "openedx", "Dockerfile")
    assert "--editable '/mnt/impact[service]'" in saved.text("plugins", "impact", "build", "evaluation", "Dockerfile")


def test_what_compose_would_replace_in_a_secret_stays(project: Callable[..., Installation]) -> None:
    key = "${HOME}$x'\"\\<&>" + "k" * 32

    saved = project(IMPACT_DELIVERY_KEY=key).saved()

    environment = saved.compose(*LOCAL)["impact-evaluation"]["environment"]
    assert environment["EVALUATION_DELIVERY_KEYS"].count("$") == 2 * key.count("$")
    assert _config(saved).delivery_keys == {"tutor-1": key.encode()}


@pytest.fixture(scope="module")
def running(rendered: Rendered, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service itself with the settings that Tutor wrote, but for the place of its database."""
    folder, port = tmp_path_factory.mktemp("service"), free_port()
    env = _as_compose_passes(rendered("sqlite").compose(*LOCAL)["impact-evaluation"]["environment"])
    env["EVALUATION_DATABASE_URL"] = f"sqlite:///{folder / 'evaluation.db'}"
    command = [str(SCRIPTS / "evaluation"), "serve", "--port", str(port)]
    server = Server(command, env, folder, f"http://127.0.0.1:{port}").start()
    yield server
    server.stop()


def test_the_health_check_succeeds_while_the_service_runs(rendered: Rendered, running: Server) -> None:
    assert _health_check(rendered, running.url).returncode == 0


def test_the_health_check_fails_where_nothing_answers(rendered: Rendered) -> None:
    assert _health_check(rendered, f"http://127.0.0.1:{free_port()}").returncode != 0


def test_the_service_refuses_a_name_that_nobody_gave_it(rendered: Rendered, running: Server) -> None:
    assert _health_check(rendered, running.url, host="elsewhere").returncode != 0


def _health_check(rendered: Rendered, url: str, host: str = "impact-evaluation") -> subprocess.CompletedProcess[bytes]:
    check: list[str] = rendered("sqlite").compose(*LOCAL)["impact-evaluation"]["healthcheck"]["test"]
    assert check[:3] == ["CMD", "python", "-c"]
    program = check[3].replace("http://127.0.0.1:8000", url).replace("impact-evaluation", host)
    return subprocess.run([SCRIPTS / "python", "-c", program], capture_output=True, check=False, timeout=60)


def _config(project: Installation) -> Config:
    return Config.from_environ(_as_compose_passes(project.compose(*LOCAL)["impact-evaluation"]["environment"]))


def _as_compose_passes(environment: dict[str, Any]) -> dict[str, str]:
    assert all(isinstance(value, str) for value in environment.values()), yaml.safe_dump(environment)
    return {name: value.replace("$$", "$") for name, value in environment.items()}
