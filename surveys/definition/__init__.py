"""Survey definitions: values (``model``), reading them with every problem reported at once (``load``)."""

from surveys.definition.load import load_survey
from surveys.definition.model import Option, Page, Question, QuestionType, Scale, Survey

__all__ = ["Option", "Page", "Question", "QuestionType", "Scale", "Survey", "load_survey"]
