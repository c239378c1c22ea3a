"""Passwords: argon2id with the library's own (RFC 9106, low memory) parameters."""

from __future__ import annotations

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD_CHARACTERS = 12  # NIST SP 800-63B-4 asks for 15 where a password stands alone without rate limits
MAX_PASSWORD_CHARACTERS = 1_024  # so that a sign-in cannot be made to hash megabytes
_GENERATED_BYTES = 15  # 120 bits, 20 characters

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Return ``password`` hashed, with salt and parameters in the text."""
    return _hasher.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether ``password`` belongs to ``password_hash``.

    With None, for a name that nobody has, the same work is done against a hash of no password, so that the
    time taken does not tell which names exist.
    """
    if len(password) > MAX_PASSWORD_CHARACTERS:
        return False
    try:
        _hasher.verify(password_hash or _hash_of_nothing(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def generate_password() -> str:
    """Return a random password of 120 bits."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


@lru_cache(maxsize=1)
def _hash_of_nothing() -> str:
    return _hasher.hash(secrets.token_hex())
