"""The tables, in every database that an LMS may have."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from tests.xblock_impact.lms.databases import Settings
from xblock_impact.lms.models import Answered, StoredDefinition

BYTES = bytes(range(256)) + "Ω ✓ 😀".encode()


def test_no_migration_is_missing(each_database: Settings) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_keys_that_differ_in_case_or_accents_only_are_different(each_database: Settings) -> None:
    for account in ("zoe", "Zoe", "zoë", "😀"):
        Answered.objects.create(usage_key="block", account=account, wave="main", revision=1)

    assert Answered.objects.filter(account="zoe").count() == 1
    assert Answered.objects.get(account="😀").account == "😀"


def test_one_learner_has_one_row_for_a_wave(each_database: Settings) -> None:
    Answered.objects.create(usage_key="block", account="7", wave="main", revision=1)

    with pytest.raises(IntegrityError):
        Answered.objects.create(usage_key="block", account="7", wave="main", revision=1)


def test_bytes_come_back_as_they_were(each_database: Settings) -> None:
    StoredDefinition.objects.create(digest="d", campaign="c", survey_digest="s", survey_id="pilot", body=BYTES)

    assert bytes(StoredDefinition.objects.get().body) == BYTES
