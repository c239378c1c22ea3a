"""Collecting what is found out about one question, and the verdict that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from surveys.texts import Text
from surveys.versions.model import Effect, Fact, Part, QuestionComparison, Reason, Recoding, Verdict

_VERDICTS = {
    Effect.NOTE: Verdict.COMPARABLE,
    Effect.CAUTION: Verdict.COMPARABLE,
    Effect.RECODING: Verdict.AFTER_RECODING,
    Effect.BREAK: Verdict.NOT_COMPARABLE,
}
_WORST_LAST = (Verdict.COMPARABLE, Verdict.AFTER_RECODING, Verdict.NOT_COMPARABLE)


@dataclass(slots=True)
class Findings:
    """Reasons so far, and the members of a ``Recoding`` for the answers to either version.

    ``same_meaning``: the author says, by the version, that nothing means anything else.
    """

    same_meaning: bool = True
    reasons: list[Reason] = field(default_factory=list)
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)

    def note(self, key: str, **facts: Fact) -> None:
        """Add what changes nothing."""
        self.reasons.append(Reason(key, Effect.NOTE, facts))

    def caution(self, key: str, **facts: Fact) -> None:
        """Add what has to be said beside the figures."""
        self.reasons.append(Reason(key, Effect.CAUTION, facts))

    def recode(self, key: str, **facts: Fact) -> None:
        """Add what answers have to be recoded for; how is said with ``old`` and ``new``."""
        self.reasons.append(Reason(key, Effect.RECODING, facts))

    def break_off(self, key: str, **facts: Fact) -> None:
        """Add what ends the series."""
        self.reasons.append(Reason(key, Effect.BREAK, facts))

    def texts(self, part: Part | tuple[Part, str | Text], old: Text | None, new: Text | None) -> None:
        """Add how the text of ``part``, which may say of what, changed, language by language."""
        if old is None or new is None:
            if old is not new:
                self.caution("text_added" if old is None else "text_removed", part=part)
            return
        if differing := languages_that_differ(old, new):
            self.note("wording_corrected" if self.same_meaning else "wording_changed", part=part, languages=differing)
        if added := new.keys() - old.keys():
            self.caution("translation_added", part=part, languages=tuple(sorted(added)))
        if removed := old.keys() - new.keys():
            self.caution("translation_removed", part=part, languages=tuple(sorted(removed)))

    def comparison(self, question_id: str) -> QuestionComparison:
        """Return everything that was found; of a question that is not comparable nothing is recoded."""
        verdict = verdict_of(self.reasons)
        recoded = verdict is Verdict.AFTER_RECODING
        old, new = (_recoding(members) if recoded else None for members in (self.old, self.new))
        return QuestionComparison(question_id, verdict, tuple(self.reasons), old, new)


def verdict_of(reasons: Iterable[Reason]) -> Verdict:
    """Return what ``reasons`` come to."""
    return worst(_VERDICTS[reason.effect] for reason in reasons)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the one of ``verdicts`` on what both versions have that allows least; COMPARABLE of none."""
    return max(verdicts, key=_WORST_LAST.index, default=Verdict.COMPARABLE)


def languages_that_differ(old: Text, new: Text) -> tuple[str, ...]:
    """Return the languages that both texts are in, with different words."""
    return tuple(sorted(language for language in old.keys() & new.keys() if old[language] != new[language]))


def _recoding(members: dict[str, Any]) -> Recoding | None:
    given = {name: value for name, value in members.items() if value != {}}
    return Recoding(**given) if given else None
