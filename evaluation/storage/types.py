"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, LargeBinary, SmallInteger, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from surveys.levels import Level


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. Stored in UTC, returned in UTC; a naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return ``value`` in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what was stored, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CompactUuid(TypeDecorator[UUID]):
    """A UUID in 16 bytes: PostgreSQL's own type, a blob on SQLite (whose text form would take 36)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the stored type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Return the bytes where there is no UUID type."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """Return the UUID."""
        return value if value is None or isinstance(value, UUID) else UUID(bytes=bytes(value))


class LevelNumber(TypeDecorator[Level]):
    """A level of the impact map as its number, 1 to 7."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Level | None, dialect: Dialect) -> int | None:
        """Return the level's place on the map."""
        return None if value is None else _NUMBERS[value]

    def process_result_value(self, value: int | None, dialect: Dialect) -> Level | None:
        """Return the level."""
        return None if value is None else _LEVELS[value - 1]


_LEVELS = tuple(Level)
_NUMBERS = {level: level.number for level in Level}
