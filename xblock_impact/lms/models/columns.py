"""Columns that mean the same in SQLite, MySQL, MariaDB and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import models


class KeyField(models.CharField):  # type: ignore[misc]  # Django has no types
    """A key, equal to another only if every character is: MySQL and MariaDB would take ``A`` for ``a``."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """Name the collation where the default one ignores case."""
        parameters: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "mysql":
            parameters["collation"] = "utf8mb4_bin"
        return parameters
