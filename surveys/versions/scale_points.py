"""How the points of a scale changed: their number, their codes, their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveys.definition.model import Option, Question
from surveys.versions.findings import Findings, languages_that_differ


def compare_points(old: Question, new: Question, renamed: Mapping[str, str], found: Findings) -> None:
    """Add to ``found`` what became of the points. ``renamed`` gives old codes their new name."""
    before, after = points_of(old, new), points_of(new, old)
    named = [renamed.get(point.code, point.code) for point in before]
    codes = [point.code for point in after]
    kept = [code for code in named if code in codes]
    in_order = kept == [code for code in codes if code in kept]
    if len(kept) == len(before) == len(after):
        if not in_order:
            found.recode("points_reordered")
            found.old["by_other_key"] = True
    elif not in_order:
        found.break_off("points_changed_and_reordered")
    elif not all(_is_same_end(before[end], after[end], renamed) for end in (0, -1)):
        found.break_off("points_with_other_ends")
    elif _on_same_places(named, codes):
        recoded = {code: other for code, other in zip(named, codes, strict=True) if code != other}
        found.recode("points_recoded", pairs=as_pairs(recoded))
        found.old["codes"].update(recoded)
    else:
        found.recode("points_changed", old=len(before), new=len(after))
        found.old["out_of_100"], found.new["out_of_100"] = _out_of_100(before), _out_of_100(after)


def points_of(question: Question, other: Question) -> list[Option]:
    """Return the points of ``question``, without those that ``other`` sets apart ("not applicable")."""
    apart = {option.code for option in other.options if option.not_applicable}
    return [point for point in question.points if point.code not in apart]


def as_pairs(codes: Mapping[str, str]) -> tuple[str, ...]:
    """Return old codes with new ones as they are shown."""
    return tuple(f"{old} → {new}" for old, new in codes.items())


def _is_same_end(old: Option, new: Option, renamed: Mapping[str, str]) -> bool:
    """Return whether both mean the same: by their label, or by their code if that was not given to another point."""
    alike = bool(old.text.keys() & new.text) and not languages_that_differ(old.text, new.text)
    return alike or renamed.get(old.code, old.code) == new.code


def _on_same_places(before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether every point that both have stands on the same place of as many."""
    places = {code: place for place, code in enumerate(after)}
    return len(before) == len(after) and all(places.get(code, place) == place for place, code in enumerate(before))


def _out_of_100(points: Sequence[Option]) -> dict[str, float]:
    last = max(len(points) - 1, 1)
    return {point.code: 100 * place / last for place, point in enumerate(points)}
