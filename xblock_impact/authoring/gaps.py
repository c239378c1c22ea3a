"""What a survey still lacks to tell whether training works: levels, measures of behaviour, translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition import Question, QuestionType, Survey
from surveys.definition.model import TEXTS
from surveys.levels import Level

_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})
_NO_TEXTS = frozenset({"condition"})


@dataclass(frozen=True, slots=True)
class Gaps:
    """``questions``: how many there are on each level, in the order of the map."""

    questions: Mapping[Level, int]
    unmeasured: bool  # behaviour is asked about in words only, so nothing can be counted
    without_indicators: bool  # behaviour is asked about, and nothing by which its result shows
    untranslated: Mapping[str, int]  # texts that a language lacks, by language; only languages that lack some

    @property
    def empty_levels(self) -> tuple[Level, ...]:
        """Levels on which nothing is asked."""
        return tuple(level for level, count in self.questions.items() if not count)


def gaps_of(survey: Survey) -> Gaps:
    """Return what ``survey`` lacks. Words for an option "other" are no questions of their own."""
    asked = [question for question in survey if question.specifies is None]
    count = Counter(question.level for question in asked)
    behaviour = [question for question in asked if question.level is Level.WORK_BEHAVIOUR]
    missing = Counter(language for text in _texts(survey.data) for language in survey.languages if language not in text)
    return Gaps(
        questions={level: count[level] for level in Level},
        unmeasured=bool(behaviour) and not any(map(_is_measure, behaviour)),
        without_indicators=bool(behaviour) and not count[Level.INDICATORS],
        untranslated={language: missing[language] for language in survey.languages if missing[language]},
    )


def _is_measure(question: Question) -> bool:
    return question.type not in TEXTS and question.type is not QuestionType.DATE


def _texts(value: Any) -> Iterator[Mapping[str, str]]:
    """Yield every text of a definition that loads."""
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in _TEXTS:
                yield inner
            elif name == "ends":
                yield from inner
            elif name not in _NO_TEXTS:
                yield from _texts(inner)
