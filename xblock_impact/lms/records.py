"""Records that every process of the LMS shares: the database's."""

from __future__ import annotations

from xblock_impact.delivery.field_records import FieldRecords


class DatabaseRecords(FieldRecords):
    """See delivery.records.Records."""
