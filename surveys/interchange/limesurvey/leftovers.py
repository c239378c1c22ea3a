"""What a LimeSurvey file holds beside questions, and rows of it that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveys.interchange.limesurvey.source import Leftover
from surveys.interchange.limesurvey.tables import Row, Tables, parent_of

_READ = frozenset(
    {
        "answer_l10ns",
        "answers",
        "conditions",
        "defaultvalues",
        "group_l10ns",
        "groups",
        "question_attributes",
        "question_l10ns",
        "questions",
        "subquestions",
        "surveys",
        "surveys_languagesettings",
    }
)
_QUOTAS = "Answers do not end a survey here. Set a campaign's period instead."
WHY_LEFT: Mapping[str, str] = {
    "assessments": "Texts that depend on points are not shown here. Scores are worked out from scales.",
    "defaultvalue_l10ns": "Questions have no default answers here: what nobody chose is no answer.",
    "quota": _QUOTAS,
    "quota_members": _QUOTAS,
    "quota_languagesettings": _QUOTAS,
    "survey_url_parameters": "Links carry no answers here. Use a recall for what is known of a person.",
    "themes": "Pages have the look of this system.",
    "themes_inherited": "Pages have the look of this system.",
}
_NO_PLACE = "A definition has no place for this."
_MISSING = "What they belong to is missing."
_KEYS = {"groups": "gid", "questions": "qid", "subquestions": "qid"}


def leftovers_of(tables: Tables) -> Iterator[Leftover]:
    """Yield what of ``tables`` cannot become part of a survey: whole tables, and rows that repeat or lack something."""
    for name, rows in tables.items():
        if name not in _READ:
            yield Leftover(name, f"The table {name[:60]} ({len(rows)} rows)", WHY_LEFT.get(name, _NO_PLACE))
    if "surveys" in tables:
        yield Leftover(
            "surveys",
            "The survey's settings",
            "Publishing, inviting and privacy are settled in a campaign here, navigation is the form's.",
        )
    weighed = sum(row.get("assessment_value", "").strip() not in {"", "0"} for row in tables.get("answers", ()))
    if weighed:
        yield Leftover("answers", f"Assessment values of {weighed} answers", WHY_LEFT["assessments"])
    for name, key in _KEYS.items():
        yield from _repeated(name, key, tables.get(name, ()))
    yield from _of_nothing(tables)


def _repeated(table: str, key: str, rows: tuple[Row, ...]) -> Iterator[Leftover]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        identity = (row.get(key, ""), row.get("language", ""))
        if identity in seen:
            what = row.get("title") or row.get("group_name") or identity[0]
            yield Leftover(
                f"{table} {identity[0]}",
                f"A second row with the number {identity[0]}: {what[:60]}",
                "Two things with one number cannot be told apart; the first was read. Give it a number of its own.",
            )
        seen.add(identity)


def _of_nothing(tables: Tables) -> Iterator[Leftover]:
    all_questions = (*tables.get("questions", ()), *tables.get("subquestions", ()))
    parts = {row.get("qid", "") for row in all_questions}
    questions = {row.get("qid", "") for row in all_questions if not parent_of(row)}
    answers = {row.get("aid", "") for row in tables.get("answers", ())}
    groups = {row.get("gid", "") for row in tables.get("groups", ())}
    belongs = (
        ("answers", "qid", parts),
        ("conditions", "qid", parts),
        ("question_attributes", "qid", parts),
        ("question_l10ns", "qid", parts),
        ("answer_l10ns", "aid", answers),
        ("group_l10ns", "gid", groups),
    )
    orphans = sum(parent_of(row) not in questions for row in all_questions if parent_of(row))
    if orphans:
        yield Leftover("subquestions", f"Subquestions ({orphans}) that belong to no question", _MISSING)
    for table, key, known in belongs:
        lost = sum(row.get(key, "") not in known for row in tables.get(table, ()))
        if lost:
            yield Leftover(table, f"Rows of {table} ({lost}) that belong to nothing", _MISSING)
