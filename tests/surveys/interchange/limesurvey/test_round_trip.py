"""What is written for LimeSurvey comes back equal, and the report names everything that does not."""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.conditions import read_condition
from surveys.definition import Question, QuestionType, Survey, load_survey
from surveys.definition.making import OTHER
from surveys.definition.model import LISTS, TEXTS
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange.exchange import Assumptions, Writing
from surveys.interchange.limesurvey import read_tab_separated, write_tab_separated
from surveys.interchange.limesurvey.differences import Difference, differences
from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.surveys.form.made_up import MadeUp
from tests.surveys.interchange.limesurvey.made import told

Document = dict[str, Any]
DAYS = ("2025-12-31", "2026-01-01", "2028-02-29")
NUMBERS = (0, 2, 2.5, 3, 4, 5, 65, 90, 91)


def there_and_back(survey: Survey) -> tuple[Writing, Survey]:
    """Return what is written of ``survey``, and what is read from that."""
    writing = write_tab_separated(survey)
    return writing, read_tab_separated(writing.data, "written.txt", Assumptions()).survey


def difference_of(one: Survey, other: Survey) -> list[Difference]:
    return list(differences(json.loads(json.dumps(one.data)), other.data))


def not_named(found: list[Difference], writing: Writing) -> list[Difference]:
    """Return the differences that no line of the report stands for."""
    named = {finding.path for finding in writing.report.findings}
    return [one for one in found if one.path not in named]


@pytest.mark.parametrize("name", instrument_names())
def test_every_instrument_comes_back_equal_or_the_report_says_in_what_not(name: str) -> None:
    survey = load_instrument(name)

    writing, back = there_and_back(survey)

    found = difference_of(survey, back)
    assert not_named(found, writing) == []
    assert [one for one in found if not one.is_condition and not _said_why(one, writing)] == []


def _said_why(difference: Difference, writing: Writing) -> bool:
    """Tell whether the report has a reason of its own, besides that it reads back differently."""
    whys = [finding.why for finding in writing.report.findings if finding.path == difference.path]
    return any("reads back differently" not in why for why in whys)


@pytest.mark.parametrize("name", instrument_names())
def test_every_question_of_an_instrument_has_a_line_in_both_reports(name: str) -> None:
    survey = load_instrument(name)
    of_its_own = [question.id for question in survey if question.specifies is None]

    writing, _ = there_and_back(survey)
    back = read_tab_separated(writing.data, "written.txt", Assumptions()).report

    assert [fate.name for fate in writing.report.questions] == of_its_own
    assert back.in_file == back.carried_questions == len(of_its_own)


def every_type() -> list[Document]:
    """Return questions of every type with every member that it can have."""
    flagged = [
        {"code": "not_used", "text": a_text("Niet gebruikt"), "exclusive": True},
        {"code": "a.b", "text": a_text("Een")},
        {"code": "other", "text": a_text("Anders, namelijk"), "other": True},
        {"code": "cannot-judge", "text": a_text("Kan ik niet beoordelen"), "not_applicable": True},
    ]
    common: Document = {"level": "work_behaviour", "text": a_text("Vraag"), "version": 3}
    return [
        {**common, "id": "choice", "type": "single_choice", "options": flagged[1:], "required": True},
        {**common, "id": "several", "type": "multiple_response", "options": flagged, "minimum": 1, "maximum": 2},
        {
            **common,
            "id": "how_much",
            "type": "scale",
            "options": options("low", "high", not_applicable=("na",)),
            "scale": "climate",
            "reversed": True,
            "node": "n1",
            "help": a_text("Uitleg"),
        },
        {
            **common,
            "id": "battery",
            "type": "battery",
            "options": options("1", "2", "3"),
            "grid": True,
            "scale": "climate",
            "items": [
                {"id": "item_one", "version": 1, "text": a_text("Eerste")},
                {"id": "item_two", "version": 2, "text": a_text("Tweede"), "level": "indicators", "reversed": True},
            ],
        },
        {**common, "id": "recommend", "type": "recommendation", "ends": [a_text("Nooit"), a_text("Zeker")]},
        {**common, "id": "plain_recommend", "type": "recommendation"},
        {
            **common,
            "id": "hours",
            "type": "number",
            "unit": a_text("uur"),
            "minimum": -1.5,
            "maximum": 40,
            "whole": False,
        },
        {**common, "id": "times", "type": "number", "unit": a_text("keer"), "minimum": 0},
        {**common, "id": "taken", "type": "duration", "minimum": 0, "maximum": 600},
        {**common, "id": "day", "type": "date", "earliest": "2026-01-01", "latest": "2026-12-31"},
        {**common, "id": "order", "type": "ranking", "options": options("a", "b", "c"), "maximum": 2},
        {**common, "id": "line", "type": "short_text", "maximum": 80, "privacy": "sensitive"},
        {**common, "id": "words", "type": "free_text", "maximum": 900, "declinable": True},
    ]


