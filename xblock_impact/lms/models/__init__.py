"""The app's tables."""

from xblock_impact.lms.models.facts import CampaignCourse, CourseBackfill, FactDelivery, LearnerFact
from xblock_impact.lms.models.outbox import Answered, DeliveredAnonymously, StoredDefinition, StoredParcel

__all__ = [
    "Answered",
    "CampaignCourse",
    "CourseBackfill",
    "DeliveredAnonymously",
    "FactDelivery",
    "LearnerFact",
    "StoredDefinition",
    "StoredParcel",
]
