"""What alembic runs around the migrations: on the connection, and in the transaction, that ``migrate`` gives
it."""

from __future__ import annotations

from alembic import context

from evaluation.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    # SQLite takes back CREATE TABLE like anything else, once BEGIN is really sent (see
    # ``evaluation.storage.engine``).
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
