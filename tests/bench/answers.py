"""Synthetic answers: respondents × QUESTIONS single answers over two years, the same rows for every backend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

QUESTIONS = 15
OPTIONS = 5
MONTHS = tuple(year * 100 + month for year in (2025, 2026) for month in range(1, 13))
SEED = 20261122


def synthetic_answers(answers: int) -> pd.DataFrame:
    """Return ``answers`` rows: question, respondent [ordinal], level [1-7], month [YYYYMM], option; ordered as stored.

    Options are skewed as in real surveys (most answers on the upper points), months are uneven.
    """
    draw = np.random.default_rng(SEED)
    respondents = answers // QUESTIONS
    rows = respondents * QUESTIONS
    question = np.repeat(np.arange(1, QUESTIONS + 1), respondents)
    month_of = draw.choice(np.array(MONTHS), respondents, p=_uneven(draw, len(MONTHS)))
    return pd.DataFrame(
        {
            "question": question,
            "respondent": np.tile(np.arange(respondents), QUESTIONS),
            "level": (question - 1) % 7 + 1,
            "month": np.tile(month_of, QUESTIONS),
            "option": draw.choice(np.arange(1, OPTIONS + 1), rows, p=[0.02, 0.05, 0.13, 0.45, 0.35]),
        }
    )


def _uneven(draw: np.random.Generator, parts: int) -> np.ndarray:
    weights = draw.uniform(0.5, 1.5, parts)
    return np.asarray(weights / weights.sum())


def batches(frame: pd.DataFrame, size: int = 200_000) -> Iterator[pd.DataFrame]:
    """Yield ``frame`` in slices of ``size`` rows."""
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]
