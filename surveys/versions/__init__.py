"""Two versions of a survey: what differs, and whether answers to both may stand in one series.

``docs/versions.md`` gives the rules with their reasons.
"""

from surveys.versions.comparing import compare
from surveys.versions.model import (
    Comparison,
    Effect,
    Fact,
    Part,
    QuestionComparison,
    Range,
    Reason,
    Recoding,
    ScaleComparison,
    Verdict,
)
from surveys.versions.recode import Recoded, recode, recode_new
from surveys.versions.words import reason_in_words, verdict_in_words

__all__ = [
    "Comparison",
    "Effect",
    "Fact",
    "Part",
    "QuestionComparison",
    "Range",
    "Reason",
    "Recoded",
    "Recoding",
    "ScaleComparison",
    "Verdict",
    "compare",
    "reason_in_words",
    "recode",
    "recode_new",
    "verdict_in_words",
]
