"""One submission → one statement that it was submitted, and one for each closed question that was answered.

The only module that imports the extra ``aspects``; loaded where that is installed, by ``apps``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from event_routing_backends.processors.xapi import constants
from event_routing_backends.processors.xapi.registry import XApiTransformersRegistry
from event_routing_backends.processors.xapi.transformer import (
    OneToManyChildXApiTransformerMixin,
    OneToManyXApiTransformerMixin,
    XApiTransformer,
)
from tincan import (
    Activity,
    ActivityDefinition,
    ActivityList,
    Agent,
    Context,
    ContextActivities,
    Result,
    Statement,
    Verb,
)

from surveys.contract import Submission
from surveys.definition import Question
from surveys.privacy import PrivacyMode
from xblock_impact.aspects.answered_form import AnsweredForm
from xblock_impact.aspects.events import SUBMITTED, form_told_by, usage_key_of
from xblock_impact.aspects.extensions import Extension
from xblock_impact.aspects.interactions import definition_of, language_map, language_tag, response_of
from xblock_impact.aspects.statement_ids import statement_id

SURVEY = "http://id.tincanapi.com/activitytype/survey"
SUBMIT = "http://activitystrea.ms/schema/1.0/submit"


class OfSubmission:
    """What all statements on one submission have in common.

    In confidential mode they say no more of the person than the service gets: the campaign's pseudonym. The
    platform's own id for the actor, its session and the exact time would each lead to the account.
    """

    event: Mapping[str, Any]
    form: AnsweredForm
    child_id = ""

    @property
    def submission(self) -> Submission:
        """What was sent."""
        return self.form.submission

    @property
    def confidential(self) -> bool:
        """Whether the actor is a pseudonym."""
        return self.submission.mode is PrivacyMode.CONFIDENTIAL

    def get_event_id(self) -> str:
        """Return the statement's id."""
        return str(statement_id(self.submission, self.child_id))

    def get_timestamp(self) -> datetime:
        """Return when it was sent: to the second, in confidential mode the day."""
        sent = self.submission.answered_at
        return sent.replace(hour=0, minute=0, second=0) if self.confidential else sent

    def get_actor(self) -> Agent:
        """Return who answered."""
        participant = self.submission.participant
        if self.confidential and participant is not None:
            return Agent(account={"homePage": settings.LMS_ROOT_URL, "name": participant.id})
        return super().get_actor()  # type: ignore[misc]  # of the transformer that this is mixed into

    def get_context(self) -> Context:
        """Return the context, with the language that was answered in."""
        context = super().get_context()  # type: ignore[misc]
        context.language = language_tag(self.submission.language)
        return context

    def get_context_extensions(self) -> dict[str, Any]:
        """Return the extensions of the context."""
        extensions: dict[str, Any] = super().get_context_extensions()  # type: ignore[misc]
        if self.confidential:
            extensions.pop(constants.XAPI_CONTEXT_SESSION_ID, None)
        survey, sent = self.form.survey, self.submission
        extensions |= {
            Extension.CAMPAIGN.value: sent.campaign,
            Extension.MODE.value: sent.mode.value,
            Extension.WAVE.value: sent.wave,
            Extension.REVISION.value: sent.revision,
            Extension.SURVEY.value: survey.id,
            Extension.SURVEY_VERSION.value: survey.version,
        }
        return extensions


class AnsweredTransformer(OfSubmission, OneToManyChildXApiTransformerMixin, XApiTransformer):  # type: ignore[misc]
    """The statement on the answer to one question; ``child_id`` is the question's id."""

    _verb = Verb(id=constants.XAPI_VERB_ANSWERED, display={constants.EN: constants.ANSWERED})
    additional_fields = ("result",)

    def __init__(self, form: AnsweredForm, **of_parent: Any) -> None:
        super().__init__(**of_parent)
        self.form = form

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.form.survey.questions[self.child_id]

    def get_actor(self) -> Agent:
        """Return who answered: whoever submitted."""
        return self.parent.actor

    def get_object(self) -> Activity:
        """Return the question, as a part of its block."""
        return Activity(
            id=f"{self.parent.object.id}#{self.child_id}", definition=ActivityDefinition(definition_of(self.question))
        )

    def get_result(self) -> Result:
        """Return the answer. There is no right one: neither success nor score."""
        return Result(response=response_of(self.question, self.submission.answers[self.child_id]))

    def get_context_activities(self) -> ContextActivities:
        """Return the survey and, where there is one, the course."""
        if self.parent.context.context_activities is None:
            return ContextActivities(parent=ActivityList([self.parent.object]))
        return super().get_context_activities()

    def get_context_extensions(self) -> dict[str, Any]:
        """Return the extensions of the context: those of the submission, and the question's."""
        extensions = super().get_context_extensions()
        extensions |= {
            Extension.QUESTION.value: self.question.id,
            Extension.QUESTION_VERSION.value: self.question.version,
            Extension.LEVEL.value: self.question.level.value,
        }
        if self.question.node is not None:
            extensions[Extension.NODE.value] = self.question.node
        return extensions


@XApiTransformersRegistry.register(SUBMITTED)
class SubmittedTransformer(OfSubmission, OneToManyXApiTransformerMixin, XApiTransformer):  # type: ignore[misc]
    """The statements on one submission; none at all where nothing may be told."""

    _verb = Verb(id=SUBMIT, display={constants.EN: "submitted"})
    child_transformer_class = AnsweredTransformer

    def transform(self) -> list[Statement] | Statement | None:
        """Return the statements."""
        form = form_told_by(self.event)
        if form is None:
            return None
        self.form = form
        return super().transform()

    def get_child_ids(self) -> list[str]:
        """Return the ids of the closed questions that were answered, in the order of the form."""
        return list(self.submission.answers)

    def transform_children(self, parent: Statement) -> list[Statement]:
        """Return the statements on the answers."""
        return [
            AnsweredTransformer(self.form, parent=parent, child_id=name, event=self.event).transform()
            for name in self.get_child_ids()
        ]

    def get_object(self) -> Activity:
        """Return the survey, as the block."""
        definition = {"type": SURVEY, "name": language_map(self.form.survey.title)}
        return Activity(
            id=self.get_object_iri("xblock", usage_key_of(self.event)), definition=ActivityDefinition(definition)
        )
