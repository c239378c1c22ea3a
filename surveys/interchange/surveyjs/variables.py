"""What the names in SurveyJS's expressions and texts stand for, as far as a survey has been read or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.conditions import Kind, ValueType
from surveys.interchange.expressions import Answer, Counted, Meaning, Untranslatable

COMMENT = "-Comment"
"""What SurveyJS appends to the name of a question for the words given with an option such as "other"."""

REFUSED = "refused"
"""The value of SurveyJS's own option "prefer not to say"."""

OTHER_VALUE = "other"
"""The value of SurveyJS's own option "other"."""

_LENGTH = ".length"


@dataclass(frozen=True, slots=True)
class Known:
    """A question, an item, the words for "other" or a recall.

    ``name``: in the file, None where SurveyJS has none for it; ``codes``: ours by the file's values of the options, if
    they differ; ``refusable``: it has the option REFUSED; ``ordered``: its answer is a list whose order counts.
    """

    id: str
    name: str | None
    kind: Kind
    codes: Mapping[str, str] = field(default_factory=dict)
    refusable: bool = False
    ordered: bool = False


class Variables:
    """What is known so far, by our ids and by the names of the file."""

    def __init__(self) -> None:
        self._by_id: dict[str, Known] = {}
        self._by_name: dict[str, Known] = {}

    def add(self, known: Known) -> None:
        """Note what was asked; of two with one name, SurveyJS and we know the first."""
        self._by_id[known.id] = known
        if known.name is not None:
            self._by_name.setdefault(known.name.lower(), known)

    def named(self, name: str) -> Known | None:
        """Return what the file calls ``name``, whatever its capital letters; ``#`` only keeps a value as it is."""
        return self._by_name.get(name.removeprefix("#").lower())

    def known(self, our_id: str) -> Known:
        """Return what has ``our_id`` here. Raises Untranslatable."""
        if our_id in self._by_id:
            return self._by_id[our_id]
        raise Untranslatable(f"There is no {our_id} before it.")

    def name_of(self, our_id: str) -> str:
        """Return the name in the file. Raises Untranslatable where there is none."""
        name = self.known(our_id).name
        if name is None:
            raise Untranslatable(f"SurveyJS has no name for {our_id}.")
        return name

    def meaning(self, name: str) -> Meaning:
        """Return what ``name`` means in an expression. Raises Untranslatable."""
        if known := self.named(name):
            return Answer(known.id, known.kind, known.codes, ordered=known.ordered)
        listed = self.named(name.removesuffix(_LENGTH)) if name.endswith(_LENGTH) else None
        if listed is not None and listed.kind.type is ValueType.CODES:
            return Counted(listed.id, listed.kind)
        raise Untranslatable(f"There is no question {name[:60]!r} before it whose answer could be looked at.")
