"""Settings from the environment."""

from __future__ import annotations

import pytest

from evaluation.config import Config, database_url_from
from evaluation.errors import ConfigurationInvalid

GOOD = {
    "EVALUATION_PUBLIC_URL": "https://evaluation.example.org/",
    "EVALUATION_SECRET_KEY": "s" * 32,
    "EVALUATION_DELIVERY_KEYS": f"old:{'o' * 32},new:{'n' * 32}",
}


def test_three_settings_are_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))

    config = Config.from_environ(GOOD)

    assert config.public_url == "https://evaluation.example.org"
    assert config.delivery_keys == {"old": b"o" * 32, "new": b"n" * 32}
    assert config.trusted_hosts == ("evaluation.example.org",)
    assert config.database_url == f"sqlite:///{tmp_path}/var/evaluation.db"
    assert config.secure


def test_all_missing_settings_are_named_at_once() -> None:
    with pytest.raises(ConfigurationInvalid) as refused:
        Config.from_environ({})

    assert set(refused.value.problems) == set(GOOD)
    assert all(name in str(refused.value) for name in GOOD)


def test_what_is_wrong_is_named_beside_what_is_missing() -> None:
    wrong = {
        "EVALUATION_PUBLIC_URL": "evaluation.example.org",
        "EVALUATION_SECRET_KEY": "short",
        "EVALUATION_DATABASE_URL": "mysql://localhost/x",
        "EVALUATION_THREADS": "many",
        "EVALUATION_WORKERS": "0",
    }

    with pytest.raises(ConfigurationInvalid) as refused:
        Config.from_environ(wrong)

    assert set(refused.value.problems) == {*wrong, "EVALUATION_DELIVERY_KEYS"}


@pytest.mark.parametrize(
    "keys", ["nokey", ":" + "x" * 32, "kid:short", f"a:{'x' * 32},a:{'y' * 32}", ",", f"a:{'x' * 32},b"]
)
def test_delivery_keys_are_long_and_have_ids_of_their_own(keys: str) -> None:
    with pytest.raises(ConfigurationInvalid, match="EVALUATION_DELIVERY_KEYS"):
        Config.from_environ({**GOOD, "EVALUATION_DELIVERY_KEYS": keys})


@pytest.mark.parametrize(
    "url", ["ftp://x.org", "https://", "https://a:b@x.org", "https://x.org/?q", "https://x.org:99999", "/path"]
)
def test_the_public_url_is_an_address_of_the_web(url: str) -> None:
    with pytest.raises(ConfigurationInvalid, match="EVALUATION_PUBLIC_URL"):
        Config.from_environ({**GOOD, "EVALUATION_PUBLIC_URL": url})


def test_no_secret_shows_in_messages_or_prints() -> None:
    shown = repr(Config.from_environ({**GOOD, "EVALUATION_DATABASE_URL": "postgresql://me:hidden@db/x"}))
    with pytest.raises(ConfigurationInvalid) as refused:
        Config.from_environ({**GOOD, "EVALUATION_SECRET_KEY": "letmein", "EVALUATION_DELIVERY_KEYS": "kid:letmein"})

    for secret in ("ssss", "oooo", "nnnn", "hidden"):
        assert secret not in shown
    assert "letmein" not in str(refused.value)


def test_on_this_machine_all_names_of_it_are_trusted_and_more_may_be_named() -> None:
    local = Config.from_environ({**GOOD, "EVALUATION_PUBLIC_URL": "http://127.0.0.1:8000"})
    inside = Config.from_environ({**GOOD, "EVALUATION_TRUSTED_HOSTS": "evaluation, evaluation.internal"})

    assert set(local.trusted_hosts) == {"127.0.0.1", "localhost", "[::1]"}
    assert not local.secure
    assert inside.trusted_hosts == ("evaluation.example.org", "evaluation", "evaluation.internal")


def test_commands_that_need_only_the_database_need_only_its_address() -> None:
    assert database_url_from({"EVALUATION_DATABASE_URL": "sqlite:////srv/x.db"}) == "sqlite:////srv/x.db"
    with pytest.raises(ConfigurationInvalid, match="EVALUATION_DATABASE_URL"):
        database_url_from({"EVALUATION_DATABASE_URL": "nonsense"})
