"""What the page of a campaign says, state by state."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from typing import Any

import pytest

from evaluation.accounts.access import Role
from surveys.levels import Level
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service, post_form, submission_of
from tests.evaluation.survey import FULL, SURVEY


def _text(service: Service, role: Role = Role.REVIEWER, language: str = "en") -> str:
    """Return the page's words, without its markup."""
    page = service.signed_in(role, language).get("/campaigns/pilot")
    assert page.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.text)))


def _html(service: Service, role: Role = Role.REVIEWER) -> str:
    return service.signed_in(role).get("/campaigns/pilot").text


def _answered(service: Service, persons: int, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, **answers: Any) -> None:
    service.answer(service.publish(mode=mode), *[{**FULL, **answers}] * persons)


def test_with_4_answers_the_page_says_so_and_shows_no_figure_also_after_closing(service: Service) -> None:
    _answered(service, 4)

    opened = _text(service)
    service.close()
    closed = _text(service)

    for words in (opened, closed):
        assert "4 people answered: fewer than 5, so no figures" in words
        assert "Show figures" not in words
        assert words.count("No figures yet.") == 2, "once a level, not once a question"
        assert "How was the pace?" in words
    assert "Figures move in steps of at least 5 people. The first show when 10 people have answered" in opened
    assert "The campaign is closed." in closed


def test_with_6_answers_an_open_campaign_waits_and_a_closed_one_shows_all(service: Service) -> None:
    _answered(service, 6)

    opened = _text(service)
    service.close()
    closed = _text(service)

    assert "6 people answered · first figures at 10" in opened
    assert "Show figures" not in opened
    assert "6 people answered · figures of all 6" in closed
    assert "6 of 6 (100%) answer “Often” or “Always”; 95% interval 61% to 100%." in closed


@pytest.mark.parametrize(
    ("persons", "says"),
    [
        (12, "12 people answered · figures of the first 5 · next update at 15"),
        (15, "15 people answered · figures of the first 10 · next update at 20"),
    ],
)
def test_an_open_campaign_shows_its_first_groups(service: Service, persons: int, says: str) -> None:
    _answered(service, persons)

    assert says in _text(service)


def test_in_an_identified_campaign_each_answer_shows_at_once(service: Service) -> None:
    definition = service.publish(mode=PrivacyMode.IDENTIFIED)
    before = _text(service)

    service.answer(definition, FULL)
    at_1 = _text(service)
    service.answer(definition, FULL)
    at_2 = _text(service)

    assert "Nobody has answered yet. Each answer shows as soon as it arrives." in before
    assert "Show figures" not in before
    assert "1 person answered · figures of all 1" in at_1
    assert "2 people answered · figures of all 2" in at_2


def test_answers_after_closing_wait_for_a_group_of_their_own(service: Service) -> None:
    definition = service.publish()
    service.answer(definition, *[FULL] * 6)
    service.close()

    service.answer(definition, *[FULL] * 2)

    words = _text(service)
    assert "8 people answered · figures of the first 6 · next update at 11" in words
    assert "Answers that arrived after closing are added for at least 5 people at a time." in words


def test_the_headline_comes_first_and_from_work_behaviour(service: Service) -> None:
    _answered(service, 6)
    service.close()

    html = _html(service)

    headline = re.search(r'<p class="headline">(.*?)</p>', html)
    assert headline
    assert unescape(headline[1]) == "6 of 6 answer “Often” or “Always” to: Do you recognise <needs> & wishes?"
    assert html.index('class="headline"') < html.index('<svg class="hue"')


def test_satisfaction_is_never_the_headline(service: Service) -> None:
    only_reaction = {**SURVEY, "pages": [{**SURVEY["pages"][0], "questions": SURVEY["pages"][0]["questions"][:4]}]}
    definition = service.publish(survey=only_reaction)
    service.answer(definition, *[{"pace": "just_right", "recommend": 10}] * 5)
    service.close()

    words = _text(service)

    assert "5 people answered; nothing was asked about work behaviour." in words


def test_the_seven_levels_stand_in_order_and_gaps_say_what_to_do(service: Service) -> None:
    service.publish()

    html = _html(service)

    ids = re.findall(r'<section class="level" id="([a-z_]+)"', html)
    assert ids == [level.value for level in Level]
    assert html.count("Nothing is asked on this level yet.") == 5
    assert "Bind a question of the survey to “Strategic goals”, and its answers stand here." in html


def test_texts_of_authors_are_text_and_never_markup(service: Service) -> None:
    service.publish()

    html = _html(service)

    assert "Do you recognise &lt;needs&gt; &amp; wishes?" in html
    assert "<needs>" not in html


