"""Local accounts."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from evaluation.accounts import passwords
from evaluation.accounts.access import Role
from evaluation.accounts.users import (
    add_user,
    all_users,
    authenticate,
    find_user,
    normal_name,
    set_password,
    user_of_session,
)
from evaluation.errors import PasswordInvalid, UserExists, UserNameInvalid, UserUnknown
from evaluation.storage.engine import writing
from tests.evaluation.serving import NOW, PASSWORD


def test_a_person_is_found_again_with_role_and_password(engine: Engine) -> None:
    with writing(engine) as connection:
        add_user(connection, "Zoë", PASSWORD, Role.EDITOR, NOW)

    with engine.connect() as connection:
        found = authenticate(connection, "zoë", PASSWORD)

    assert found is not None
    assert (found.name, found.role, found.created_at) == ("zoë", Role.EDITOR, NOW)


def test_the_password_itself_is_stored_nowhere(engine: Engine) -> None:
    with writing(engine) as connection:
        added = add_user(connection, "anna", PASSWORD, Role.REVIEWER, NOW)

    assert added.password_hash.startswith("$argon2id$")
    assert PASSWORD not in added.password_hash
    assert added.password_hash not in repr(added)


def test_one_name_is_one_person(engine: Engine) -> None:
    with writing(engine) as connection:
        add_user(connection, "anna", PASSWORD, Role.REVIEWER, NOW)

        with pytest.raises(UserExists, match="There is a user called anna already"):
            add_user(connection, " Anna ", PASSWORD, Role.ADMIN, NOW)

        assert [user.role for user in all_users(connection)] == [Role.REVIEWER]


@pytest.mark.parametrize("name", ["J\u030c", "I\u0307", "É", "E\u0301", " Ǆ "])
def test_a_name_in_its_normal_form_stays_as_it_is(engine: Engine, name: str) -> None:
    assert normal_name(normal_name(name)) == normal_name(name)

    with writing(engine) as connection:
        added = add_user(connection, name, PASSWORD, Role.REVIEWER, NOW)

        assert find_user(connection, name) == added


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "x" * 129, ""])
def test_what_cannot_be_a_name_is_nobodys(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        assert find_user(connection, name) is None
        assert authenticate(connection, name, PASSWORD) is None
        with pytest.raises(UserUnknown):
            set_password(connection, name, PASSWORD)


@pytest.mark.parametrize("name", ["", "  ", "x" * 129, "a\x00b", "a\nb"])
def test_a_name_can_be_typed(sqlite_engine: Engine, name: str) -> None:
    with writing(sqlite_engine) as connection, pytest.raises(UserNameInvalid):
        add_user(connection, name, PASSWORD, Role.REVIEWER, NOW)


@pytest.mark.parametrize("password", ["", "x" * 11, "x" * 1_025])
def test_a_password_is_neither_short_nor_endless(sqlite_engine: Engine, password: str) -> None:
    with writing(sqlite_engine) as connection, pytest.raises(PasswordInvalid):
        add_user(connection, "anna", password, Role.REVIEWER, NOW)


def test_a_session_ends_with_the_password(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        session = add_user(connection, "anna", PASSWORD, Role.REVIEWER, NOW).session_id
        assert user_of_session(connection, session) == find_user(connection, "anna")

        set_password(connection, "anna", "another long password")

        assert user_of_session(connection, session) is None


@pytest.mark.parametrize("session", ["", "1", "1.", ".x", "x.y", "99999999999999999999.a", "１.a", "-1.a"])
def test_a_made_up_session_is_nobodys(sqlite_engine: Engine, session: str) -> None:
    with writing(sqlite_engine) as connection:
        add_user(connection, "anna", PASSWORD, Role.REVIEWER, NOW)

        assert user_of_session(connection, session) is None


def test_a_new_password_for_nobody_is_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection, pytest.raises(UserUnknown, match="no user called nobody"):
        set_password(connection, "nobody", PASSWORD)


def test_a_name_that_nobody_has_costs_the_same_work(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes the time is the hashing; it is done once whoever is asked for."""
    hasher = _Counting()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    passwords._hash_of_nothing.cache_clear()
    with writing(sqlite_engine) as connection:
        add_user(connection, "anna", PASSWORD, Role.REVIEWER, NOW)
        authenticate(connection, "nobody", PASSWORD)
        verified = hasher.verified

        authenticate(connection, "anna", "a wrong password")
        authenticate(connection, "nobody", PASSWORD)

    passwords._hash_of_nothing.cache_clear()
    assert hasher.verified - verified == 2


class _Counting(passwords.PasswordHasher):
    """The hasher, counting."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002  # argon2's own name
        self.verified += 1
        return bool(super().verify(hash, password))
