"""Surveys with every type of question and every condition."""

from __future__ import annotations

from typing import Any

from surveys.definition import Survey, load_survey

Document = dict[str, Any]


def _text(said: str) -> Document:
    return {"en": said, "nl": f"{said} (nl)"}


def _options(*codes: str, **flags: str) -> list[Document]:
    """Return options; a flag names the code of one more that has it."""
    plain = [{"code": code, "text": _text(code)} for code in codes]
    return [*plain, *({"code": code, "text": _text(code), flag: True} for flag, code in flags.items())]


def _question(question_id: str, kind: str, condition: Any = None, **members: Any) -> Document:
    asked = {} if condition is None else {"condition": condition}
    level = {"version": 2, "level": "competencies", "node": "n1"}
    return {"id": question_id, "type": kind, "text": _text(question_id), **level, **asked, **members}


def _var(name: str) -> Document:
    return {"var": name}


def _items(*ids: str) -> list[Document]:
    return [{"id": item, "version": 1, "text": _text(item)} for item in ids]


_LOOKED_AT = [
    _question("choice", "single_choice", options=_options("a", "b", "none", not_applicable="na", other="else")),
    _question("refusable", "single_choice", options=_options("a", "b", "c"), declinable=True),
    _question("numbered", "single_choice", options=_options("1", "2", "10")),
    _question("many", "multiple_response", options=_options("a", "b", "c", exclusive="none", other="other")),
    _question("many_more", "multiple_response", options=_options("b", "c", "d", not_applicable="na", other="rest")),
    _question("many_declined", "multiple_response", options=_options("a", "b", "c"), declinable=True, minimum=2),
    _question("points", "scale", options=_options("low", "mid", "high"), scale="s", reversed=True),
    _question("points_na", "scale", options=_options("low", "high", not_applicable="na"), declinable=True),
    _question("nps", "recommendation", ends=[_text("never"), _text("surely")]),
    _question("amount", "number", unit=_text("kg"), minimum=-2, maximum=9),
    _question("exact", "number", unit=_text("m"), whole=False, minimum=0.5, maximum=3.25),
    _question("time", "duration", minimum=15, maximum=90),
    _question("day", "date", earliest="2026-01-10", latest="2026-02-20"),
    _question("other_day", "date"),
    _question("order", "ranking", options=_options("x", "y", "z")),
    _question("line", "short_text"),
    _question("story", "free_text", maximum=50),
    _question(
        "bat",
        "battery",
        options=_options("no", "bit", "yes", not_applicable="na"),
        items=[
            {"id": "bat_one", "version": 1, "text": _text("one {choice|nothing} of"), "reversed": True},
            {"id": "bat_two", "version": 3, "text": _text("two"), "level": "indicators", "node": "n2"},
        ],
        scale="s",
        grid=True,
    ),
]

_CONDITIONS: list[Any] = [
    {"===": [_var("choice"), "a"]},
    {"!==": [_var("choice"), "none"]},
    {"===": ["else", _var("choice")]},
    {"!==": [_var("refusable"), "a"]},
    {"answered": _var("refusable")},
    {"!": {"answered": _var("refusable")}},
    {"in": [_var("choice"), ["a", "na"]]},
    {"any_of": [_var("numbered"), ["1", "10"]]},
    {"===": [_var("numbered"), "10"]},
    {"===": [_var("choice"), _var("refusable")]},
    {"!==": [_var("choice"), _var("refusable")]},
    {"in": ["b", _var("many")]},
    {"in": ["other", _var("many")]},
    {"any_of": [_var("many_more"), ["b", "rest"]]},
    {"in": ["rest", _var("many_more")]},
    {"!": [{"any_of": [_var("many"), ["none"]]}]},
    {"in": [_var("refusable"), _var("many_declined")]},
    {"in": [_var("choice"), _var("many")]},
    {">=": [{"count": _var("many")}, 2]},
    {"<": [{"count": _var("many")}, 2]},
    {"===": [{"count": _var("many_more")}, 0]},
    {"===": [{"count": [_var("many_more")]}, 1]},
    {"!==": [{"count": _var("many")}, 1]},
    {"<=": [1, {"count": _var("many_declined")}]},
    {">": [3, {"count": _var("many_declined")}]},
    {"answered": _var("many_declined")},
    {"<": [{"count": [_var("many"), _var("many_declined"), _var("choice"), _var("refusable"), _var("order")]}, 5]},
    {"in": [{"count": _var("many")}, [0, 2]]},
    {"===": [{"count": _var("choice")}, 0]},
    {">=": [{"count": _var("order")}, 2]},
    {"<": [{"count": _var("order")}, 2]},
    {"===": [{"count": _var("many_declined")}, 0]},
    {"===": [{"count": _var("many_declined")}, 2]},
    {"in": ["x", _var("order")]},
    {"===": [_var("points"), "high"]},
    {"answered": _var("points_na")},
    {"!==": [_var("points_na"), "na"]},
    {"===": [_var("points_na"), _var("points")]},
    {"<=": [_var("nps"), 6]},
    {"===": [_var("nps"), 0]},
    {"!==": [_var("nps"), 10]},
    {"answered": _var("nps")},
    {"any_of": [_var("nps"), [0, 1, 9]]},
    {"<": [_var("amount"), 3]},
    {">": [_var("amount"), -1]},
    {"!": {"<": [_var("amount"), 3]}},
    {"===": [_var("amount"), -2]},
    {"in": [_var("amount"), [0, 9]]},
    {"<=": [_var("exact"), 2.25]},
    {">=": [3.25, _var("exact")]},
    {"<=": [_var("amount"), _var("nps")]},
    {">": [_var("amount"), _var("exact")]},
    {"===": [_var("amount"), _var("nps")]},
    {"!==": [_var("amount"), _var("nps")]},
    {">=": [_var("time"), 60]},
    {"<": [_var("day"), "2026-02-01"]},
    {"<=": [_var("day"), "2026-01-10"]},
    {"===": [_var("day"), "2026-02-20"]},
    {">=": [_var("other_day"), _var("day")]},
    {"<": [_var("other_day"), _var("day")]},
    {"answered": _var("day")},
    {"===": [_var("line"), "yes"]},
    {"any_of": [_var("line"), ["yes", "no"]]},
    {"!==": [_var("line"), _var("story")]},
    {"answered": _var("story")},
    {"===": [_var("bat_one"), "yes"]},
    {"!": {"answered": _var("bat_two")}},
    {"===": [_var("bat_one"), _var("bat_two")]},
    {"===": [_var("choice_other"), "yes"]},
    {"answered": _var("choice_other")},
    {"answered": _var("many_other")},
    {"answered": _var("goal")},
    {"===": [_var("goal"), "tried"]},
    {"and": [{"answered": _var("line")}, {"or": [{"===": [_var("nps"), 1]}, {"in": ["a", _var("many")]}]}]},
    {"or": [{"===": [_var("choice"), "a"]}, {"and": [{"!": {"answered": _var("nps")}}, {"answered": _var("day")}]}]},
    {"and": [{"answered": _var("story")}]},
    {"!": {"!": {"===": [_var("points"), "low"]}}},
    {"!": {"and": [{"answered": _var("story")}, {"answered": _var("line")}]}},
    True,
    False,
]

