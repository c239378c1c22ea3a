"""Sessions of signed-in people, by Flask-Login in a signed cookie."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from evaluation.accounts.users import User, user_of_session
from evaluation.server.context import services

SESSION_LIFE = timedelta(hours=12)


class Account(UserMixin):  # type: ignore[misc]  # Flask-Login comes without types
    """A signed-in person as Flask-Login knows them."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """Return what the session remembers."""
        return self.user.session_id


def install_sessions(app: Flask, *, secure: bool) -> None:
    """Give ``app`` sessions; with ``secure`` their cookie travels by https only."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-impact" if secure else "impact",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
    )
    # Without its context processor, which would look for the person also on the page that says the database is away.
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # it ties a session to an address, which changes under people on the move
    manager.user_loader(_load)


def signed_in_user() -> User | None:
    """Return who signed in, if anybody did."""
    account = current_user._get_current_object()
    return account.user if isinstance(account, Account) else None


def begin_session(user: User) -> None:
    """Sign ``user`` in."""
    login_user(Account(user))


def end_session() -> None:
    """Sign out whoever is signed in."""
    logout_user()


def _load(session_id: str) -> Account | None:
    with services().engine.connect() as connection:
        user = user_of_session(connection, session_id)
    return None if user is None else Account(user)
