"""The campaigns that the service knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evaluation.campaigns import catalogue
from evaluation.errors import CampaignExists, CampaignUnknown
from evaluation.storage.engine import writing
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import NOW, House


def test_a_campaign_comes_back_as_it_was_made(house: House) -> None:
    with writing(house.engine) as conn:
        made = catalogue.create(conn, "pilot", {"nl": "Proef"}, PrivacyMode.ANONYMOUS, NOW, 7)
        assert catalogue.find(conn, "pilot") == made
    assert (made.mode, made.min_respondents, made.state, made.closed_at) == ("anonymous", 7, "open", None)
    assert (dict(made.title), made.created_at) == ({"nl": "Proef"}, NOW)


def test_fewer_than_five_respondents_are_never_shown(house: House) -> None:
    with writing(house.engine) as conn:
        made = catalogue.create(conn, "pilot", {"nl": "Proef"}, PrivacyMode.ANONYMOUS, NOW, 2)
    assert made.min_respondents == 5


def test_a_key_is_used_once(house: House) -> None:
    house.open_campaign()
    with writing(house.engine) as conn:
        with pytest.raises(CampaignExists, match="pilot"):
            catalogue.create(conn, "pilot", {"nl": "Proef"}, PrivacyMode.ANONYMOUS, NOW)
        assert [one.key for one in catalogue.campaigns(conn)] == ["pilot"]


def test_campaigns_are_listed_by_key(house: House) -> None:
    for key in ("b", "a", "c"):
        house.open_campaign(key)
    with house.engine.connect() as conn:
        assert [one.key for one in catalogue.campaigns(conn)] == ["a", "b", "c"]


def test_a_campaign_that_is_not_there_is_unknown(house: House) -> None:
    with house.engine.connect() as conn, pytest.raises(CampaignUnknown, match="nowhere"):
        catalogue.find(conn, "nowhere")
    with pytest.raises(CampaignUnknown, match="nowhere"):
        house.close("nowhere")


def test_closing_is_dated_and_happens_once(house: House) -> None:
    house.open_campaign()
    first = house.close()
    again = house.close(now=NOW + timedelta(days=1))
    assert first.closed
    assert first.closed_at == again.closed_at == NOW
