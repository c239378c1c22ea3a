"""How far one learner is with the waves of a block, as the block's user state keeps it.

With the LMS app the outbox in the database is the truth about what was sent, and what stands here is its mirror:
enough to show a page without asking any other store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from xblock_impact.errors import StateUnreadable
from xblock_impact.runtime.user_state import field_value

VERSION = 2
"""Of the form in which progress is stored. Whoever changes that form adds a reader below."""
ONLY_WAVE = "main"
"""Key of the one wave of a survey without a plan."""


@dataclass(frozen=True, slots=True)
class WaveProgress:
    """One wave of one learner. Empty texts and mappings where there is nothing."""

    draft: Mapping[str, object] = field(default_factory=dict)  # as typed, by input name, until it is sent
    draft_saved_at: str = ""  # UTC, as in the contract
    draft_by: str = ""  # which page, by the id that it would send under
    draft_revision: int = 1  # what the draft becomes when it is sent: above 1 it changes what was sent before
    receipt: str = ""
    revision: int = 0  # of what was sent; 0 before sending
    answers: Mapping[str, Any] | None = None  # as sent; None in anonymous mode
    answered_on: str = ""  # UTC day of what was sent; empty in anonymous mode and where an earlier release kept it
    final: bool = False  # what was sent cannot be changed, as it is no longer kept for that
    delivered: bool = False  # what was sent is known to have arrived, so that no page need ask for delivery
    parcel: Mapping[str, Any] = field(default_factory=dict)  # in runtimes without the LMS app: the outbox itself


@dataclass(frozen=True, slots=True)
class Progress:
    """All waves of one learner that have anything, by key."""

    waves: Mapping[str, WaveProgress] = field(default_factory=dict)
    first_visit_at: str = ""  # UTC, as in the contract; only kept where a plan counts from it

    def wave(self, key: str) -> WaveProgress:
        """Return one wave's progress, empty if there is none."""
        return self.waves.get(key, WaveProgress())

    def having(self, key: str, wave: WaveProgress) -> Progress:
        """Return the progress with one wave replaced; does not mutate."""
        return replace(self, waves={**self.waves, key: wave})


def read_progress(block: Any) -> Progress:
    """Return what is stored, of whatever version. Writes nothing. Raises StateUnreadable."""
    stored = field_value(block, "progress")
    try:
        if not stored:
            return _read_version_1(block)
        return _READERS[stored["version"]](stored)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StateUnreadable(f"The stored progress cannot be read: {type(error).__name__}.") from None


def write_progress(block: Any, progress: Progress) -> None:
    """Put ``progress`` into the block's field; ``user_state.keep`` writes it to the store."""
    stored: dict[str, Any] = {
        "version": VERSION,
        "waves": {key: _to_field(wave) for key, wave in progress.waves.items()},
    }
    if progress.first_visit_at:
        stored["first_visit_at"] = progress.first_visit_at
    block.progress = stored


def _to_field(wave: WaveProgress) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "draft": dict(wave.draft),
        "draft_saved_at": wave.draft_saved_at,
        "draft_by": wave.draft_by,
        "draft_revision": wave.draft_revision if wave.draft_revision > 1 else 0,
        "receipt": wave.receipt,
        "revision": wave.revision,
        "answers": None if wave.answers is None else dict(wave.answers),
        "answered_on": wave.answered_on,
        "final": wave.final,
        "delivered": wave.delivered,
        "parcel": dict(wave.parcel),
    }
    return {name: value for name, value in stored.items() if value}


def _read_version_1(block: Any) -> Progress:
    """Before there were waves: four fields of their own. They are read and never written again."""
    parcel, receipt, draft, saved_at = (
        field_value(block, name) for name in ("outbox", "receipt", "draft", "draft_saved_at")
    )
    if not (parcel or receipt or draft):
        return Progress()
    receipt = receipt or (parcel or {}).get("receipt", "")
    sent = bool(parcel or receipt)
    wave = WaveProgress(
        draft={} if sent else dict(draft or {}),
        draft_saved_at="" if sent else str(saved_at or ""),
        receipt=_of_type(receipt, str),
        revision=1 if sent else 0,
        parcel=dict(parcel or {}),
    )
    return Progress({ONLY_WAVE: wave})


def _read_version_2(stored: Mapping[str, Any]) -> Progress:
    return Progress(
        {str(key): _wave(wave) for key, wave in stored["waves"].items()},
        first_visit_at=_of_type(stored.get("first_visit_at", ""), str),
    )


_READERS: Mapping[int, Callable[[Mapping[str, Any]], Progress]] = {2: _read_version_2}


def _wave(stored: Mapping[str, Any]) -> WaveProgress:
    answers = stored.get("answers")
    return WaveProgress(
        draft=_of_type(stored.get("draft", {}), dict),
        draft_saved_at=_of_type(stored.get("draft_saved_at", ""), str),
        draft_by=_of_type(stored.get("draft_by", ""), str),
        draft_revision=_of_type(stored.get("draft_revision", 1), int),
        receipt=_of_type(stored.get("receipt", ""), str),
        revision=_of_type(stored.get("revision", 0), int),
        answers=None if answers is None else _of_type(answers, dict),
        answered_on=_of_type(stored.get("answered_on", ""), str),
        final=_of_type(stored.get("final", False), bool),
        delivered=_of_type(stored.get("delivered", False), bool),
        parcel=_of_type(stored.get("parcel", {}), dict),
    )


def _of_type(value: Any, kind: type) -> Any:
    if type(value) is not kind:  # True is an int, too
        raise TypeError(kind.__name__)
    return value
