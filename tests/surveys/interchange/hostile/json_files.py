"""Hostile JSON: definitions of Impact, SurveyJS and Qualtrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.surveys.documents import options, question_document, survey_document
from tests.surveys.interchange.hostile.files import EITHER, READ, HostileFile
from tests.surveys.interchange.hostile.honest import HONEST, TEXT, impact_document
from tests.surveys.interchange.qualtrics import documents as qualtrics

MANY = 100_000
DEEP = 10_000
_FORMATS = ("impact", "surveyjs", "qualtrics")
_VALUES = {
    "NaN": "NaN",
    "an infinite number": "-Infinity",
    "a number beyond floats": "1e999",
    "a number of 5,000 digits": "9" * 5_000,
    "NUL as an escape": '"a\\u0000b"',
    "half a surrogate pair as an escape": '"a\\ud800b"',
    "10,000 lists within each other": "[" * DEEP + "]" * DEEP,
    "10,000 objects within each other": '{"a":' * DEEP + "1" + "}" * DEEP,
    "lists that are never closed": "[" * 1_000_000,
    "a name given twice": '{"a": 1, "a": 2}',
    "a million empty objects": "[" + "{}," * 1_000_000 + "{}]",
    "half a million objects of one member": "[" + '{"a":0},' * 400_000 + "{}]",
}


def json_files() -> Iterator[HostileFile]:
    """Yield hostile files of every format that is JSON."""
    for name in _FORMATS:
        outcomes = dict.fromkeys(("a million empty objects", "half a million objects of one member"), EITHER)
        for what, value in _VALUES.items():
            make = lambda name=name, value=value: _with_member(HONEST[name](), value)  # noqa: E731  # one line each
            yield HostileFile(name, what, make, outcomes.get(what, "refused"))
    yield from _impact_files()
    yield from _surveyjs_files()
    yield from _qualtrics_files()


def _with_member(honest: bytes, value: str) -> bytes:
    return honest[:-1] + b', "further": ' + value.encode() + b"}"


def _impact(what: str, *questions: Any, outcome: str = "refused", says: str = "", **changes: Any) -> HostileFile:
    def make() -> bytes:
        return json.dumps(survey_document(*questions, **changes)).encode()

    return HostileFile("impact", what, make, outcome, says)


def _impact_files() -> Iterator[HostileFile]:
    asked = question_document("scale", id="eerste")
    on = question_document
    yield _impact("ids that are there twice", asked, asked, says="used more than once")
    circle = [on("scale", id=a, condition={"===": [{"var": b}, "low"]}) for a, b in ("ab", "bc", "ca")]
    yield _impact("conditions in a circle", *circle, says="depends on")
    yield _impact(
        "a condition on what comes later", on("scale", condition={"answered": {"var": "na"}}), on("scale", id="na")
    )
    nested: Any = {"answered": {"var": "eerste"}}
    for _ in range(25):
        nested = {"!": nested}
    yield _impact("a condition nested too deep", asked, on("scale", condition=nested), says="levels deep")
    long = {"or": [{"===": [{"var": "eerste"}, "low"]}] * 20_000}
    yield _impact("a condition of 20,000 parts", asked, on("scale", condition=long), says="500 parts")
    yield _impact("an attack as an option's code", on("scale", options=[*options("a"), _option('"><script>')]))
    yield _impact("an attack as an id", on("scale", id='"><script>alert(1)</script>'))
    many = [on("free_text", id=f"q{number}", maximum=1) for number in range(20_000)]
    yield _impact("20,000 questions", *many)
    yield _impact("20,000 options", on("scale", options=options(*map(str, range(20_000)))))
    yield _impact("20,000 conditions on each other", *_chain(10_000))
    places = "{eerste}" * 450
    yield _impact("500 texts of places", asked, *_texts(places), outcome=EITHER)
    yield HostileFile("impact", "a list", lambda: b"[]")
    yield HostileFile("impact", "a text", lambda: b'"a"')


def _option(code: str) -> dict[str, Any]:
    return {"code": code, "text": {"nl": "x"}}


def _chain(length: int) -> list[dict[str, Any]]:
    return [
        question_document("free_text", id=f"q{place}", maximum=1, condition={"answered": {"var": f"q{place + 1}"}})
        for place in range(length)
    ]


def _texts(text: str) -> list[dict[str, Any]]:
    return [question_document("scale", id=f"s{number}", text={"nl": text}) for number in range(200)]


def _surveyjs(what: str, *elements: Any, outcome: str = EITHER, says: str = "", **more: Any) -> HostileFile:
    def make() -> bytes:
        return json.dumps({"title": "Enquête", "elements": list(elements), **more}, ensure_ascii=False).encode()

    return HostileFile("surveyjs", what, make, outcome, says)


def _surveyjs_files() -> Iterator[HostileFile]:
    first = {"type": "radiogroup", "name": "q1", "choices": ["a", "b"]}

    def shown(condition: str, name: str = "q2", **more: Any) -> dict[str, Any]:
        return {"type": "text", "name": name, "visibleIf": condition, **more}

    yield _surveyjs("names that are there twice", first, first, outcome=READ)
    yield _surveyjs("conditions in a circle", shown("{q3} notempty"), shown("{q2} notempty", "q3"), outcome=READ)
    yield _surveyjs("a condition on itself", first, shown("{q2} = 1"), outcome=READ)
    yield _surveyjs(
        "a condition in 10,000 brackets", first, shown("(" * DEEP + "{q1} = 'a'" + ")" * DEEP), outcome=READ
    )
    yield _surveyjs("a condition with 100,000 nots", first, shown("!" * MANY + "{q1} notempty"), outcome=READ)
    yield _surveyjs("a condition of 1 MB", first, shown(" or ".join(["{q1} = 'a'"] * 80_000)), outcome=READ)
    yield _surveyjs("a condition of signs", first, shown("=!<>" * 50_000), outcome=READ)
    yield _surveyjs("a condition of open quotes", first, shown("'\"" * 50_000), outcome=READ)
    yield _surveyjs("a condition of open braces", first, shown("{" * MANY), outcome=READ)
    yield _surveyjs("a condition of digits", first, shown("{q1} = " + "9" * MANY), outcome=READ)
    yield _surveyjs("a condition of dots", first, shown("{q1" + ".a[0]" * 30_000 + "} = 1"), outcome=READ)
    yield _surveyjs("1,000 conditions of 1 KB", first, *(shown("({q1} = 'a')" * 80, f"n{i}") for i in range(400)))
    expression = {"type": "regex", "regex": "(a+)+" * 1_000 + "$", "text": "x"}
    yield _surveyjs("a regular expression that never ends", shown("", validators=[expression]), outcome=READ)
    yield _surveyjs("a function that is not known", first, shown("eval('__import__(1)') = 1"), outcome=READ)
    yield _surveyjs("100,000 questions", *({"type": "text", "name": f"q{i}"} for i in range(MANY)))
    yield _surveyjs("100,000 options", {**first, "choices": list(range(MANY))})
    yield _surveyjs("100,000 rows", {"type": "matrix", "name": "m", "columns": ["a", "b"], "rows": list(range(MANY))})
    grid = {"type": "matrixdropdown", "name": "m", "columns": [{"name": f"c{i}"} for i in range(300)]}
    yield _surveyjs("a matrix of 300 × 300 questions", {**grid, "rows": [f"r{i}" for i in range(300)]})
    panel: dict[str, Any] = first
    for depth in range(12):
        panel = {"type": "panel", "name": f"p{depth}", "elements": [panel], "visibleIf": "{q0} = 1"}
    yield _surveyjs("panels within panels", panel)
    yield _surveyjs("a choice that takes its options from itself", {**first, "choicesFromQuestion": "q1"})
    yield _surveyjs(
        "300 languages", {**first, "title": {f"{a}{b}": "x" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmno"}}
    )
    yield _surveyjs(
        "wrong sorts of values", {"type": [], "name": {}}, {"type": "radiogroup", "name": 7, "choices": {"a": 1}}, 5
    )
    yield _surveyjs(
        "numbers of 1e308", {"type": "text", "inputType": "number", "name": "n", "min": -1e308, "max": 1e308}
    )
    yield _surveyjs("an attack as a name", {"type": "text", "name": '"><img src=x onerror=alert(1)>'}, outcome=READ)
    attack = [{"value": '"><script>', "text": "a"}, {"value": "javascript:", "text": "b"}]
    yield _surveyjs("an attack as a value", {**first, "choices": attack}, outcome=READ)
    yield _surveyjs("places of answers in a text", first, {"type": "text", "name": "q2", "title": "{q1}" * 5_000})


def _qsf(what: str, *questions: Any, outcome: str = EITHER, says: str = "", **parts: Any) -> HostileFile:
    return HostileFile("qualtrics", what, lambda: qualtrics.qsf(list(questions), **parts), outcome, says)


def _qualtrics_files() -> Iterator[HostileFile]:
    sq, expression, logic = qualtrics.sq, qualtrics.expression, qualtrics.logic
    first = sq("QID1", QuestionText=TEXT)
    yield _qsf("questions that are there twice", first, first, outcome="refused", says="Two questions")
    tags = [sq("QID1", DataExportTag="Q"), sq("QID2", DataExportTag="Q")]
    yield _qsf("export tags that are there twice", *tags, outcome=READ)

    def on(locator: str, operator: str = "Selected", right: str | None = None) -> Any:
        return logic([expression(locator, operator, right)])

    one, two = (f"q://QID{number}/SelectableChoice/1" for number in (1, 2))
    yield _qsf("logic in a circle", sq("QID1", DisplayLogic=on(two)), sq("QID2", DisplayLogic=on(one)), outcome=READ)
    many = {str(place): expression(one, join="Or") for place in range(20_000)}
    yield _qsf(
        "logic of 20,000 parts", first, sq("QID2", DisplayLogic={"0": many, "Type": "BooleanExpression"}), outcome=READ
    )
    bomb = on("q://QID1/ChoiceTextEntryValue", "MatchesRegex", "(a+)+" * 10_000 + "$")
    yield _qsf("a regular expression that never ends", first, sq("QID2", DisplayLogic=bomb), outcome=READ)
    yield _qsf(
        "a locator of 1 MB",
        first,
        sq("QID2", DisplayLogic=on("q://QID1/" + "SelectableChoice/" * 60_000)),
        outcome=READ,
    )
    yield _qsf("100,000 options", sq("QID1", Choices={str(i): {"Display": "x"} for i in range(MANY)}, ChoiceOrder=[]))
    yield _qsf("100,000 statements", sq("QID1", "Matrix", "Likert", Choices={str(i): {} for i in range(MANY)}))
    yield _qsf("20,000 questions", *(sq(f"QID{i}") for i in range(20_000)), outcome="refused")
    yield _qsf("1,999 questions", *(sq(f"QID{i}") for i in range(1_999)), outcome="refused", says="500 is the most")
    form = {"QuestionText": "<a " * 7_000, "Choices": qualtrics.choices(*map(str, range(100))), "ChoiceOrder": []}
    yield _qsf("300 forms of 100 fields with a long text", *(sq(f"QID{i}", "TE", "FORM", **form) for i in range(300)))
    block = {"Type": "Block", "ID": "BL_All"}
    yield _qsf("one block 100,000 times", first, flow=[block] * MANY, outcome=READ)
    flow: list[Any] = [block]
    for _ in range(12):
        flow = [{"Type": "Branch", "BranchLogic": on(one), "Flow": flow}]
    yield _qsf("branches within branches", first, flow=flow, outcome=READ)
    yield _qsf(
        "piped text of 1 MB", sq("QID1", QuestionText="${" * 300_000), sq("QID2", QuestionText="${q://QID1/x}" * 9_000)
    )
    yield _qsf(
        "wrong sorts of values",
        sq("QID1", Choices=[[], 1, None], ChoiceOrder={"a": 1}, Validation=7, Language=3),
        first | {"QuestionID": "QID9"},
    )
    yield _qsf("an attack as a tag", sq("QID1", DataExportTag='"><script>alert(1)</script>'), outcome=READ)
    yield _qsf("an attack as a value", sq("QID1", RecodeValues={"1": '"><svg onload=alert(1)>'}), outcome=READ)
    yield _qsf(
        "an attack as the name of the survey",
        first,
        entry={"SurveyName": "</title><script>alert(1)</script>"},
        outcome=READ,
    )
    yield _qsf(
        "1,000 languages",
        sq(
            "QID1",
            Language={
                f"{a}{b}-{c}x": {"QuestionText": "x"} for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"
            },
        ),
        outcome=READ,
    )
    yield HostileFile("qualtrics", "a definition of Impact", lambda: json.dumps(impact_document()).encode())
