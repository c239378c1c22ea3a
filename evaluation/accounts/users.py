"""Local accounts: the people who may sign in."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from evaluation.accounts.access import Role
from evaluation.accounts.passwords import (
    MAX_PASSWORD_CHARACTERS,
    MIN_PASSWORD_CHARACTERS,
    hash_password,
    verify_password,
)
from evaluation.errors import PasswordInvalid, UserExists, UserNameInvalid, UserUnknown
from evaluation.storage.tables import users

MAX_NAME_CHARACTERS = 128


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account."""

    id: int
    name: str
    role: Role
    created_at: datetime  # aware, UTC
    password_hash: str = field(repr=False)

    @property
    def session_id(self) -> str:
        """What a session remembers of the person. A new password makes it another one, which ends all sessions."""
        fingerprint = hashlib.sha256(self.password_hash.encode()).hexdigest()[:16]
        return f"{self.id}.{fingerprint}"


def add_user(connection: Connection, name: str, password: str, role: Role, now: datetime) -> User:
    """Add a person. Raises UserExists, UserNameInvalid or PasswordInvalid."""
    known_as = _checked_name(name)
    row = {
        "name": known_as,
        "password_hash": hash_password(_checked_password(password)),
        "role": role.value,
        "created_at": now,
    }
    try:
        with connection.begin_nested():
            connection.execute(insert(users), row)
    except IntegrityError:
        raise UserExists(known_as) from None
    return _known(connection, known_as)


def set_password(connection: Connection, name: str, password: str) -> None:
    """Give a person a new password, which ends their sessions. Raises UserUnknown or PasswordInvalid."""
    user = _known(connection, normal_name(name))
    _store_hash(connection, user.id, hash_password(_checked_password(password)))


def rehash(connection: Connection, user: User, password: str) -> User:
    """Store the password that was just verified under today's parameters; return the user as now stored."""
    _store_hash(connection, user.id, hash_password(password))
    return _known(connection, user.name)


def all_users(connection: Connection) -> tuple[User, ...]:
    """Return everybody, by name."""
    return tuple(_user(row) for row in connection.execute(select(users).order_by(users.c.name)).mappings())


def find_user(connection: Connection, name: str) -> User | None:
    """Return the person called ``name``, if there is one. What cannot be a name is nobody's."""
    normal = normal_name(name)
    if not _can_be_name(normal):  # PostgreSQL takes no NUL, not even to look for it
        return None
    row = connection.execute(select(users).where(users.c.name == normal)).mappings().first()
    return None if row is None else _user(row)


def user_of_session(connection: Connection, session_id: str) -> User | None:
    """Return the person whose session says ``session_id``, unless the password has changed since."""
    user_id, _, _ = session_id.partition(".")
    if not user_id.isascii() or not user_id.isdigit() or len(user_id) > 9:
        return None
    row = connection.execute(select(users).where(users.c.id == int(user_id))).mappings().first()
    user = None if row is None else _user(row)
    return user if user is not None and user.session_id == session_id else None


def authenticate(connection: Connection, name: str, password: str) -> User | None:
    """Return the person with that name and password, or None. Takes as long for a name that nobody has."""
    user = find_user(connection, name)
    return user if verify_password(None if user is None else user.password_hash, password) else None


def normal_name(name: str) -> str:
    """Return ``name`` as it is stored, looked for and limited: lower case, composed, without white space around it.

    A name in its normal form stays as it is. (Composed last: the lower case of J̌ has a composed form, J̌ has none.)
    """
    return unicodedata.normalize("NFC", name.strip().lower())


def _known(connection: Connection, name: str) -> User:
    user = find_user(connection, name)
    if user is None:
        raise UserUnknown(name)
    return user


def _store_hash(connection: Connection, user_id: int, password_hash: str) -> None:
    connection.execute(update(users).where(users.c.id == user_id).values(password_hash=password_hash))


def _checked_name(name: str) -> str:
    normal = normal_name(name)
    if not _can_be_name(normal):
        raise UserNameInvalid(f"Give a name of 1 to {MAX_NAME_CHARACTERS} characters that can be typed.")
    return normal


def _can_be_name(normal: str) -> bool:
    return 1 <= len(normal) <= MAX_NAME_CHARACTERS and normal.isprintable()


def _checked_password(password: str) -> str:
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        raise PasswordInvalid(f"A password has {MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS:,} characters.")
    return password


def _user(row: Mapping[Any, Any]) -> User:
    return User(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        created_at=row["created_at"],
        password_hash=row["password_hash"],
    )
