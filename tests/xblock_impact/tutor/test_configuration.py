"""The operator's settings: kept, changed, checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaluation.config import Config
from tests.xblock_impact.tutor.installation import Installation
from xblock_impact.tutor.checking import problems_of
from xblock_impact.tutor.settings import DEFAULTS, SECRETS

Begun = Callable[..., Installation]
KEY = "k" * 48
USABLE: dict[str, Any] = {
    **{name: value for name, value in DEFAULTS.items() if "{" not in str(value)},
    "IMPACT_HOST": "impact.example.org",
    "LMS_HOST": "example.org",
    "CMS_HOST": "studio.example.org",
    **dict.fromkeys(SECRETS, KEY),
}


def test_enabling_the_plugin_is_all_that_an_operator_has_to_do(project: Begun) -> None:
    begun = project(PLUGINS=[])

    begun.tutor("plugins", "enable", "impact")
    begun.saved()

    assert begun.config["PLUGINS"] == ["impact"]
    assert "impact-evaluation" in begun.compose("local", "docker-compose.yml")


def test_disabling_it_takes_everything_out_again_but_the_secrets(project: Begun) -> None:
    saved = project().saved()
    kept = {name: saved.config[name] for name in SECRETS}

    saved.tutor("plugins", "disable", "impact")
    saved.saved("--clean")

    assert not any("impact" in name for name in saved.compose("local", "docker-compose.yml"))
    assert saved.files_with("impact-evaluation") == saved.files_with("ImpactBlock") == set()
    assert {name: saved.config[name] for name in SECRETS} == kept


def test_saving_again_keeps_every_secret(project: Begun) -> None:
    saved = project().saved()
    first, written = dict(saved.config), saved.text("local", "docker-compose.yml")

    saved.saved()

    assert saved.config == first
    assert saved.text("local", "docker-compose.yml") == written


def test_only_secrets_are_written_to_the_operators_file(project: Begun) -> None:
    ours = {name for name in project().saved().config if name.startswith("IMPACT_")}

    assert ours == set(SECRETS)


def test_the_delivery_key_is_changed_in_two_commands_as_the_guide_says(project: Begun) -> None:
    saved = project().saved()
    old = saved.config["IMPACT_DELIVERY_KEY"]

    saved.saved(
        "--append",
        f"IMPACT_FORMER_DELIVERY_KEYS=tutor-1:{old}",
        "--set",
        "IMPACT_DELIVERY_KEY_ID=tutor-2",
        "--unset",
        "IMPACT_DELIVERY_KEY",
    )
    saved.saved()

    new = saved.config["IMPACT_DELIVERY_KEY"]
    environment = saved.compose("local", "docker-compose.yml")["impact-evaluation"]["environment"]
    assert new != old
    assert Config.from_environ(environment).delivery_keys == {"tutor-2": new.encode(), "tutor-1": old.encode()}


def test_what_cannot_work_is_said_and_nothing_is_rendered(project: Begun) -> None:
    begun = project(IMPACT_DATABASE="mysql")

    done = begun.tutor("config", "save", check=False)

    assert done.returncode != 0
    assert "IMPACT_DATABASE is 'mysql'; it has to be sqlite, postgresql or external." in done.stderr
    assert not begun.environment.exists()


def test_what_could_not_work_is_mended_with_the_same_command(project: Begun) -> None:
    begun = project(IMPACT_DATABASE="mysql")
    begun.tutor("config", "save", check=False)

    begun.saved("--set", "IMPACT_DATABASE=postgresql")

    assert "impact-postgresql" in begun.compose("local", "docker-compose.yml")


def test_settings_as_they_come_have_no_problem() -> None:
    assert problems_of(USABLE) == ()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"IMPACT_DATABASE": "external"}, "IMPACT_DATABASE_URL has to be a postgresql:// address"),
        (
            {"IMPACT_DATABASE": "external", "IMPACT_DATABASE_URL": "mysql://db/impact"},
            "IMPACT_DATABASE_URL has to be a postgresql:// address",
        ),
        ({"IMPACT_DATABASE_URL": "postgresql://db/impact"}, "IMPACT_DATABASE_URL is set, but"),
        ({"IMPACT_DELIVERY_KEY": "short"}, "IMPACT_DELIVERY_KEY is shorter than 32 bytes."),
        ({"IMPACT_PSEUDONYM_KEY": ""}, "IMPACT_PSEUDONYM_KEY is shorter than 32 bytes."),
        ({"IMPACT_SECRET_KEY": None}, "IMPACT_SECRET_KEY is shorter than 32 bytes."),
        ({"IMPACT_DELIVERY_KEY": f"{KEY},{KEY}"}, "IMPACT_DELIVERY_KEY must not hold spaces or commas."),
        ({"IMPACT_DELIVERY_KEY_ID": ""}, "IMPACT_DELIVERY_KEY_ID has to be a name"),
        ({"IMPACT_DELIVERY_KEY_ID": "a:b"}, "IMPACT_DELIVERY_KEY_ID has to be a name"),
        ({"IMPACT_FORMER_DELIVERY_KEYS": f"old:{KEY}"}, "IMPACT_FORMER_DELIVERY_KEYS has to be a list"),
        ({"IMPACT_FORMER_DELIVERY_KEYS": [KEY]}, "IMPACT_FORMER_DELIVERY_KEYS has to be a list"),
        ({"IMPACT_FORMER_DELIVERY_KEYS": ["old:short"]}, "IMPACT_FORMER_DELIVERY_KEYS has to be a list"),
        ({"IMPACT_FORMER_DELIVERY_KEYS": [f"tutor-1:{KEY}"]}, "a new key needs a new id."),
        ({"IMPACT_HOST": "example.org"}, "IMPACT_HOST has to be a host name of its own"),
        ({"IMPACT_HOST": ""}, "IMPACT_HOST has to be a host name of its own"),
    ],
)
def test_a_setting_that_cannot_work_is_named(changed: dict[str, Any], problem: str) -> None:
    (said,) = problems_of({**USABLE, **changed})

    assert problem in said
    assert KEY not in said


def test_a_former_key_that_is_usable_is_no_problem() -> None:
    assert problems_of({**USABLE, "IMPACT_FORMER_DELIVERY_KEYS": [f"old:{KEY}"]}) == ()
