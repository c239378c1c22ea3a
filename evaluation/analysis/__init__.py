"""Statistics of counts: frames in, frames and frozen values out. No SQL, no Flask.

Everything is computed from how often each option was chosen, never from rows of persons. pandas and
statsmodels are imported where they are used: they take longer to load than the rest of the service together.
"""

from importlib import import_module

from evaluation.analysis.distribution import distribution
from evaluation.analysis.months import MonthBin, month_bins
from evaluation.analysis.numbers import NumberBin, NumberSummary, number_bins, number_summary
from evaluation.analysis.proportion import CONFIDENCE, METHOD, Proportion, top_2_box
from evaluation.analysis.ranking import Places, places
from evaluation.analysis.recommendation import Recommendation, recommendation

__all__ = [
    "CONFIDENCE",
    "METHOD",
    "MonthBin",
    "NumberBin",
    "NumberSummary",
    "Places",
    "Proportion",
    "Recommendation",
    "distribution",
    "load_libraries",
    "month_bins",
    "number_bins",
    "number_summary",
    "places",
    "recommendation",
    "top_2_box",
]


def load_libraries() -> None:
    """Load pandas and statsmodels, so that the first figures do not wait for them."""
    import_module("statsmodels.stats.proportion")
    import_module("statsmodels.stats.weightstats")
