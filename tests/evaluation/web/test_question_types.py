"""What the page says of several answers, rankings, durations, dates and batteries, and of who declined."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from surveys.privacy import PrivacyMode
from tests.evaluation.follow_up import FULL, SURVEY
from tests.evaluation.serving import Service

MANY = [
    *[{**FULL, "where": ["customers", "team"], "where_other": ""}] * 4,
    *[{**FULL, "where": ["team"], "where_other": "", "first_use": "2026-12-01", "saved": 30}] * 3,
    *[{**FULL, "where": ["no_occasion"], "where_other": "", "ranked": ["time"]}] * 2,
    {"where": None, "first_use": None, "ranked": None},
]


def _page(service: Service, language: str = "en") -> str:
    page = service.signed_in(language=language).get("/campaigns/pilot")
    assert page.status_code == 200
    return page.text


def _words(html: str) -> str:
    """Return the words of ``html``, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def _closed(service: Service, *answers: dict[str, Any], mode: PrivacyMode = PrivacyMode.CONFIDENTIAL) -> str:
    service.answer(service.publish(survey=SURVEY, mode=mode), *answers)
    service.close()
    return _page(service)


def _card(html: str, title: str) -> str:
    """Return the words of the card of one question."""
    [card] = [one for one in re.findall(r"<article.*?</article>", html, re.DOTALL) if f">{title}</h" in one]
    return _words(card)


def test_several_answers_are_shares_of_people_and_say_so(service: Service) -> None:
    card = _card(_closed(service, *MANY), "Where did you use what you learned?")

    assert "Most often: “Team”, by 7 of 7 (100%)." in card
    assert (
        "9 of 10 answered · 1 preferred not to say · 2 gave an answer that is set apart · percentages of 7 · more than "
        "one answer could be given, so they may add up to more than 100% · November 2026"
    ) in card
    assert "Customers 4 57.1% Team 7 100.0% Elsewhere, namely 0 0.0% Nowhere 0 0.0% No occasion yet 2 set apart" in card
    assert "All who answered 9 Preferred not to say 1" in card


def test_a_ranking_says_first_places_and_mean_places_each_with_its_n(service: Service) -> None:
    html = _closed(service, *MANY)
    card = _card(html, "What stands in the way most?")

    assert "Most often in first place: “Support”, for 7 of 9 (78%)." in card
    assert "Support · first place by 7 of 9 (78%) · mean place 1, of 7 who gave it one" in card
    assert "Time · first place by 2 of 9 (22%) · mean place 1.8, of 9 who gave it one" in card
    assert "Tools · first place by 0 of 9 (0%) " in card
    assert "9 of 10 answered · not everybody was asked this · 1 preferred not to say · percentages of 9" in card
    assert "Option Place 1 Place 2 Place 3 No place Mean place Support 7 0 0 2 1 Time 2 7 0 0 1.78" in card
    assert 'aria-label="place 1: 7; place 2: 0; place 3: 0; no place: 2"' in html


@pytest.mark.parametrize(
    ("rankings", "says"),
    [
        (
            [["time"], ["tools"]] * 3,
            "No option stands out: “Time” and “Tools” are in first place equally often, each for 3 of 6 (50%).",
        ),
        ([["time"], ["tools"], ["support"]] * 2, "No option stands out: several are in first place equally often."),
    ],
)
def test_a_ranking_without_a_winner_says_so(rankings: list[list[str]], says: str, service: Service) -> None:
    assert says in _words(_closed(service, *({"ranked": ranking} for ranking in rankings)))


def test_a_duration_is_said_in_hours_and_minutes(service: Service) -> None:
    card = _card(_closed(service, *MANY), "How much time does it save a week?")

    assert "Median 1 h 30 min; the middle half of the answers lies between 30 min and 1 h 30 min." in card
    assert "0:30–0:39" in card
    assert "hours:minutes" in card
    assert "Duration Number Share 30 min 3 33.3% 1 h 30 min 6 66.7%" in card