def test_every_type_with_every_member_comes_back_equal() -> None:
    survey = load_survey(survey_document(*every_type(), scales=[{"id": "climate", "title": a_text("Klimaat")}]))

    writing, back = there_and_back(survey)

    assert difference_of(survey, back) == []
    assert back == survey
    assert writing.report.carried_questions == len(every_type()) + 1


@pytest.mark.parametrize(
    "condition",
    [
        {"===": [{"var": "choice"}, "a.b"]},
        {"===": [{"var": "choice"}, "other"]},
        {"!==": [{"var": "choice"}, "other"]},
        {"any_of": [{"var": "choice"}, ["a.b", "other"]]},
        {"answered": {"var": "choice_other"}},
        {"in": ["not_used", {"var": "several"}]},
        {"in": ["other", {"var": "several"}]},
        {"any_of": [{"var": "several"}, ["not_used", "a.b"]]},
        {"!": {"any_of": [{"var": "several"}, ["not_used", "a.b"]]}},
        {"answered": {"var": "several"}},
        {">": [{"count": {"var": "several"}}, 1]},
        {"===": [{"var": "how_much"}, "na"]},
        {"===": [{"var": "item_two"}, "3"]},
        {"===": [{"var": "item_one"}, {"var": "item_two"}]},
        {">=": [{"var": "recommend"}, 9]},
        {"<": [{"var": "hours"}, 2.5]},
        {"===": [{"var": "times"}, 0]},
        {"<": [{"var": "hours"}, {"var": "times"}]},
        {">=": [{"var": "day"}, "2026-06-01"]},
        {"===": [{"var": "day"}, "2026-06-01"]},
        {"in": ["b", {"var": "order"}]},
        {"answered": {"var": "order"}},
        {"===": [{"count": {"var": "order"}}, 2]},
        {"===": [{"var": "line"}, 'say "yes"']},
        {"===": [{"count": [{"var": "line"}, {"var": "times"}]}, 2]},
        {"answered": {"var": "goal"}},
        {"and": [{"answered": {"var": "line"}}, {"or": [{"answered": {"var": "goal"}}, {"<": [{"var": "times"}, 3]}]}]},
        {"!": {"answered": {"var": "words"}}},
        False,
    ],
    ids=json.dumps,
)
def test_conditions_come_back_as_they_were(condition: object) -> None:
    survey = _conditional(condition)

    _, back = there_and_back(survey)

    assert difference_of(survey, back) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"===": [{"var": "line"}, 'it\'s "so"']},
        {"===": [{"var": "line"}, "back\\slash"]},
        {"in": [{"var": "choice"}, {"var": "several"}]},
    ],
    ids=json.dumps,
)
def test_conditions_that_limesurvey_has_no_words_for_are_reported(condition: object) -> None:
    writing, back = there_and_back(_conditional(condition))

    (path,) = [one.path for one in difference_of(_conditional(condition), back)]
    assert path == "pages[0].questions[13].condition"
    assert [what.partition(":")[0] for what in told(writing.report, path)] == ["left out"]


def test_options_with_codes_of_their_own_cannot_be_compared() -> None:
    one = question_document("single_choice", id="one", options=options("a", "long_code"))
    two = question_document("single_choice", id="two", options=options("c", "a", "long_code"))
    last = question_document("free_text", condition={"===": [{"var": "one"}, {"var": "two"}]})

    writing, _ = there_and_back(load_survey(survey_document(one, two, last)))

    (what,) = told(writing.report, "pages[0].questions[2].condition")
    assert what.startswith("left out: The condition")


def test_a_file_with_more_rows_than_are_read_says_so() -> None:
    codes = [f"c{number}" for number in range(199)]
    questions = [question_document("single_choice", id=f"q{n}", options=options(*codes)) for n in range(6)]
    languages = ["nl", *(f"q{letter}{other}" for letter in "abcdefg" for other in "tuvwxyz")]
    survey = load_survey(survey_document(*questions, languages=languages))

    report = write_tab_separated(survey).report

    assert told(report, "") == ["changed: The whole file"]


def test_a_condition_that_comes_back_in_other_words_is_reported_with_them() -> None:
    survey = _conditional({"in": [{"var": "choice"}, ["a.b", "other"]]})

    writing, _ = there_and_back(survey)

    (finding,) = [one for one in writing.report.findings if one.path == "pages[0].questions[13].condition"]
    assert '"any_of"' in finding.why


def _conditional(condition: object) -> Survey:
    last = question_document("free_text", id="last", condition=condition, maximum=100)
    recalls = [{"id": "goal", "survey": "baseline", "question": "commitment_1", "text": a_text("Het voornemen")}]
    scales = [{"id": "climate", "title": a_text("Klimaat")}]
    return load_survey(survey_document(*every_type(), last, scales=scales, recalls=recalls))