_CHECKED = [
    _question("two", "multiple_response", options=_options("a", "b", "c", exclusive="none"), minimum=2, maximum=2),
    _question("two_or_no", "multiple_response", options=_options("a", "b", "c"), declinable=True, minimum=2, maximum=3),
    _question(
        "must_two",
        "multiple_response",
        options=_options("a", "b", "c", not_applicable="na"),
        declinable=True,
        required=True,
        minimum=2,
    ),
    _question("must_rank", "ranking", options=_options("a", "b", "c"), maximum=2, required=True),
    _question("must_number", "number", unit=_text("kg"), minimum=1, maximum=3, required=True),
    _question("must_minutes", "duration", minimum=0, required=True),
    _question("must_line", "short_text", maximum=5, required=True),
    _question("story", "free_text", maximum=20),
    _question("long_story", "free_text", maximum=4000, privacy="sensitive"),
    _question(
        "must_all", "battery", options=_options("no", "yes"), items=_items("must_one", "must_other"), required=True
    ),
    _question("must_nps", "recommendation", required=True),
    _question("must_day", "date", required=True, help=_text("You said {must_line|nothing} and {must_one}, {goal}.")),
    _question(
        "must_choose", "single_choice", options=_options("a", "b", other="other"), required=True, declinable=True
    ),
    _question("last", "short_text", {"!==": [_var("must_choose"), "a"]}, required=True),
]


def every_condition() -> Survey:
    """Return a survey with every operator of conditions on every sort of answer."""
    conditional = [_conditional(place, condition) for place, condition in enumerate(_CONDITIONS)]
    chained = [
        _question(
            "chain_one", "single_choice", {"===": [_var("c1"), "yes"]}, options=_options("a", "b"), required=True
        ),
        _question("chain_two", "short_text", {"!==": [_var("chain_one"), "a"]}),
    ]
    afterwards = {"condition": {"!==": [_var("refusable"), "c"]}}
    return _survey(
        {"id": "looked_at", "title": _text("Title"), "text": _text("Introduction"), "questions": _LOOKED_AT},
        {"id": "conditional", "title": _text("For {line|you}"), "questions": [*conditional, *chained]},
        {"id": "afterwards", "title": _text("Afterwards"), **afterwards, "questions": [_question("end", "free_text")]},
    )


def every_check() -> Survey:
    """Return a survey with every type of question, and every reason to refuse an answer."""
    return _survey({"id": "checked", "title": _text("Title"), "questions": _CHECKED})


def _conditional(place: int, condition: Any) -> Document:
    return _question(f"c{place}", "free_text", condition, maximum=9)


def _survey(*pages: Document) -> Survey:
    return load_survey(
        {
            "format": "impact-survey/1",
            "id": "every_type",
            "version": 4,
            "title": _text("Every type"),
            "purpose": _text("To ask everything"),
            "minutes": 12,
            "languages": ["en", "nl"],
            "licence": "CC0-1.0",
            "source": "These tests",
            "scales": [{"id": "s", "title": _text("Scale")}],
            "recalls": [{"id": "goal", "survey": "earlier", "question": "goal"}],
            "pages": list(pages),
        }
    )
