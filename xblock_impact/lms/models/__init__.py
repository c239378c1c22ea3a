"""The app's tables."""

from xblock_impact.lms.models.outbox import Answered, DeliveredAnonymously, StoredDefinition, StoredParcel

__all__ = ["Answered", "DeliveredAnonymously", "StoredDefinition", "StoredParcel"]