def test_made_up_surveys_come_back_but_for_conditions_that_hold_for_the_same_answers() -> None:
    draw = random.Random(20261122)
    surveys = MadeUp(draw)
    compared = 0

    for _ in range(60):
        survey = surveys.survey()
        writing, back = there_and_back(survey)
        found = difference_of(survey, back)
        assert not_named(found, writing) == []
        for one in found:
            assert one.is_condition
            if not _counts_words_for_other(one.ours):
                assert _hold_alike(one, survey, draw)
                compared += 1

    assert compared > 20


def _counts_words_for_other(condition: object) -> bool:
    """In LimeSurvey the words for "other" and the option are one variable, so that both together count once."""
    if isinstance(condition, list):
        return any(map(_counts_words_for_other, condition))
    if not isinstance(condition, dict):
        return False
    counted = json.dumps(condition["count"]) if "count" in condition else ""
    return OTHER + '"' in counted or any(map(_counts_words_for_other, condition.values()))


def _hold_alike(difference: Difference, survey: Survey, draw: random.Random) -> bool:
    ours, theirs = read_condition(difference.ours), read_condition(difference.theirs)
    return all(ours.holds(values) == theirs.holds(values) for values in _answers(survey, draw))


def _answers(survey: Survey, draw: random.Random) -> Iterator[Mapping[str, object]]:
    for _ in range(40):
        answered = [question for question in survey if draw.random() < 0.7]
        yield {question.id: _answer(question, draw) for question in answered} | (
            {"goal": "word"} if draw.random() < 0.5 else {}
        )


def _answer(question: Question, draw: random.Random) -> object:
    codes = [option.code for option in question.options]
    if question.type in LISTS:
        most = int(question.maximum or len(codes)) if question.type is QuestionType.RANKING else len(codes)
        return draw.sample(codes, draw.randint(1, most))
    if codes:
        return draw.choice(codes)
    if question.type is QuestionType.DATE:
        return draw.choice(DAYS)
    return draw.choice(["word", "else"]) if question.type in TEXTS else draw.choice(NUMBERS)


@settings(max_examples=80, deadline=None)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip() and text.isprintable()))
def test_any_text_comes_back_or_is_reported(text: str) -> None:
    document = survey_document(question_document("free_text", text={"nl": text}), title={"nl": text})
    if _refers(document):
        return
    survey = load_survey(document)

    writing, back = there_and_back(survey)

    assert not_named(difference_of(survey, back), writing) == []


def _refers(document: Document) -> bool:
    from surveys.placeholders import references

    return bool(references(document["title"]["nl"]))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31 20",
        "-5 graden",
        "@ons",
        "'=x",
        "'tis",
        '"Ja"',
        'Zeg "ja" & <b>vet</b>',
        "Eén\nTwee\nVier",
        "{Naam} en { x }",
        "}{",
        "Où ça\u00a0? Là\u202f!",
        "&amp; &#123;",
        "\\{x\\}",
        "عربي",
        "😀",
    ],
)
def test_texts_come_back_as_they_were(text: str) -> None:
    survey = load_survey(
        survey_document(question_document("scale", text={"nl": text}), source=" ".join(text.splitlines()))
    )

    _, back = there_and_back(survey)

    assert difference_of(survey, back) == []


@pytest.mark.parametrize("text", ["{line}", "Over {line|wat je schreef}, of {goal|niets}!", "{item_two} < {times}"])
def test_places_for_answers_come_back_as_they_were(text: str) -> None:
    survey = _conditional({"answered": {"var": "line"}})
    document = json.loads(json.dumps(survey.data))
    document["pages"][0]["questions"][-1]["text"] = {"nl": text}

    _, back = there_and_back(load_survey(document))

    assert back.data["pages"][0]["questions"][-1]["text"] == {"nl": text}


def test_a_place_for_several_answers_is_reported() -> None:
    document = survey_document(
        question_document("single_choice", id="several", type="multiple_response"),
        question_document("free_text", text={"nl": "Over {several|dat}."}),
    )

    writing, back = there_and_back(load_survey(document))

    assert back.data["pages"][0]["questions"][1]["text"] == {"nl": "Over dat."}
    assert told(writing.report, "pages[0].questions[1].text.nl") == ["left out: The answer to several"]


def test_a_translation_that_is_missing_is_filled_in_and_reported() -> None:
    document = survey_document(question_document("free_text", text={"nl": "Vraag"}), languages=["nl", "en"])

    writing, back = there_and_back(load_survey(document))

    assert back.data["pages"][0]["questions"][0]["text"] == {"nl": "Vraag", "en": "Vraag"}
    assert told(writing.report, "pages[0].questions[0].text.en") == ["changed: No text in en"]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response"])
def test_what_was_written_for_other_can_be_looked_at(kind: str) -> None:
    choices = [*options("a"), {"code": "else", "text": a_text(), "other": True}]
    condition = {"===": [{"var": "q_other"}, "word"]}
    asked = [question_document(kind, id="q", options=choices), question_document("number", id="n", condition=condition)]
    survey = load_survey(survey_document(*asked))

    _, back = there_and_back(survey)

    assert back.questions["n"].condition == survey.questions["n"].condition
