"""Names of what Impact adds to statements."""

from __future__ import annotations

from enum import StrEnum

NAMESPACE = "urn:impact:xapi:"


class Extension(StrEnum):
    """Keys of extensions. A published key never changes its meaning."""

    # In the context of every statement.
    CAMPAIGN = f"{NAMESPACE}campaign"
    MODE = f"{NAMESPACE}mode"
    WAVE = f"{NAMESPACE}wave"
    REVISION = f"{NAMESPACE}revision"
    SURVEY = f"{NAMESPACE}survey"
    SURVEY_VERSION = f"{NAMESPACE}survey-version"

    # In the context of an answer.
    QUESTION = f"{NAMESPACE}question"
    QUESTION_VERSION = f"{NAMESPACE}question-version"
    LEVEL = f"{NAMESPACE}level"
    NODE = f"{NAMESPACE}node"

    # In the definition of a question.
    QUESTION_TYPE = f"{NAMESPACE}question-type"
    UNIT = f"{NAMESPACE}unit"
    NOT_APPLICABLE = f"{NAMESPACE}not-applicable"
    SCALE = f"{NAMESPACE}scale"
    REVERSED = f"{NAMESPACE}reversed"
    BATTERY = f"{NAMESPACE}battery"
