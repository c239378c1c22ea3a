"""Scores on one scale in two versions: on which items they can be compared."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.definition.model import Scale, Survey
from surveys.versions.findings import Findings, verdict_of
from surveys.versions.model import Part, QuestionComparison, ScaleComparison, Verdict


def compare_scales(
    old: Survey, new: Survey, questions: Mapping[str, QuestionComparison]
) -> Mapping[str, ScaleComparison]:
    """Return what became of each scale, in the order of the new version, then what was removed."""
    before, after = ({scale.id: scale for scale in survey.scales} for survey in (old, new))
    compared = {
        name: _compare(before.get(name), scale, _Items(old, new, name), questions) for name, scale in after.items()
    }
    removed = {name: ScaleComparison(name, Verdict.REMOVED) for name in before if name not in after}
    return {**compared, **removed}


class _Items:
    """Ids of the items of one scale in both versions."""

    def __init__(self, old: Survey, new: Survey, scale: str) -> None:
        self.old, self.new = ([question.id for question in survey if question.scale == scale] for survey in (old, new))
        self.gone = tuple(name for name in self.old if name not in self.new)
        self.come = tuple(name for name in self.new if name not in self.old)
        self.both = [name for name in self.new if name in self.old]


def _compare(
    old: Scale | None, new: Scale, items: _Items, questions: Mapping[str, QuestionComparison]
) -> ScaleComparison:
    if old is None:
        return ScaleComparison(new.id, Verdict.ADDED)
    found = Findings(same_meaning=False)
    found.texts(Part.SCALE_TITLE, old.title, new.title)
    kept = tuple(name for name in items.both if questions[name].verdict is not Verdict.NOT_COMPARABLE)
    broken = tuple(name for name in items.both if name not in kept)
    recoded = tuple(name for name in kept if questions[name].verdict is Verdict.AFTER_RECODING)
    only_out_of_100 = any(_rescaled(questions[name]) for name in kept)
    for key, names in (("items_gone", items.gone), ("items_come", items.come), ("items_broken", broken)):
        if names:
            found.recode(key, items=names)
    if recoded:
        found.recode("items_recoded", items=recoded)
    if only_out_of_100:
        found.recode("only_out_of_100")
    if 2 * len(kept) < max(len(items.old), len(items.new)):
        found.break_off("too_few_items", kept=len(kept), old=len(items.old), new=len(items.new))
    verdict = verdict_of(found.reasons)
    usable = () if verdict is Verdict.NOT_COMPARABLE else kept
    return ScaleComparison(new.id, verdict, tuple(found.reasons), usable, only_out_of_100 and bool(usable))


def _rescaled(question: QuestionComparison) -> bool:
    sides = (question.old_recoding, question.new_recoding)
    return any(side is not None and side.out_of_100 for side in sides)
