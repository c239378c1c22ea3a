"""Pilot or delayed: waves by choosing, as sentences, under keys that stay."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from surveys.schedule import load_plan
from tests.xblock_impact.studio.authors import PLAN, SURVEY
from tests.xblock_impact.studio.desk import Desk, desk

ZONE = {"browser_timezone_id": "Europe/Amsterdam"}


def plan_of(author: Desk) -> Any:
    author.survey()
    return author.draft()["waves"]


def choose(author: Desk, kind: str) -> None:
    author.page.locator(f"[id$='-when-{kind}']").check()


def test_a_delayed_survey_begins_with_the_usual_four_waves_in_the_authors_time_zone(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, **ZONE) as author:
        author.view("when")
        choose(author, "later")

        plan = load_plan(plan_of(author))
        assert [(wave.key, wave.anchor, wave.delay_days) for wave in plan.waves] == [
            (f"day-{days}", "completed", days) for days in (30, 90, 180, 365)
        ]
        assert (plan.hours.zone.key, plan.hours.calendar) == ("Europe/Amsterdam", "nl")
        expect(author.page.locator(".studio-sentence").first).to_contain_text("Gevraagd 30 dagen na")


def test_a_pilot_in_a_period_is_one_wave_from_a_date(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY, **ZONE) as author:
        author.view("when")
        choose(author, "period")
        expect(author.find("count")).to_have_text(author.say("problems_one"))
        author.field("waves.waves[0].on").fill("2026-10-05")
        author.field("waves.waves[0].open_days").fill("10")

        expect(author.page.locator(".studio-sentence")).to_contain_text(
            "Open from 5 October 2026 until 15 October 2026."
        )
        (wave,) = load_plan(plan_of(author)).waves
        assert (wave.key, wave.anchor, str(wave.on), wave.open_days) == ("main", "date", "2026-10-05", 10)
        choose(author, "once")
        assert author.survey() is None  # nothing differs from what is saved


def test_a_wave_is_set_by_choosing_and_read_as_a_sentence(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.field("waves.waves[0].anchor").select_option("course_end")
        author.field("waves.waves[0].delay_days").fill("-3")
        author.field("waves.waves[0].reminder_days").fill("2, 5 9")
        author.field("waves.waves[0].open_days").fill("1")
        expect(author.wrong("waves.waves[0].reminder_days")).to_have_text(author.say("problem_days_open", days=1))
        author.field("waves.waves[0].open_days").fill("14")

        sentence = author.page.locator(".studio-sentence")
        expect(sentence).to_contain_text("Asked 3 days before the end of the course. It can be answered for 14 days.")
        expect(sentence).to_contain_text("reminded 2, 5 and 9 days after the invitation")
        assert plan_of(author)["waves"][0] == {
            "key": "day-30",
            "anchor": "course_end",
            "delay_days": -3,
            "open_days": 14,
            "reminder_days": [2, 5, 9],
        }


def test_a_wave_on_a_date_has_a_day_and_no_delay(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.field("waves.waves[0].open_days").fill("7")
        author.field("waves.waves[0].anchor").select_option("date")
        author.field("waves.waves[0].on").fill("2027-01-11")
        date = plan_of(author)["waves"][0]
        author.field("waves.waves[0].anchor").select_option("passed")

        expected = {"key": "day-30", "anchor": "date", "on": "2027-01-11", "open_days": 7, "reminder_days": [4, 11]}
        assert date == expected
        assert plan_of(author)["waves"][0]["delay_days"] == 0
        assert "on" not in plan_of(author)["waves"][0]


def test_waves_are_added_from_templates_and_taken_out(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.press("wave_add_days", days=90)
        author.press("wave_add")
        assert author.button("wave_add_days", days=90).count() == 0
        assert [wave["key"] for wave in plan_of(author)["waves"]] == ["day-30", "day-90", "moment-3"]
        remove = author.say("remove", name=author.say("wave_of", number=1))
        author.page.get_by_role("button", name=remove).click()

        expect(author.find("main")).to_contain_text(author.say("waves_gone", keys="day-30"))
        assert [wave["key"] for wave in plan_of(author)["waves"]] == ["day-90", "moment-3"]


def test_the_key_of_a_saved_wave_stays_and_that_of_a_new_one_can_be_chosen(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.press("wave_add_days", days=90)
        author.unfold("option_more", 0)
        author.unfold("option_more", 1)
        assert author.page.locator('[data-studio-path="waves.waves[0].key"]').count() == 0
        author.field("waves.waves[1].key").fill("na-kwartaal")
        author.save()
        author.view("campaign")
        author.view("when")

        assert author.page.locator('[data-studio-path="waves.waves[1].key"]').count() == 0
        assert [wave["key"] for wave in author.course.block().waves["waves"]] == ["day-30", "na-kwartaal"]


def test_going_back_to_delayed_brings_the_saved_waves_back(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        choose(author, "once")
        expect(author.find("main")).to_contain_text(author.say("waves_gone", keys="day-30"))
        choose(author, "later")

        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_hours_and_days_off_are_set_and_leave_nothing_behind(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.unfold("sending")
        author.field("waves.quiet_hours.from").fill("20:00")
        author.field("waves.quiet_hours.until").fill("07:30")
        author.field("waves.budget.messages").fill("2")
        author.field("waves.budget.days").fill("7")
        author.field("waves.days_off").fill("2027-12-24\n2027-12-31")
        plan = plan_of(author)
        for name in ("quiet_hours.from", "quiet_hours.until", "budget.messages", "budget.days", "days_off"):
            author.field(f"waves.{name}").fill("")

        assert plan["quiet_hours"] == {"from": "20:00", "until": "07:30"}
        assert plan["budget"] == {"messages": 2, "days": 7}
        assert plan["days_off"] == ["2027-12-24", "2027-12-31"]
        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_a_plan_that_no_editor_can_read_is_named_and_stays_until_another_is_saved(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves="{half a plan") as author:
        author.view("when")
        expect(author.find("main")).to_contain_text(author.say("waves_unreadable"))
        author.find("save").click()
        expect(author.wrong("waves")).to_be_visible()
        assert author.course.block().waves == "{half a plan"
        choose(author, "later")
        author.save()

        assert author.course.block().waves["waves"][0]["key"] == "day-30"


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_what_a_moment_is_counted_from_is_not_cut_off(browser: Browser, language: str) -> None:
    with desk(browser, language, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        anchor = author.field("waves.waves[0].anchor")

        assert (
            anchor.evaluate(
                """select => {
              const free = document.createElement("select");
              free.append(new Option(select.selectedOptions[0].text));
              free.className = select.className;
              free.style.cssText = "width: max-content; position: absolute";
              select.after(free);
              const needed = free.offsetWidth;
              free.remove();
              return select.offsetWidth - needed;
            }"""
            )
            >= 0
        )


def test_a_key_that_names_the_days_goes_along_with_them_until_it_is_saved(browser: Browser) -> None:
    second = {**PLAN["waves"][0], "key": "day-90", "delay_days": 90}
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.press("wave_add_days", days=90)
        author.field("waves.waves[1].delay_days").fill("")
        author.field("waves.waves[1].delay_days").press_sequentially("60")
        author.field("waves.waves[0].delay_days").fill("45")
        author.survey()
        plan = author.draft()["waves"]

        assert [(wave["key"], wave["delay_days"]) for wave in plan["waves"]] == [("day-30", 45), ("day-60", 60)]
        assert load_plan({**PLAN, "waves": [plan["waves"][0], {**second, **plan["waves"][1]}]})


def test_a_key_that_is_taken_is_not_given_twice(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.press("wave_add_days", days=90)
        author.field("waves.waves[1].delay_days").fill("30")
        author.survey()

        assert [wave["key"] for wave in author.draft()["waves"]["waves"]] == ["day-30", "day-90"]


def test_reminders_that_are_no_numbers_are_marked_rather_than_dropped(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, waves=PLAN) as author:
        author.view("when")
        author.field("waves.waves[0].reminder_days").fill("4; elf")

        expect(author.wrong("waves.waves[0].reminder_days")).to_have_text(author.say("problem_whole"))
        author.field("waves.waves[0].reminder_days").fill("4; 11")
        expect(author.wrong("waves.waves[0].reminder_days")).to_be_hidden()


@pytest.mark.parametrize(("path", "value"), [("quiet_hours.from", "18:00"), ("waves[0].on", "2027-01-04")])
def test_saving_from_a_field_of_a_time_or_a_date_leaves_focus_there(browser: Browser, path: str, value: str) -> None:
    dated = {"key": "main", "anchor": "date", "on": "2027-01-05", "open_days": 14}
    plan = {**PLAN, "waves": [dated, *PLAN["waves"]], "quiet_hours": {"from": "19:00", "until": "08:00"}}
    with desk(browser, definition=SURVEY, waves=plan) as author:
        author.view("when")
        author.unfold("sending")
        field = author.field(f"waves.{path}")
        field.fill(value)
        field.press("Control+s")
        expect(author.find("said")).to_have_text(author.say("saved"))

        expect(field).to_be_focused()


def test_arrows_through_the_kinds_of_when_come_back_to_what_was_written(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("when")
        later = author.page.locator("[id$='-when-later']")
        later.check()
        author.field("waves.waves[0].open_days").fill("10")
        later.focus()
        author.page.keyboard.press("ArrowUp")
        author.page.keyboard.press("ArrowDown")

        expect(author.field("waves.waves[0].open_days")).to_have_value("10")
        author.survey()
        assert author.draft()["waves"]["waves"][0]["open_days"] == 10
