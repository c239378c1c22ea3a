"""What questions and surveys of Qualtrics have besides what is asked, for the report."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.interchange.qualtrics.source import Source, SourceQuestion, is_on, listed, members, words
from surveys.interchange.report import Report

_WITHOUT_CONTENT = frozenset({"", "QC", "RS", "STAT", "PL", "PROJ", "TR"})  # counts, sets of answers, links, statistics
_ELEMENTS: Mapping[str, tuple[str, str]] = {
    "QO": ("Quota", "There are no quotas here."),
    "QG": ("Quotas", "There are no quotas here."),
    "QGO": ("Quotas", "There are no quotas here."),
    "NT": ("Note", "It is for those who edit the survey. Keep it elsewhere."),
    "SCO": ("Scoring", "Say which questions make a scale instead."),
}
_OPTIONS: Mapping[str, str] = {
    "Header": "Put it on the course's page, or in the text of the first page.",
    "Footer": "Put it on the course's page, or in the text of the last page.",
    "EOSRedirectURL": "After sending, respondents stay on the page of the course.",
    "EOSMessage": "The words of thanks are those of Impact.",
    "CustomStyles": "The form has the look of the platform.",
}
_NONE = frozenset({"", "None", "false"})


def note_question(source: SourceQuestion, report: Report) -> None:
    """Note what a question has that no question here has."""
    payload, note = source.payload, report.left_out
    if payload.get("QuestionJS"):
        note(source.path, "JavaScript", "Questions here run no code of their own.")
    if words(members(payload.get("Randomization")).get("Type")) not in _NONE:
        note(source.path, "Random order of choices", "They stand in the order of the file.")
    if payload.get("DynamicChoices"):
        note(source.path, "Choices carried over from another question", "Only its own choices are offered.")
    if payload.get("DefaultChoices"):
        note(source.path, "Answer filled in beforehand", "Nothing is filled in: an answer is given, not left standing.")
    if listed(payload.get("GradingData")):
        note(source.path, "Points of answers", "Scores come from scales here.")
    if words(source.settings.get("Type")) == "CustomValidation":
        note(source.path, "Validation of its own", "The answer is not checked for it.")
    if payload.get("SkipLogic"):
        note(source.path, "Skip logic", "Give the questions that are passed over a condition instead.")


def note_survey(source: Source, report: Report) -> None:
    """Note what a survey has besides its questions."""
    for element in source.others:
        kind = words(element.get("Element"))
        if kind in _WITHOUT_CONTENT or (kind == "SCO" and not _has_scores(element.get("Payload"))):
            continue
        what, why = _ELEMENTS.get(kind, (f"Element {kind[:20]}", "It is not known here."))
        report.left_out(words(element.get("PrimaryAttribute")) or kind, what, why)
    for name, why in _OPTIONS.items():
        value = source.options.get(name)
        if (isinstance(value, dict | list) and value) or is_on(value) or words(value) not in _NONE:
            report.left_out("Survey Options", name, why)


def _has_scores(payload: object) -> bool:
    return bool(members(members(payload).get("ScoringCategories")))
