"""Authors who save at the same moment: the platform's cache knows what the block itself cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache

from tests.xblock_impact.course import Course, call
from tests.xblock_impact.studio.authors import SETTINGS, SURVEY, studio
from xblock_impact.authoring import replacing
from xblock_impact.authoring.saving import state_of


class Forgetful(DummyCache):
    """A cache whose server is away: it takes nothing and has nothing."""

    def add(self, *_: Any, **__: Any) -> bool:
        return False


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocMemCache]:
    """The cache of a platform."""
    known = LocMemCache(uuid4().hex, {})
    monkeypatch.setattr(replacing, "_cache", lambda: known)
    yield known
    known.clear()


def opened(course: Course) -> tuple[Any, str]:
    """Return a block as a request has loaded it, and the state that its author has read."""
    block = course.block()
    return block, state_of(block)


def save(block: Any, state: str, title: str) -> int:
    document = {**SETTINGS, "definition": SURVEY, "display_name": title, "based_on": state}
    return call(block, "save_settings", document).status


def test_of_two_who_have_read_the_same_the_second_is_told() -> None:
    course = studio(definition=SURVEY)
    first, second = opened(course), opened(course)

    assert [save(*first, "First"), save(*second, "Second")] == [200, 409]
    assert course.block().display_name == "First"


def test_one_author_may_go_there_and_back() -> None:
    course = studio(definition=SURVEY)

    assert [save(*opened(course), title) for title in ("One", "Two", "One", "Two", "Two", "One")] == [200] * 6


def test_what_could_not_be_kept_may_be_saved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    course = studio(definition=SURVEY)
    block, state = opened(course)

    def refuse() -> None:
        raise OSError("The database is away.")

    monkeypatch.setattr(block, "save", refuse)
    with pytest.raises(OSError, match="away"):
        save(block, state, "First")

    assert save(*opened(course), "First") == 200


def test_what_is_refused_claims_nothing() -> None:
    course = studio(definition=SURVEY)
    block, state = opened(course)

    assert save(block, state, "") == 422
    assert save(*opened(course), "First") == 200


@pytest.mark.parametrize("cache_", [None, DummyCache("", {}), Forgetful("", {})], ids=["none", "dummy", "away"])
def test_without_a_cache_everybody_can_save(monkeypatch: pytest.MonkeyPatch, cache_: Any) -> None:
    monkeypatch.setattr(replacing, "_cache", lambda: cache_)
    course = studio(definition=SURVEY)

    assert [save(*opened(course), title) for title in ("One", "Two")] == [200, 200]