def test_every_kind_of_question_has_its_finding_and_its_table(service: Service) -> None:
    _answered(service, 6)
    service.close()

    words = _text(service)

    assert "Most often: “Just right”, by 6 of 6 (100%)." in words
    assert "Median 45 minutes; the middle half of the answers lies between 45 and 45." in words
    assert "Score 100 on a scale from −100 to 100: 6 give 9 or 10" in words
    assert "6 of 6 people wrote something." in words
    assert "More practice" not in words
    assert words.count("Show figures") == 4


def test_who_cannot_judge_is_counted_apart_and_the_denominator_named(service: Service) -> None:
    definition = service.publish()
    service.answer(definition, *[FULL] * 6, *[{**FULL, "recognise": "cannot_judge"}] * 2)
    service.close()

    words = _text(service)

    assert "8 of 8 answered · 2 gave an answer that is set apart · percentages of 6 · November 2026" in words
    assert "Cannot judge 2 set apart" in words
    assert "6 of 6 (100%) answer “Often” or “Always”" in words


def test_a_question_that_few_answered_shows_no_figures(service: Service) -> None:
    definition = service.publish()
    service.answer(definition, *[FULL] * 2, *[{"recognise": "often"}] * 4)
    service.close()

    words = _text(service)

    assert words.count("Fewer than 5 answers to this question, so no figures.") == 3
    assert "2 of 6 people wrote something." in words


def test_charts_have_a_text_alternative(service: Service) -> None:
    _answered(service, 6)
    service.close()

    html = _html(service)

    assert 'aria-label="Never: 0%; Seldom: 0%; Sometimes: 0%; Often: 100%; Always: 0%"' in html
    for image in re.findall(r"<svg[^>]*>", html):
        assert "aria-hidden" in image or 'role="img"' in image


def test_a_submission_that_waits_for_its_definition_is_mentioned(service: Service) -> None:
    service.deliver(submission_of(service.publish(), FULL, definition="0" * 64))

    assert "1 submission is kept apart and not counted." in _text(service)


def test_the_page_leads_to_json_and_csv(service: Service) -> None:
    service.publish()
    browser = service.signed_in()

    links = re.findall(r'href="(/api/v1/campaigns/pilot/results[^"]+)"', browser.get("/campaigns/pilot").text)

    assert [browser.get(unescape(link)).status_code for link in links] == [200, 200]


def test_only_editors_are_offered_to_close(service: Service) -> None:
    service.publish()

    assert "Close the campaign…" not in _html(service, Role.REVIEWER)
    assert "Close the campaign…" in _html(service, Role.EDITOR)


def test_closing_says_what_it_does_and_asks_first(service: Service) -> None:
    _answered(service, 6)
    editor = service.signed_in(Role.EDITOR)

    asked = editor.get("/campaigns/pilot/close").text
    assert "The figures will hold all 6 people who have answered; now they hold 0." in asked
    assert "A closed campaign cannot be opened again." in asked
    assert "first figures at 10" in editor.get("/campaigns/pilot").text

    closed = post_form(editor, "/campaigns/pilot/close")

    assert (closed.status_code, closed.location) == (303, "/campaigns/pilot")
    assert "6 people answered · figures of all 6" in editor.get("/campaigns/pilot").text
    assert editor.get("/campaigns/pilot/close").status_code == 303


def test_closing_without_the_forms_token_changes_nothing(service: Service) -> None:
    _answered(service, 6)
    editor = service.signed_in(Role.EDITOR)

    assert editor.post("/campaigns/pilot/close").status_code == 400
    assert "first figures at 10" in editor.get("/campaigns/pilot").text


def test_an_empty_list_says_what_will_stand_there_and_the_first_step(service: Service) -> None:
    words = service.signed_in().get("/campaigns").text

    assert "Each campaign will stand here" in words
    assert "The first step: add an Impact block to a course" in words


def test_the_list_shows_each_campaign_with_how_far_it_is(service: Service) -> None:
    _answered(service, 12)

    words = service.signed_in().get("/campaigns").text

    assert '<a href="/campaigns/pilot">Trial</a>' in words
    assert "12 people answered · figures of the first 5 · next update at 15" in words


def test_a_text_in_another_language_than_the_page_says_which(service: Service) -> None:
    service.publish()

    waiting = service.signed_in(language="fr").get("/campaigns/pilot").text
    service.answer(service.publish(), *[FULL] * 10)
    html = service.signed_in(language="fr").get("/campaigns/pilot").text

    assert '<html lang="fr">' in html
    assert re.search(r'<h1 lang="en">Trial</h1>', html)
    assert '<li lang="en">How was the pace?</li>' in waiting
    assert re.search(r'<h3 id="[^"]+" lang="en">How was the pace\?</h3>', html)


