"""Scores: of one respondent on the scales of a survey, and of a recommendation. ``docs/scoring.md`` says how."""

from surveys.scoring.recommendation import (
    FIRST_PASSIVE,
    FIRST_PROMOTER,
    RecommendationGroup,
    recommendation_group,
    recommendation_score,
)
from surveys.scoring.scales import ScaleScore, place_on_scale, scale_score, survey_scores

__all__ = [
    "FIRST_PASSIVE",
    "FIRST_PROMOTER",
    "RecommendationGroup",
    "ScaleScore",
    "place_on_scale",
    "recommendation_group",
    "recommendation_score",
    "scale_score",
    "survey_scores",
]
