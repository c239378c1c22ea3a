"""The handlers that a learner's page, the course team's panel and the mobile apps call."""

from __future__ import annotations

from typing import Any

from xblock_impact.answering import apps, delivering, drafts, panel, receipts, submitting, switching
from xblock_impact.runtime.clock import now_of
from xblock_impact.runtime.handlers import Json, json_handler, json_view


class LearnerHandlers:
    """Part of the block. What a page sends names its ``wave``; a survey with one wave need not."""

    @json_handler
    def save_draft(self: Any, document: Json) -> Json:
        """``{wave, revision, answers}`` → ``{saved_at, kept, problems}``."""
        return drafts.save_draft(self, document, now_of(self))

    @json_handler
    def submit(self: Any, document: Json) -> Json:
        """``{submission_id, wave, revision, language, terms, answers}`` → ``{receipt, html}``; 409 and 422 carry the
        form with what is in the way as ``html``.
        """
        return submitting.submit(self, document, now_of(self))

    @json_handler
    def show(self: Any, document: Json) -> Json:
        """``{wave, language, change}`` → ``{html}``."""
        return switching.show(self, document, now_of(self))

    @json_handler
    def first_visit(self: Any, document: Json) -> Json:
        """``{}`` → ``{first_visit_at}``."""
        return switching.note_first_visit(self, document, now_of(self))

    @json_handler
    def check_receipt(self: Any, document: Json) -> Json:
        """``{wave}`` → ``{wave, receipt, state, text}``."""
        return receipts.check_receipt(self, document, now_of(self))

    @json_handler
    def relay(self: Any, _document: Json) -> Json:
        """``{}`` → ``{delivered, pending, wait}``: delivers what this learner has in the outbox."""
        return delivering.relay(self, now_of(self))

    @json_handler
    def delivery_status(self: Any, _document: Json) -> Json:
        """``{}`` → ``{html}``, for the course team."""
        return panel.delivery_status(self, now_of(self))

    @json_handler
    def resend(self: Any, _document: Json) -> Json:
        """``{}`` → ``{html}``, for the course team, after another try to deliver."""
        return panel.resend(self, now_of(self))

    @json_view
    def student_view_user_state(self: Any) -> Json:
        """``{waves}`` of the asking learner, for the mobile apps."""
        return apps.state_for_apps(self, now_of(self))