def test_many_durations_are_gathered_in_the_table_too(service: Service) -> None:
    card = _card(_closed(service, *({"saved": 7 * one} for one in range(1, 31))), "How much time does it save a week?")

    assert "0 min – 29 min 4 13.3% 30 min – 59 min 4 13.3% 1 h – 1 h 29 min 4 13.3%" in card


def test_dates_are_said_in_months(service: Service) -> None:
    card = _card(_closed(service, *MANY), "When did you use it first?")

    assert "The dates lie between October 2026 and December 2026. Most often: October 2026, by 6 of 9 (67%)." in card
    assert "Month Number Share October 2026 6 66.7% December 2026 3 33.3%" in card
    assert "31" not in card


def test_dates_of_one_month_need_no_range(service: Service) -> None:
    card = _card(_closed(service, *[{"first_use": "2026-10-31"}] * 5), "When did you use it first?")

    assert "All 5 dates lie in October 2026." in card


@pytest.mark.parametrize("first", ["0001-01-01", "1950-05-05", "2026-01-31"])
def test_dates_far_apart_are_shown_by_year(first: str, service: Service) -> None:
    days = [first, "2030-06-01", "2031-06-01", "2032-06-01", "9999-12-31"]

    card = _card(_closed(service, *({"first_use": day} for day in days)), "When did you use it first?")

    assert "9000–9999" in card


def test_items_of_a_battery_stand_under_what_they_have_in_common(service: Service) -> None:
    html = _closed(service, *MANY)

    [battery] = re.findall(r'<section class="battery".*?</section>', html, re.DOTALL)

    assert re.findall(r"<h3[^>]*>(.*?)</h3>", battery) == ["How much support do you get for what you planned from"]
    assert re.findall(r"<h4[^>]*>(.*?)</h4>", battery) == ["your manager", "your colleagues"]
    assert battery.count('class="diverging"') == 2


def test_words_for_other_name_their_question_and_stay_unread(service: Service) -> None:
    html = _closed(service, *[FULL] * 5)

    card = _card(html, "Where did you use what you learned? – Elsewhere, namely")

    assert "5 of 5 people wrote something. Only their number is shown · not everybody was asked this" in card
    assert FULL["where_other"] not in html


def test_the_headline_may_come_from_several_answers(service: Service) -> None:
    assert "7 of 7 answer “Team” to: Where did you use what you learned?" in _words(_closed(service, *MANY))


def test_below_the_threshold_nothing_is_drawn(service: Service) -> None:
    html = _closed(service, *MANY[:4])

    assert "Where did you use what you learned?" in _words(html)
    assert "Show figures" not in html
    assert "preferred not to say" not in html


def test_in_an_identified_campaign_one_who_declined_everything_breaks_nothing(service: Service) -> None:
    html = _closed(service, MANY[-1], mode=PrivacyMode.IDENTIFIED)

    for title in ("Where did you use what you learned?", "When did you use it first?", "What stands in the way most?"):
        card = _card(html, title)
        assert "Nobody gave an answer that can be counted." in card
        assert "1 preferred not to say" in card


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "nl",
            [
                "Het vaakst op de eerste plaats: “Support (nl)”, bij 7 van 9 (78%).",
                "1 wilde het niet zeggen",
                "1 uur 30 min",
            ],
        ),
        ("fr", ["Le plus souvent à la première place : « Support », chez 7 sur 9", "1 a préféré ne pas répondre"]),
    ],
)
def test_the_page_speaks_its_readers_language(language: str, says: list[str], service: Service) -> None:
    _closed(service, *MANY)

    words = _words(_page(service, language))

    assert [one for one in says if one not in words] == []


def test_a_place_for_an_answer_reads_as_it_does_for_nobody_in_particular(service: Service) -> None:
    service.publish(survey=SURVEY)

    words = _words(_page(service, "nl"))

    assert "Waar gebruikte je het geleerde?" in words
    assert "Hoeveel steun krijg je voor … van – je leidinggevende" in words
    assert "{" not in words
