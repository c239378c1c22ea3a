"""SurveyJS JSON: definitions from it and for it (survey-core 3).

What SurveyJS has no property for stands in one of our own, ``impact`` (``own``), so that what is written here can be
read here again without loss.
"""

from surveys.interchange.surveyjs.reading import read
from surveys.interchange.surveyjs.writing import write

__all__ = ["read", "write"]
