"""Settings of a question that no definition has: reported, unless they say what LimeSurvey does anyway."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.interchange.limesurvey.own import COLUMN
from surveys.interchange.limesurvey.source import SourceQuestion
from surveys.interchange.report import Report

_CARRIED: Mapping[str, str] = {
    "date_format": "D",
    "date_max": "D",
    "date_min": "D",
    "dualscale_headerA": "1",
    "dualscale_headerB": "1",
    "exclude_all_others": "MP",
    "max_answers": "MPR",
    "max_num_value_n": "NK",
    "maximum_chars": "STUQ",
    "min_answers": "MP",
    "min_num_value_n": "NK",
    "num_value_int_only": "NK",
    "other_replace_text": "L!MP",
    "slider_layout": "K",
    "slider_max": "K",
    "slider_min": "K",
    "suffix": "NK",
}
"""Attribute → types of question whose converter reads it."""

_NOTHING = frozenset({"", "0", "N", "core", "default", "none", "normal"})
_AS_ALWAYS: Mapping[str, frozenset[str]] = {
    "assessment_value": frozenset({"1"}),
    "dropdown_dates_minute_step": frozenset({"1"}),
    "fix_height": frozenset({"200"}),
    "question_theme_name": frozenset({"core"}),
    "samechoiceheight": frozenset({"1"}),
    "samelistheight": frozenset({"1"}),
    "save_as_default": frozenset({"Y"}),
    "showpopups": frozenset({"1"}),
    "statistics_showgraph": frozenset({"1"}),
    "time_limit_action": frozenset({"1"}),
}
"""Attribute → values, besides those that are nothing, that LimeSurvey gives it unasked."""

_RULE = "Answers are checked against what their type says, not against rules of one's own."
_ORDER = "Everybody gets the questions and options in one order."
_FILTER = "Options and items are always all shown."
_WHY: Mapping[str, str] = {
    "alphasort": _ORDER,
    "answer_order": _ORDER,
    "array_filter": _FILTER,
    "array_filter_exclude": _FILTER,
    "em_validation_q": _RULE,
    "em_validation_sq": _RULE,
    "equals_num_value": _RULE,
    "max_num_value": _RULE,
    "min_answers": "A ranking has no fewest places here.",
    "min_num_value": _RULE,
    "numbers_only": "Ask it as a number.",
    "parent_order": _ORDER,
    "random_group": _ORDER,
    "random_order": _ORDER,
    "subquestion_order": _ORDER,
    "time_limit": "Nobody is hurried: questions have no time limit.",
}
_LOOKS = "It says how LimeSurvey shows the question or what it does with answers. The form here has its own way."


def report_settings(report: Report, question: SourceQuestion) -> None:
    """Report what of ``question``, which is carried, its document does not say."""
    looks = []
    for name in question.attributes:
        value = question.attribute(name).strip()
        if name.startswith(COLUMN) or _is_carried(question, name) or _says_nothing(name, value):
            continue
        if name in _WHY:
            report.left_out(f"{question.path}.{name[:60]}", f"{name[:60]} = {value[:100]}", _WHY[name])
        else:
            looks.append(name[:60])
    if looks:
        report.left_out(question.path, f"Settings: {', '.join(looks)}", _LOOKS)
    _report_rules(report, question)


def _report_rules(report: Report, question: SourceQuestion) -> None:
    path = question.path
    if question.pattern.strip():
        report.left_out(f"{path}.validation", f"The pattern {question.pattern[:100]}", _RULE)
    if question.has_default:
        report.left_out(f"{path}.default", "The default answer", "What nobody chose is no answer.")
    if question.has_script:
        report.left_out(f"{path}.script", "The script of the question", "A definition holds no scripts.")
    for part in (*question.subquestions, *question.answers):
        if part.relevance.strip() not in {"", "1"}:
            report.left_out(f"{part.path}.relevance", f"The condition {part.relevance[:100]}", _FILTER)
        if part.pattern.strip():
            report.left_out(f"{part.path}.validation", f"The pattern {part.pattern[:100]}", _RULE)


def _is_carried(question: SourceQuestion, name: str) -> bool:
    if name == "prefix" and not question.attribute("suffix"):
        return question.type in "NK"
    return question.type in _CARRIED.get(name, "")


def _says_nothing(name: str, value: str) -> bool:
    return value in _NOTHING or value in _AS_ALWAYS.get(name, ())
