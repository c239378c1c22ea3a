"""What is wrong with a survey is said at its place, in the author's language, while it is being written."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.texts import LANGUAGES
from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN, SETTINGS, SURVEY, USE, WHERE, problems, sent, studio
from xblock_impact.authoring.problem_sentences import RULES
from xblock_impact.words import studio_words_in, words_in

FIRST = "definition.pages[0].questions[0]"


def one_question(kind: str, **changes: Any) -> dict[str, Any]:
    """Return settings whose survey asks one question."""
    return {"definition": survey_document(question_document(kind, **changes))}


def planned(**changes: Any) -> dict[str, Any]:
    """Return settings whose plan has one wave with ``changes``; None leaves a member out."""
    wave = {**PLAN["waves"][0], **changes}
    return {"waves": {**PLAN, "waves": [{name: value for name, value in wave.items() if value is not None}]}}


def with_plan(**changes: Any) -> dict[str, Any]:
    return {"waves": {**PLAN, **changes}}


def asked_if(condition: object, **second: Any) -> dict[str, Any]:
    """Return settings whose survey asks a second question under a condition on the first."""
    question = question_document("free_text", id="where", condition=condition, **second)
    return {"definition": survey_document(USE, question)}


def marked(flag: str, *codes: str) -> list[dict[str, Any]]:
    """Return two plain options, and one for each of ``codes`` with ``flag``."""
    return [*options("a", "b"), *({**option, flag: True} for option in options(*codes))]


def many(count: int, **changes: Any) -> dict[str, Any]:
    """Return settings whose survey asks ``count`` questions, 100 a page."""
    asked = [question_document("free_text", id=f"q{number}", **changes) for number in range(count)]
    pages = [asked[start : start + 100] for start in range(0, count, 100)]
    documents = [{"id": f"p{place}", "title": a_text(), "questions": page} for place, page in enumerate(pages)]
    return {"definition": survey_document(pages=documents)}


LONG = "x" * 4_001
TWO_FLAGS = [{**options("a")[0], "not_applicable": True, "exclusive": True}, *options("b")]

CASES: dict[str, tuple[dict[str, Any], str]] = {
    "text_needed": (one_question("free_text", text={}), f"{FIRST}.text"),
    "first_language": (one_question("free_text", text={"en": "Question"}), f"{FIRST}.text"),
    "needed": (planned(anchor=None), "waves.waves[0].anchor"),
    "licence": ({"definition": survey_document(licence=None)}, "definition.licence"),
    "source": ({"definition": survey_document(source=None)}, "definition.source"),
    "unit": (one_question("number", unit=None), f"{FIRST}.unit"),
    "options": (one_question("single_choice", options=options("a")), f"{FIRST}.options"),
    "items": (one_question("battery", items=[]), f"{FIRST}.items"),
    "questions": (
        {"definition": survey_document(pages=[{"id": "p", "title": a_text(), "questions": []}])},
        "definition.pages[0].questions",
    ),
    "pages": ({"definition": survey_document(pages=[])}, "definition.pages"),
    "waves": (with_plan(waves=[]), "waves.waves"),
    "id": (one_question("free_text", id="No Id"), f"{FIRST}.id"),
    "code": (one_question("single_choice", options=options("a b", "c")), f"{FIRST}.options[0].code"),
    "wave_key": (planned(key="Day 30"), "waves.waves[0].key"),
    "reserved": (one_question("free_text", id="submission_id"), f"{FIRST}.id"),
    "twice": ({"definition": survey_document(USE, USE)}, f"{FIRST}.id"),
    "long_id": (one_question("single_choice", id="q" * 60, options=marked("other", "c")), f"{FIRST}.id"),
    "long_text": (one_question("free_text", text=a_text(LONG)), f"{FIRST}.text.nl"),
    "long_node": (one_question("free_text", node="n" * 129), f"{FIRST}.node"),
    "whole": (one_question("free_text", version="2"), f"{FIRST}.version"),
    "number": (one_question("number", minimum="two"), f"{FIRST}.minimum"),
    "whole_between": (one_question("free_text", maximum=1.5), f"{FIRST}.maximum"),
    "between": ({"definition": survey_document(minutes=0)}, "definition.minutes"),
    "at_least": (planned(reminder_days=[0]), "waves.waves[0].reminder_days[0]"),
    "date": (one_question("date", earliest="1 May"), f"{FIRST}.earliest"),
    "clock": (with_plan(quiet_hours={"from": "18", "until": "08:00"}), "waves.quiet_hours.from"),
    "time_zone": (with_plan(time_zone="Amsterdam"), "waves.time_zone"),
    "language_tag": ({"definition": survey_document(languages=["nl", "Dutch"])}, "definition.languages[1]"),
    "language_twice": ({"definition": survey_document(languages=["nl", "nl"])}, "definition.languages"),
    "minimum": (one_question("number", minimum=5, maximum=1), f"{FIRST}.minimum"),
    "earliest": (one_question("date", earliest="2027-01-02", latest="2027-01-01"), f"{FIRST}.earliest"),
    "level": (one_question("free_text", level="moon"), f"{FIRST}.level"),
    "same_code": (one_question("single_choice", options=options("a", "a")), f"{FIRST}.options"),
    "points": (one_question("scale", options=options("a", not_applicable=("b",))), f"{FIRST}.options"),
    "exclusive": (one_question("single_choice", options=marked("exclusive", "c")), f"{FIRST}.options"),
    "other": (one_question("scale", options=marked("other", "c")), f"{FIRST}.options"),
    "others": (one_question("single_choice", options=marked("other", "c", "d")), f"{FIRST}.options"),
    "ranked": (one_question("ranking", options=options("a", "b", not_applicable=("c",))), f"{FIRST}.options"),
    "one_flag": (one_question("multiple_response", options=TWO_FLAGS), f"{FIRST}.options[0]"),
    "scale": (one_question("scale", scale="none"), f"{FIRST}.scale"),
    "repeats_later": (
        {"definition": survey_document(question_document("free_text", id="a", text=a_text("{use}")), USE)},
        f"{FIRST}.text.nl",
    ),
    "repeats_nothing": (one_question("free_text", text=a_text("{gone}")), f"{FIRST}.text.nl"),
    "asked_later": ({"definition": survey_document(WHERE, USE)}, f"{FIRST}.condition"),
    "circle": (
        one_question("free_text", condition={"answered": {"var": "free_text"}}),
        f"{FIRST}.condition",
    ),
    "no_question": (asked_if({"answered": {"var": "gone"}}), "definition.pages[0].questions[1].condition"),
    "no_option": (asked_if({"===": [{"var": "use"}, "maybe"]}), "definition.pages[0].questions[1].condition"),
    "compare_empty": (asked_if({"===": [{"var": "use"}, None]}), "definition.pages[0].questions[1].condition"),
    "compare_list": (asked_if({"in": ["yes", {"var": "use"}]}), "definition.pages[0].questions[1].condition"),
    "no_order": (asked_if({">": [{"var": "use"}, 1]}), "definition.pages[0].questions[1].condition"),
    "many_questions": (many(501, maximum=1), "definition.pages"),
    "much_text": (many(2, maximum=20_000), "definition.pages"),
    "many": ({"definition": survey_document(languages=[])}, "definition.languages"),
    "days_ascending": (planned(reminder_days=[4, 4]), "waves.waves[0].reminder_days"),
    "days_open": (planned(reminder_days=[30]), "waves.waves[0].reminder_days"),
    "before_end": (planned(delay_days=-1), "waves.waves[0].delay_days"),
    "quiet": (with_plan(quiet_hours={"from": "18:00", "until": "18:00"}), "waves.quiet_hours.until"),
}
COMPARED = {
    "compare_number": ("number", {">": [{"var": "number"}, "2"]}),
    "compare_date": ("date", {">": [{"var": "date"}, "2027-13-45"]}),
    "compare_text": ("short_text", {"===": [{"var": "short_text"}, 2]}),
}
for key, (kind, condition) in COMPARED.items():
    second = question_document("free_text", id="where", condition=condition)
    CASES[key] = (
        {"definition": survey_document(question_document(kind), second)},
        "definition.pages[0].questions[1].condition",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CASES)
def test_every_sentence_of_the_editor_is_met_at_its_place(key: str, language: str) -> None:
    """The English sentences of ``surveys`` may be reworded there: then a rule here no longer knows its own."""
    document, place = CASES[key]

    found = problems(document, language)

    template = studio_words_in(language)[f"problem_{key}"]
    start = template.partition("{")[0]
    assert [
        path
        for path, message in found.items()
        if path.startswith(place) and message.startswith(start) and len(message) >= len(start)
    ]


def test_every_rule_is_met() -> None:
    """What cannot be met through a request, as JSON that holds such a character is refused before, is named here."""
    unmet = {"character", "large"}

    assert {rule.key for rule in RULES} - CASES.keys() == unmet


def test_what_has_no_sentence_of_its_own_stays_in_english_and_is_marked() -> None:
    document = {**SETTINGS, "definition": survey_document(question_document("free_text", colour="red"))}

    (problem,) = sent("check_survey", document, course=studio("nl")).document["problems"]

    assert problem == {"path": f"{FIRST}.colour", "message": "Unknown field.", "unfilled": False, "english": True}


def test_questions_are_called_by_their_text() -> None:
    found = problems({"definition": survey_document(WHERE, USE)}, "nl")

    assert found[f"{FIRST}.condition"].startswith("Dit hangt af van “Heb je het gebruikt?”, dat later wordt gevraagd.")


def test_what_is_only_not_there_yet_is_told_from_what_is_wrong() -> None:
    document = {**SETTINGS, "definition": survey_document(question_document("free_text", text={}), WHERE)}

    found = sent("check_survey", document).document["problems"]

    assert {one["path"]: one["unfilled"] for one in found} == {
        f"{FIRST}.text": True,
        "definition.pages[0].questions[1].condition.===[0].var": False,
    }


def test_settings_survey_and_plan_are_checked_together() -> None:
    found = problems(
        {"campaign": "", "privacy_mode": "secret", "definition": survey_document(minutes=0), **planned(open_days=0)}
    )

    assert set(found) == {"campaign", "privacy_mode", "definition.minutes", "waves.waves[0].open_days"}
    assert found["campaign"] == words_in("en")["setting_campaign_missing"]


def test_a_survey_and_plan_without_problems_have_none() -> None:
    assert problems({"definition": SURVEY, "waves": PLAN}) == {}


def test_the_privacy_mode_of_a_saved_campaign_is_named_before_anything_is_saved() -> None:
    assert problems({"definition": SURVEY, "privacy_mode": "anonymous"}) == {
        "privacy_mode": words_in("en")["setting_mode_fixed"]
    }


@pytest.mark.parametrize("document", ["text", 3, [1], True])
@pytest.mark.parametrize("name", ["definition", "waves"])
def test_what_is_no_document_is_said_to_be_none(name: str, document: object) -> None:
    assert problems({"definition": SURVEY, name: document}) == {name: words_in("en")[f"setting_{name}"]}


def test_checking_keeps_nothing() -> None:
    course = studio()

    sent("check_survey", {**SETTINGS, "definition": SURVEY, "waves": PLAN}, course=course)

    assert course.store.writes == 0


@pytest.mark.parametrize(("language", "number"), [("en", "4,000"), ("nl", "4.000"), ("fr", "4\u202f000")])
def test_numbers_are_written_as_the_author_does(language: str, number: str) -> None:
    found = problems({"definition": survey_document(title={"nl": "x" * 4_001})}, language)

    assert number in found["definition.title.nl"]


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("name", ["definition", "waves"])
def test_what_is_said_in_the_authors_language_is_not_marked_as_english(language: str, name: str) -> None:
    reply = sent("check_survey", {**SETTINGS, name: "half a document"}, course=studio(language))

    assert {one["english"] for one in reply.document["problems"] if one["path"] == name} == {False}


def test_what_is_too_many_is_not_taken_for_too_few() -> None:
    many = [question_document("date", id=f"date_{number}") for number in range(201)]
    choices = [{"code": f"c{number}", "text": a_text(str(number))} for number in range(201)]
    days = [{**PLAN["waves"][0], "key": f"day-{number}"} for number in range(51)]

    found = [
        problems({"definition": survey_document(*many)}, "nl")["definition.pages[0].questions"],
        problems({"definition": survey_document({**USE, "options": choices})}, "nl")[
            "definition.pages[0].questions[0].options"
        ],
        problems({"definition": SURVEY, "waves": {**PLAN, "waves": days}}, "nl")["waves.waves"],
    ]

    words = studio_words_in("nl")["problem_many"]
    assert found == [words.format(low=low, high=high) for low, high in ((1, 200), (2, 200), (1, 50))]
