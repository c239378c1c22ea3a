"""Which blocks are shown, in which order and on which condition: the survey's flow.

Blocks in branches are shown on the branch's logic; what else a flow does is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.interchange.qualtrics.source import Members, Source, is_on, listed, members, words
from surveys.interchange.report import Report

_TRASH = "Trash"
_BLOCKS = frozenset({"Block", "Standard"})
_REASONS = {
    "EmbeddedData": "Data from outside the survey are not kept with answers.",
    "EndSurvey": "A survey ends after its last page. Give the pages that follow a condition instead.",
    "WebService": "A survey here asks nothing of other systems.",
    "Authenticator": "Who answers is known from the course.",
    "QuotaCheck": "There are no quotas here.",
    "Quota": "There are no quotas here.",
    "SupplementalData": "Data from outside the survey are not kept with answers.",
    "ReferenceSurvey": "Another survey is not in the file. Import it on its own.",
}
_INSIDE_STAYS = {
    "BlockRandomizer": "Its blocks are all shown, in the order of the file.",
    "Randomizer": "Its blocks are all shown, in the order of the file.",
    "Group": "Its blocks are shown where it stands.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A block in the order of the form. ``logics`` are all those on which it is shown."""

    id: str
    block: Members
    logics: tuple[object, ...]


def blocks_shown(source: Source, report: Report) -> Iterator[Shown]:
    """Yield the blocks that respondents see, and note what of the flow is not carried."""
    seen: set[str] = set()
    again: set[str] = set()
    for shown in _all_shown(source, report):
        if shown.id in seen:
            if shown.id not in again:
                report.left_out(shown.id, "Block shown again", "A question is asked once.")
            again.add(shown.id)
        elif words(shown.block.get("Type")) != _TRASH:
            seen.add(shown.id)
            _note_block(shown, report)
            yield shown


def is_trash(block: Members) -> bool:
    """Return whether a block holds questions that were thrown away."""
    return words(block.get("Type")) == _TRASH


def _all_shown(source: Source, report: Report) -> Iterator[Shown]:
    if source.flow is None:
        yield from (Shown(name, block, ()) for name, block in source.blocks.items())
        return
    yield from _walk(source, source.flow, (), report)


def _walk(source: Source, flow: list[object], logics: tuple[object, ...], report: Report) -> Iterator[Shown]:
    for step in map(members, flow):
        kind, path = words(step.get("Type")), words(step.get("FlowID")) or "flow"
        if kind in _BLOCKS:
            name = words(step.get("ID"))
            if name in source.blocks:
                yield Shown(name, source.blocks[name], logics)
            else:
                report.left_out(path, f"Block {name[:80]}", "It is in the flow but not in the file.")
            continue
        _note_step(kind, path, step, report)
        inside = (*logics, step.get("BranchLogic")) if kind == "Branch" else logics
        yield from _walk(source, listed(step.get("Flow")), inside, report)


def _note_step(kind: str, path: str, step: Members, report: Report) -> None:
    if kind == "Branch":
        return
    if kind in _INSIDE_STAYS:
        if kind != "Group":
            report.left_out(path, "Random order of blocks", _INSIDE_STAYS[kind])
        return
    described = words(step.get("Description"))
    what = f"{kind or 'Step'} in the flow{f': {described[:80]}' if described else ''}"
    report.left_out(path, what, _REASONS.get(kind, "A survey here has no such step."))


def _note_block(shown: Shown, report: Report) -> None:
    options = members(shown.block.get("Options"))
    if _is_set(options.get("Looping")):
        report.left_out(shown.id, "Loop and merge", "Its questions are asked once. Copy them for each turn.")
    if _is_set(options.get("RandomizeQuestions")):
        report.left_out(shown.id, "Random order of questions", "They stand in the order of the file.")


def _is_set(value: object) -> bool:
    return is_on(value) or words(value).lower() not in {"", "false", "none"}
