"""The outbox in Django's admin: for looking and for sending again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from surveys.privacy import PrivacyMode
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.parcels import CAMPAIGN, SECRET
from tests.xblock_impact.lms.test_relaying import accept, waits
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import StoredParcel

ADDRESS = "/admin/xblock_impact_lms/storedparcel/"


@pytest.fixture(autouse=True)
def _nobody_is_left(database: Settings) -> Iterator[None]:
    yield
    User.objects.all().delete()


def signed_in(*permissions: str, **user: bool) -> Client:
    """Return a browser in which a member of the staff is signed in."""
    person = User.objects.create_user("operator", password="correct horse", is_staff=True, **user)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    browser = Client()
    browser.force_login(person)
    return browser


def resend(browser: Client) -> int:
    chosen = [str(key) for key in StoredParcel.objects.values_list("pk", flat=True)]
    return browser.post(ADDRESS, {"action": "resend", "_selected_action": chosen}).status_code


def test_what_waits_is_shown_without_who_sent_it_or_what() -> None:
    (sent, *_) = accept(2)
    accept(1, PrivacyMode.ANONYMOUS)
    StoredParcel.objects.update(last_failure="HTTP 503", attempts=17)
    account = StoredParcel.objects.exclude(account=None).first().account

    page = signed_in(is_superuser=True).get(ADDRESS).content.decode()

    assert "3 pending, the oldest since" in page
    assert all(shown in page for shown in (CAMPAIGN, "HTTP 503", "17"))
    assert not any(hidden in page for hidden in (SECRET, account, str(sent.submission_id)))


def test_one_parcel_looked_at_shows_no_more() -> None:
    accept(1)
    row = StoredParcel.objects.get()

    page = signed_in(is_superuser=True).get(f"{ADDRESS}{row.pk}/change/").content.decode()

    assert "course.impact.usage" in page
    assert not any(hidden in page for hidden in (SECRET, row.account, str(row.submission_id), row.digest))


def test_nothing_waiting_is_said() -> None:
    assert "Nothing pending" in signed_in(is_superuser=True).get(ADDRESS).content.decode()


@pytest.mark.parametrize("address", [f"{ADDRESS}add/", "{pk}/delete/"])
def test_even_a_superuser_adds_and_deletes_nothing(address: str) -> None:
    accept(1)
    pk = StoredParcel.objects.get().pk
    browser = signed_in(is_superuser=True)

    reply = browser.post(address if address.startswith("/") else ADDRESS + address.format(pk=pk), {"post": "yes"})

    assert reply.status_code == 403
    assert StoredParcel.objects.count() == 1


def test_a_superuser_changes_nothing() -> None:
    accept(1)
    pk = StoredParcel.objects.get().pk

    reply = signed_in(is_superuser=True).post(f"{ADDRESS}{pk}/change/", {"campaign": "another"})

    assert reply.status_code == 403
    assert StoredParcel.objects.get().campaign == CAMPAIGN


def test_resend_makes_what_was_chosen_due_now() -> None:
    accept(3)
    StoredParcel.objects.update(next_attempt_at=from_now(300), attempts=9)
    browser = signed_in("view_storedparcel", "change_storedparcel")

    assert resend(browser) == 302
    assert all(wait <= 0 for wait in waits())
    assert "3 of the chosen parcels are tried again now" in browser.get(ADDRESS).content.decode()


def test_whoever_may_only_look_is_offered_no_resend() -> None:
    accept(1)
    StoredParcel.objects.update(next_attempt_at=from_now(300))
    browser = signed_in("view_storedparcel")

    page = browser.get(ADDRESS).content.decode()
    resend(browser)

    assert not re.search(r'value="resend"', page)
    assert all(wait > 0 for wait in waits())


def test_whoever_has_no_permission_sees_nothing() -> None:
    accept(1)

    assert signed_in().get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302
