"""The app's tables."""

from xblock_impact.lms.models.facts import CampaignCourse, FactDelivery, LearnerFact
from xblock_impact.lms.models.outbox import Answered, DeliveredAnonymously, StoredDefinition, StoredParcel

__all__ = [
    "Answered",
    "CampaignCourse",
    "DeliveredAnonymously",
    "FactDelivery",
    "LearnerFact",
    "StoredDefinition",
    "StoredParcel",
]
