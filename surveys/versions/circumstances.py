"""What surrounds a question: who is asked it, when, in which company, and where its figures are shown."""

from __future__ import annotations

from collections.abc import Collection

from surveys.conditions import Condition
from surveys.definition.model import Battery
from surveys.versions.findings import Findings
from surveys.versions.model import Part
from surveys.versions.placing import Placed, differ

AUDIENCE = frozenset(
    {
        "condition_added", "condition_changed", "condition_removed", "page_condition_added", "page_condition_changed",
        "page_condition_removed", "led_to_by_changed",
    }
)  # fmt: skip
"""Keys of the reasons that say that others are asked."""


def compare_circumstances(old: Placed, new: Placed, found: Findings) -> None:
    """Add to ``found`` what changed around one question but for what is known only of the whole form."""
    _who_answers(old, new, found)
    _company(old, new, found)
    _use(old, new, found)


def compare_routing(new: Placed, changed: Collection[str], found: Findings) -> None:
    """Add that others are asked because of the answers to ``changed``: questions and recalls that are not the same."""
    conditions = [one for one in (new.page.condition, new.question.condition) if one is not None]
    looks_at = frozenset().union(*(condition.variables for condition in conditions))
    if leading := sorted(looks_at.intersection(changed)):
        found.caution("led_to_by_changed", questions=tuple(leading))


def _who_answers(old: Placed, new: Placed, found: Findings) -> None:
    before, after = old.question, new.question
    _condition("condition", before.condition, after.condition, found)
    _condition("page_condition", old.page.condition, new.page.condition, found)
    if before.required != after.required:
        found.caution("required_now" if after.required else "required_no_more")
    if before.declinable != after.declinable:
        found.recode("declinable_now" if after.declinable else "declinable_no_more")
        (found.new if after.declinable else found.old)["without_declined"] = True


def _condition(name: str, old: Condition | None, new: Condition | None, found: Findings) -> None:
    if old is None or new is None:
        if old is not new:
            found.caution(f"{name}_added" if old is None else f"{name}_removed")
    elif differ(old.document, new.document):
        found.caution(f"{name}_changed")


def _company(old: Placed, new: Placed, found: Findings) -> None:
    if old.page.id != new.page.id:
        found.caution("other_page", old=old.page.title, new=new.page.title)
    before, after = old.question.battery, new.question.battery
    if before is None or after is None:
        if before is not after:
            found.caution("in_battery_now" if before is None else "in_battery_no_more")
        return
    if before.id != after.id:
        found.caution("other_battery", old=before.id, new=after.id)
    _battery(before, after, found)


def _battery(old: Battery, new: Battery, found: Findings) -> None:
    if old.grid != new.grid:
        found.caution("grid_now" if new.grid else "grid_no_more")
    found.texts(Part.BATTERY, old.text, new.text)
    found.texts(Part.BATTERY_HELP, old.help, new.help)


def _use(old: Placed, new: Placed, found: Findings) -> None:
    before, after = old.question, new.question
    if before.level is not after.level:
        found.note("other_level", old=before.level, new=after.level)
    if before.node != after.node:
        found.note("other_node")
    if before.privacy is not after.privacy:
        found.caution("other_privacy", old=before.privacy, new=after.privacy)
    _scale(before.scale, after.scale, found)
    if before.reversed != after.reversed:
        _key(found, on_scale=before.scale is not None and after.scale is not None, reversed_now=after.reversed)


def _scale(old: str | None, new: str | None, found: Findings) -> None:
    if old == new:
        return
    if old and new:
        found.note("other_scale", old=old, new=new)
    else:
        found.note("on_scale_now" if new else "on_scale_no_more", scale=new or old or "")


def _key(found: Findings, *, on_scale: bool, reversed_now: bool) -> None:
    if not on_scale:
        found.note("reversed_off_scale")
        return
    found.recode("reversed_now" if reversed_now else "reversed_no_more")
    found.old["by_other_key"] = True
