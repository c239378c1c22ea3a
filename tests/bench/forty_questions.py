"""A survey of forty questions of every type, as it may be held on the job, and what respondents send to it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from typing import Any

from surveys.answers.choices import places_of
from surveys.definition import Question, QuestionType, Survey, load_survey
from surveys.definition.model import LISTS, TEXTS

Document = dict[str, Any]
Submission = dict[str, object]

QUESTIONS = 40  # words for an option "other" not counted
SEED = 20261122
OPEN = 0.08  # share of questions that are skipped
DECLINES = 0.1  # share of the declinable ones
WRONG = 0.1  # share of submissions with one answer that does not fit
HIDDEN = 0.1  # share of submissions with answers to what is not asked, left over from before a change of mind

USED = {"in": [{"var": "used"}, ["often", "tried"]]}
AGREEMENT = ("not_at_all", "a_little", "partly", "largely", "fully")
FREQUENCY = ("never", "rarely", "sometimes", "often", "always")
SUPPORT = ("time", "tools", "access", "manager_asked", "manager_helped", "peers", "room_for_errors", "recognised")
MAP = ("goal_clear", "goal_shared", "result_seen", "result_counted", "lasting")


def _text(words: str) -> Document:
    return {"en": words.replace("_", " ")}


def _question(kind: str, name: str, **members: Any) -> Document:
    return {"id": name, "version": 1, "type": kind, "level": "work_behaviour", "text": _text(name), **members}


def _options(*codes: str, **flagged: str) -> list[Document]:
    """Return options; ``flagged`` names one more by what it is, as in ``other="else"``."""
    more = [{"code": code, "text": _text(code), flag: True} for flag, code in flagged.items()]
    return [*({"code": code, "text": _text(code)} for code in codes), *more]


def _judged(name: str, points: tuple[str, ...] = AGREEMENT, **members: Any) -> Document:
    return _question("scale", name, options=_options(*points, not_applicable="cannot_judge"), **members)


def _battery(name: str, points: tuple[str, ...], items: tuple[str, ...]) -> Document:
    documents = [{"id": f"{name}_{item}", "version": 1, "text": _text(item)} for item in items]
    of_all = _options(*points, not_applicable="cannot_judge")
    return _question("battery", name, options=of_all, items=documents, scale=name)


def _page(name: str, *questions: Document, **members: Any) -> Document:
    return {"id": name, "title": _text(name), "questions": list(questions), **members}


def _training() -> Document:
    return _page(
        "training",
        _question("single_choice", "role", options=_options("nurse", "doctor", "staff", other="else"), required=True),
        _question("number", "experience", unit=_text("years"), minimum=0, maximum=60),
        _question("date", "finished", earliest="2026-01-01", latest="2026-12-31"),
        _question("duration", "spent", maximum=6_000),
        _judged("relevance", required=True, scale="content"),
        _judged("clarity", scale="content"),
        _judged("difficulty", reversed=True, scale="content"),
        _question("single_choice", "pace", options=_options("too_slow", "right", "too_fast")),
        _question("multiple_response", "device", options=_options("phone", "tablet", "computer", other="something")),
        _question("recommendation", "recommend"),
    )


def _use() -> Document:
    return _page(
        "use",
        _question("single_choice", "used", options=_options("often", "tried", "not_yet"), required=True),
        _question(
            "multiple_response",
            "where",
            options=_options("ward", "clinic", "home", "meeting", exclusive="nowhere"),
            condition=USED,
            maximum=3,
        ),
        _judged("how_often", FREQUENCY, condition=USED),
        _judged("independence", condition=USED),
        _question(
            "multiple_response",
            "why_not",
            options=_options("no_time", "no_chance", "no_tools", "forgot", exclusive="no_reason"),
            condition={"===": [{"var": "used"}, "not_yet"]},
        ),
        _question("number", "times", unit=_text("times"), minimum=0, maximum=500, condition=USED),
        _question("date", "first_time", earliest="2026-01-01", condition=USED),
        _question("ranking", "barriers", options=_options("time", "tools", "peers", "rules", "skills"), maximum=3),
        _question("short_text", "result", condition={">": [{"var": "times"}, 0]}),
        _question("duration", "saved", declinable=True, condition={"answered": {"var": "result"}}),
        _question("free_text", "example", condition={"and": [USED, {"answered": {"var": "result"}}]}),
        _judged("confidence", condition=USED),
    )


def _value() -> Document:
    return _page(
        "value",
        _judged("worth"),
        _judged("goal_reached"),
        _question("number", "share", unit=_text("percent"), minimum=0, maximum=100, whole=False, declinable=True),
        _question("short_text", "next_step"),
        _question("free_text", "remarks"),
        condition={"or": [USED, {">=": [{"var": "recommend"}, 7]}]},
    )


@cache
def forty_questions() -> Survey:
    """Return the survey."""
    climate = _page("climate", _battery("support", FREQUENCY, SUPPORT), _battery("map", AGREEMENT, MAP))
    document = {
        "format": "impact-survey/1",
        "id": "forty_questions",
        "version": 1,
        "title": _text("Forty questions"),
        "purpose": _text("To measure how fast answers are checked."),
        "minutes": 10,
        "languages": ["en"],
        "licence": "Apache-2.0",
        "source": "Impact, own wording (2026)",
        "scales": [{"id": name, "title": _text(name)} for name in ("content", "support", "map")],
        "pages": [_training(), _use(), climate, _value()],
    }
    return load_survey(document)


def submissions(survey: Survey, how_many: int) -> list[Submission]:
    """Return what ``how_many`` respondents send, by question id. Most fits, as it does where a form guides."""
    draw = random.Random(SEED)
    return [_submission(survey, draw) for _ in range(how_many)]


def _submission(survey: Survey, draw: random.Random) -> Submission:
    sends_hidden = draw.random() < HIDDEN
    given: Submission = {}
    known: Submission = {}
    for page in survey.pages:
        for question in page.questions:
            conditions = [one for one in (page.condition, question.condition) if one is not None]
            asked = all(condition.holds(known) for condition in conditions)
            left_over = sends_hidden and question.specifies is None
            if (asked or left_over) and (question.required or draw.random() >= OPEN):
                given[question.id] = _answer(question, draw)
                if asked:
                    known[question.id] = given[question.id]
    if draw.random() < WRONG:
        question = draw.choice([question for question in survey if question.id in known])
        given[question.id] = _does_not_fit(question)
    return given


def _answer(question: Question, draw: random.Random) -> object:
    if question.declinable and draw.random() < DECLINES:
        return None
    if question.type in LISTS:
        codes = [option.code for option in question.options if not option.exclusive]
        chosen = draw.sample(codes, draw.randint(1, min(3, places_of(question))))
        return chosen if question.type is QuestionType.RANKING else [code for code in codes if code in chosen]
    if question.options:
        return draw.choice(question.options).code
    if question.type is QuestionType.DATE:
        return (date(2026, 1, 1) + timedelta(days=draw.randrange(365))).isoformat()
    if question.type in TEXTS:
        return "A remark of usual length about one thing."
    highest = 10 if question.maximum is None else int(question.maximum)
    return draw.randint(0, highest)


def _does_not_fit(question: Question) -> object:
    if question.type in LISTS:
        return ["no_such_option"]
    if question.type in TEXTS:
        return "x" * (int(question.maximum or 0) + 1)
    return "no_such_answer" if question.options or question.type is QuestionType.DATE else -1
