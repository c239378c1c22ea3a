"""Results of a campaign: storage and analysis joined, privacy applied once, for page, JSON and CSV alike."""

from evaluation.results.build import campaign_results
from evaluation.results.model import (
    CampaignResults,
    CampaignSummary,
    LevelResult,
    Release,
    ReleaseState,
)
from evaluation.results.period import Period, month_from_wire
from evaluation.results.question import OptionResult, QuestionFigures, QuestionResult, RankedOption, Wording
from evaluation.results.snapshot import snapshot
from evaluation.results.summary import campaign_summaries
from evaluation.results.table import results_csv

__all__ = [
    "CampaignResults",
    "CampaignSummary",
    "LevelResult",
    "OptionResult",
    "Period",
    "QuestionFigures",
    "QuestionResult",
    "RankedOption",
    "Release",
    "ReleaseState",
    "Wording",
    "campaign_results",
    "campaign_summaries",
    "month_from_wire",
    "results_csv",
    "snapshot",
]
