"""Migrations of the service's tables, configured in code (see ``evaluation.storage.migrate``)."""
