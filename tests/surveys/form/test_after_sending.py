"""The page after sending, and what is promised before it."""

from __future__ import annotations

import pytest

from surveys.form import privacy_notice, render_thanks
from surveys.privacy import PrivacyMode
from surveys.texts import LANGUAGES
from surveys.words import words_in
from tests.surveys.form.pages import Elements


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_is_shown_in_a_status_with_a_heading_to_focus(language: str) -> None:
    thanks = Elements(render_thanks(language, "ONQH-QX7L", form_id="form", min_respondents=7))
    assert "ONQH-QX7L" in thanks.text
    assert words_in(language)["thanks_title"] in thanks.text
    assert words_in(language)["thanks_threshold"].format(minimum=7) in thanks.text
    assert len(thanks.find("div", role="status")) == 1
    (heading,) = thanks.find("h2")
    assert heading["tabindex"] == "-1"
    assert thanks.find("div", **{"class": "impact"})[0]["lang"] == language


def test_no_threshold_is_named_where_there_is_none() -> None:
    thanks = Elements(render_thanks("nl", "ONQH-QX7L", form_id="form"))
    assert "groepen van" not in thanks.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_sends_a_second_time_reads_that_the_earlier_answers_count(language: str) -> None:
    again = Elements(render_thanks(language, "ONQH-QX7L", form_id="form", earlier=True))
    assert words_in(language)["thanks_earlier"] in again.text
    assert words_in(language)["thanks_earlier"] not in Elements(render_thanks(language, "A", form_id="form")).text


def test_the_threshold_promises_no_figure_as_soon_as_that_many_have_answered() -> None:
    """An open campaign shows its first figures when twice the threshold have answered."""
    thanks = Elements(render_thanks("en", "ONQH-QX7L", form_id="form", min_respondents=5))
    assert "Figures are only shown for groups of at least 5 people." in thanks.text


def test_a_hostile_receipt_stays_text() -> None:
    assert not Elements(render_thanks("nl", "<script>", form_id='"><script>')).find("script")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_privacy_mode_promises_something_else(language: str) -> None:
    assert len({privacy_notice(mode, language, 5) for mode in PrivacyMode}) == 3


@pytest.mark.parametrize(("minimum", "comments"), [(5, 10), (8, 10), (25, 25)])
def test_the_promise_names_both_thresholds(minimum: int, comments: int) -> None:
    """Comments need 10 persons, or as many as figures do where that is more."""
    notice = privacy_notice(PrivacyMode.ANONYMOUS, "en", minimum)
    assert f"groups of at least {minimum} people, comments for groups of at least {comments}." in notice


def test_who_is_identified_is_told_so() -> None:
    assert "can see what you answered" in privacy_notice(PrivacyMode.IDENTIFIED, "en", 5)
