"""Made-up surveys with every type of question, and submissions of learners that may send several times."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.definition import Question, QuestionType, Survey, load_survey
from surveys.definition.model import LISTS, TEXTS
from surveys.privacy import PrivacyClass, PrivacyMode
from tests.surveys.form.made_up import MadeUp
from tests.xblock_impact.aspects.lms import Sent

MODES = (PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL)


class MadeUpSubmissions:
    """Makes submissions. Words in them are always ``marker``."""

    def __init__(self, draw: random.Random, marker: str) -> None:
        self.draw, self.marker, self.surveys = draw, marker, MadeUp(draw)

    def survey(self) -> Survey:
        """Return a survey, some of whose questions are sensitive."""
        document = dict(self.surveys.survey().data)
        for page in document["pages"]:
            for question in page["questions"]:
                if self.draw.random() < 0.15:
                    question["privacy"] = PrivacyClass.SENSITIVE.value
        return load_survey(document)

    def answers(self, survey: Survey) -> Mapping[str, AnswerValue]:
        """Return answers to most questions; whatever may be written is the marker."""
        return {question.id: self._answer(question) for question in survey if self.draw.random() < 0.9}

    def _answer(self, question: Question) -> AnswerValue:
        draw, codes = self.draw, [option.code for option in question.options]
        if question.type in TEXTS:
            return self.marker
        if question.declinable and draw.random() < 0.1:
            return None
        if question.type in LISTS:
            return draw.sample(codes, draw.randint(1, len(codes)))
        if codes:
            return draw.choice(codes)
        if question.type is QuestionType.DATE:
            return f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        return draw.choice([0, 1, 7.25, 10])

    def sent(self, survey: Survey, **more: Any) -> Sent:
        """Return a first submission to ``survey``."""
        identity = UUID(int=self.draw.getrandbits(128), version=4)
        return Sent(survey, self.answers(survey), submission_id=identity, mode=self.draw.choice(MODES), **more)