def _survey(question: str, **changes: Any) -> dict[str, Any]:
    """Return the survey with one of its questions changed."""
    survey: dict[str, Any] = deepcopy(SURVEY)
    found = next(one for one in survey["pages"][0]["questions"] if one["id"] == question)
    found |= changes
    return survey


def _headline(service: Service) -> str:
    found = re.search(r'<p class="headline">(.*?)</p>', _html(service))
    assert found
    return unescape(found[1])


def test_the_unfavourable_end_of_a_reversed_question_is_never_the_headline(service: Service) -> None:
    survey = _survey("recognise", reversed=True, scale="needs")
    survey["scales"] = [{"id": "needs", "title": {"en": "Needs", "nl": "Behoeften"}}]
    service.answer(service.publish(survey=survey), *[FULL] * 6)
    service.close()

    assert _headline(service) == "6 people answered; their answers stand below, level by level."
    assert "6 of 6 (100%) answer “Often” or “Always”; 95% interval 61% to 100%. Here lower is better." in _text(service)


def test_a_question_that_is_not_reversed_says_nothing_of_lower(service: Service) -> None:
    _answered(service, 6)
    service.close()

    assert "Here lower is better." not in _text(service)


@pytest.mark.parametrize(
    ("paces", "says"),
    [
        (
            ["too_slow"] * 3 + ["just_right"] * 3 + ["too_fast"],
            "No answer stands out: “Too slow” and “Just right” were given equally often, each by 3 of 7 (43%).",
        ),
        (
            ["too_slow"] * 2 + ["just_right"] * 2 + ["too_fast"] * 2,
            "No answer stands out: several were given equally often.",
        ),
        (["too_slow"] * 4 + ["just_right"] * 3, "Most often: “Too slow”, by 4 of 7 (57%)."),
    ],
)
def test_of_answers_given_equally_often_none_stands_out(service: Service, paces: list[str], says: str) -> None:
    service.answer(service.publish(), *({"pace": pace} for pace in paces))
    service.close()

    assert says in _text(service)


def test_a_tie_is_not_the_headline(service: Service) -> None:
    survey = _survey("pace", level="work_behaviour")
    paces = ["too_slow"] * 4 + ["just_right"] * 4
    service.answer(service.publish(survey=survey), *({"pace": pace, "recognise": "often"} for pace in paces))
    service.close()

    assert _headline(service) == "8 of 8 answer “Often” or “Always” to: Do you recognise <needs> & wishes?"


def test_a_scale_of_three_points_says_what_was_answered_most(service: Service) -> None:
    three = SURVEY["pages"][0]["questions"][-1]["options"][1:4]
    service.answer(service.publish(survey=_survey("recognise", options=three)), *[{"recognise": "often"}] * 6)
    service.close()

    assert "Most often: “Often”, by 6 of 6 (100%)." in _text(service)
    assert _headline(service) == "6 of 6 answer “Often” to: Do you recognise <needs> & wishes?"


def test_who_left_a_question_open_is_visible(service: Service) -> None:
    definition = service.publish()
    service.answer(definition, *[FULL] * 6, *[{"recognise": "often"}] * 3)
    service.close()

    assert "6 of 9 answered · percentages of 6 · November 2026" in _text(service)


def test_the_interval_is_explained_once(service: Service) -> None:
    survey = _survey("recognise")
    questions = survey["pages"][0]["questions"]
    questions.append({**questions[-1], "id": "again"})
    service.answer(service.publish(survey=survey), *[{**FULL, "again": "often"}] * 6)
    before = _text(service)
    service.close()

    assert "Interval: Wilson" not in before
    assert _text(service).count("Interval: Wilson, 95%.") == 1


def test_the_list_of_campaigns_and_its_page_speak_natural_dutch(service: Service) -> None:
    _answered(service, 6)
    reader = service.signed_in(language="nl")

    assert "6 mensen antwoordden · eerste cijfers bij 10 antwoorden" in reader.get("/campaigns").text
    page = unescape(reader.get("/campaigns/pilot").text)
    assert "of bij het sluiten van de campagne als het er dan minstens 5 zijn." in page


def test_one_far_number_has_a_column_of_its_own(service: Service) -> None:
    minutes = [30, 35, 40, 40, 45, 45, 50, 55, 60, 10_000]
    service.answer(service.publish(), *({"minutes": one} for one in minutes))
    service.close()

    html = unescape(_html(service))

    labels = re.findall(r'<text class="tick [a-z]+"[^>]*>([^<]+)</text>', html)
    assert {"30–34", "45–49", "≥\u00a065"} <= set(labels)
