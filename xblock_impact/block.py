"""The block itself: fields in, fragments and JSON out. What it does stands in the modules it calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web_fragments.fragment import Fragment
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.fields import Dict, Scope, String
from xblock.validation import Validation, ValidationMessage

from surveys.privacy import MIN_RESPONDENTS, PrivacyMode
from surveys.words import language_of_words
from xblock_impact.answering import student
from xblock_impact.answering.apps import survey_for_apps
from xblock_impact.answering.handlers import LearnerHandlers
from xblock_impact.authoring import editor, summary
from xblock_impact.authoring.handlers import AuthorHandlers
from xblock_impact.authoring.searching import searchable_texts
from xblock_impact.configuration.olx import put_document, take_documents
from xblock_impact.configuration.reading import (
    Configuration,
    read_configuration,
    stored_values,
)
from xblock_impact.configuration.stored_fields import Document, ForgivingInteger
from xblock_impact.delivery.records import records
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.runtime.clock import now_of
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import learner_of, wanted_language
from xblock_impact.words import words_in


@XBlock.needs("i18n")
@XBlock.wants("clock", "completion", "enrollments", "settings", "studio_user_permissions", "user")
class ImpactBlock(LearnerHandlers, AuthorHandlers, CompletableXBlockMixin, XBlock):  # type: ignore[misc]  # XBlock has no types
    """A survey in a course. Type ``impact``; settings of the server in ``XBLOCK_SETTINGS["ImpactBlock"]``."""

    block_settings_key = "ImpactBlock"

    display_name = String(default="Impact", scope=Scope.settings, help="Title of the survey in the course.")
    title_language = String(default="", scope=Scope.settings, help="Language that the title is written in.")
    instrument = String(default="pilot", scope=Scope.settings, help="Name of the instrument that is asked.")
    campaign = String(default="", scope=Scope.settings, help="Key of the campaign that answers count in.")
    privacy_mode = String(
        default=PrivacyMode.CONFIDENTIAL.value,
        scope=Scope.settings,
        help="identified, confidential or anonymous.",
    )
    min_respondents = ForgivingInteger(
        default=MIN_RESPONDENTS, scope=Scope.settings, help="Fewest persons whose figures may be shown."
    )

    definition = Document(default=None, scope=Scope.content, help="A survey of the author's own.")
    waves = Document(default=None, scope=Scope.settings, help="When the survey is held; None: at any time, once.")

    progress = Dict(scope=Scope.user_state, help="How far the learner is with each wave: see runtime.progress.")
    # Before there were waves. Read where progress is empty, never written again.
    draft = Dict(scope=Scope.user_state, help="Answers as typed, by input name, until they were sent.")
    draft_saved_at = String(default="", scope=Scope.user_state, help="When the draft was kept (UTC).")
    outbox = Dict(scope=Scope.user_state, help="The submission on its way to the evaluation service.")
    receipt = String(default="", scope=Scope.user_state, help="The learner's receipt; empty before sending.")

    def __repr__(self) -> str:
        """Name the block without the learner's state: runtimes log blocks."""
        return f"<ImpactBlock {self.scope_ids.usage_id}>"

    @classmethod
    def parse_xml(cls, node: Any, runtime: Any, keys: Any) -> Any:
        """Make the block of an import: its documents are elements, the rest attributes."""
        documents = take_documents(node)
        block = super().parse_xml(node, runtime, keys)
        for name, text in documents.items():
            setattr(block, name, cls.fields[name].from_string(text))
        return block

    def _add_field(self, node: Any, field_name: str, field: Any) -> None:
        if isinstance(field, Document):
            if (value := field.read_from(self)) is not None:
                put_document(node, field_name, field.to_string(value))
        else:
            super()._add_field(node, field_name, field)

    @XBlock.supports("multi_device")  # type: ignore[untyped-decorator]
    def student_view(self, _context: object = None) -> Fragment:
        """The form, or the thanks with the receipt."""
        return student.student_fragment(self, now_of(self))

    def public_view(self, _context: object = None) -> Fragment:
        """For somebody who is not signed in."""
        return student.public_fragment(self)

    def author_view(self, _context: object = None) -> Fragment:
        """The summary in Studio."""
        return summary.author_fragment(self)

    def studio_view(self, _context: object = None) -> Fragment:
        """The editor in Studio."""
        return editor.studio_fragment(self)

    def student_view_data(self, _context: object = None) -> Json:
        """What apps show of a block without its HTML: nothing of the learner."""
        return survey_for_apps(self)

    def clear_student_state(self, user_id: str, **_more: object) -> None:
        """Let a learner answer anew: the platform calls this when the course team deletes their state, and deletes the
        fields itself. ``user_id``: their anonymous id. Raises ResetRefused, upon which the platform deletes nothing.
        """
        records().reset(self, user_id)

    def configuration(self) -> Configuration:
        """Return the author's settings, checked. Raises ConfigurationIncomplete."""
        return read_configuration(stored_values(self), words_in(self.page_language()))

    def settings_bucket(self) -> Mapping[str, Any]:
        """Return the operator's settings of this kind of block; empty where the runtime has none."""
        service = self.runtime.service(self, "settings")
        return (service.get_settings_bucket(self) if service is not None else None) or {}

    def page_language(self) -> str:
        """Return the language of everything but the survey itself."""
        return language_of_words(wanted_language(self, learner_of(self)) or "")

    def validate(self) -> Validation:
        """Return what Studio lists above the block."""
        validation = Validation(self.scope_ids.usage_id)
        try:
            self.configuration()
        except ConfigurationIncomplete as incomplete:
            for problem in summary.problems_in_words(self, incomplete):
                validation.add(ValidationMessage(ValidationMessage.ERROR, problem))
        return validation

    def index_dictionary(self) -> dict[str, Any]:
        """Return what a course search finds: the questions too."""
        index: dict[str, Any] = super().index_dictionary()
        index["content_type"] = "Impact survey"
        try:
            survey = self.configuration().survey
        except ConfigurationIncomplete:
            return index
        index.setdefault("content", {})["questions"] = " ".join(searchable_texts(survey))
        return index

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return the scenes of the workbench."""
        xml = (
            '<impact display_name="Pilot" instrument="pilot" campaign="demo-pilot" '
            'privacy_mode="confidential" min_respondents="5"/>'
        )
        return [("Impact pilot", xml)]
