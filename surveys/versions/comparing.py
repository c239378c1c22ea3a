"""A whole survey in two versions."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.definition.model import Survey
from surveys.versions.circumstances import AUDIENCE, compare_routing
from surveys.versions.findings import Findings, worst
from surveys.versions.model import Comparison, Effect, QuestionComparison, Reason, ScaleComparison, Verdict
from surveys.versions.placing import out_of_order, placed_questions
from surveys.versions.questions import compare_question
from surveys.versions.scales import compare_scales
from surveys.versions.whole import changed_recalls, compare_whole, written_differently

_IN_BOTH = (Verdict.COMPARABLE, Verdict.AFTER_RECODING, Verdict.NOT_COMPARABLE)


def compare(old: Survey, new: Survey) -> Comparison:
    """Return what differs between two versions of a survey, and what that means for its series.

    Nothing that differs is left without a reason. Answers are not looked at: ``recode`` applies what is found.
    """
    questions = _questions(old, new)
    scales = compare_scales(old, new, questions)
    reasons = compare_whole(old, new)
    if not reasons and (written_differently(old, new) or (old.digest != new.digest and _silent(questions, scales))):
        reasons = (Reason("written_differently", Effect.NOTE),)
    verdicts = [one.verdict for one in questions.values() if one.verdict in _IN_BOTH]
    verdict = worst(verdicts) if verdicts else Verdict.NOT_COMPARABLE
    return Comparison(old, new, verdict, reasons, questions, scales)


def _silent(questions: Mapping[str, QuestionComparison], scales: Mapping[str, ScaleComparison]) -> bool:
    """Return whether nothing is said of any question or scale."""
    parts: list[QuestionComparison | ScaleComparison] = [*questions.values(), *scales.values()]
    return not any(part.reasons or part.verdict is not Verdict.COMPARABLE for part in parts)


def _questions(old: Survey, new: Survey) -> Mapping[str, QuestionComparison]:
    before, after = placed_questions(old), placed_questions(new)
    moved = out_of_order(list(before), list(after))
    changed = set(changed_recalls(old, new))
    compared: dict[str, QuestionComparison] = {}
    for name, placed in after.items():
        if name not in before:
            compared[name] = QuestionComparison(name, Verdict.ADDED)
            continue
        found = compare_question(before[name], placed)
        compare_routing(placed, changed, found)
        if name in moved:
            found.caution("asked_elsewhere")
        compared[name] = found.comparison(name)
        if _leads_elsewhere(found, compared[name]):
            changed.add(name)
    removed = {name: QuestionComparison(name, Verdict.REMOVED) for name in before if name not in after}
    return {**compared, **removed}


def _leads_elsewhere(found: Findings, comparison: QuestionComparison) -> bool:
    """Return whether conditions on this question may hold for others than before."""
    return comparison.verdict is not Verdict.COMPARABLE or any(reason.key in AUDIENCE for reason in found.reasons)
