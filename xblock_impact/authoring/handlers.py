"""The handlers of Studio: who may not edit gets 403, whatever is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import wraps
from typing import Any

from xblock_impact.authoring import checking, comparing, importing, library, previewing, saving
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Handler, Json, json_handler
from xblock_impact.runtime.learner import learner_of, may_edit
from xblock_impact.words import studio_words_in

MAX_AUTHOR_BYTES = 2_500_000
"""Of a request. A little below what Django takes by itself (``DATA_UPLOAD_MAX_MEMORY_SIZE``), so that the refusal is
ours and says what to do.
"""


def author_handler(handle: Handler) -> Any:
    """Make a handler of ``handle(block, document)`` as ``json_handler`` does, for those who may edit the block."""

    @wraps(handle)
    def allowed(block: Any, document: Json) -> Json:
        if not may_edit(block, learner_of(block)):
            raise Refused(403, "Not allowed", studio_words_in(block.page_language())["not_allowed"])
        return handle(block, document)

    return json_handler(allowed, most=MAX_AUTHOR_BYTES)


class AuthorHandlers:
    """What the block answers to its editor. A survey and a plan are given as documents: ``definition``, ``waves``."""

    @author_handler
    def save_settings(self, document: Json) -> Json:
        """All settings, ``definition``, ``waves``, ``based_on`` → ``{result, settings, state}``; 409 if somebody else
        saved meanwhile.
        """
        return saving.save_settings(self, document)

    @author_handler
    def check_survey(self, document: Json) -> Json:
        """The same → ``{problems: [{path, message, unfilled}], waves: [sentence]}``. Keeps nothing."""
        return checking.check_survey(self, document, datetime.now(UTC))

    @author_handler
    def preview_survey(self, document: Json) -> Json:
        """``{definition, language, question?, answered_before?}`` → ``{html}``; 422 while there is nothing to show."""
        return previewing.preview_survey(self, document)

    @author_handler
    def list_instruments(self, _document: Json) -> Json:
        """``{}`` → ``{instruments}``, in the order in which a training needs them."""
        return library.list_instruments(self)

    @author_handler
    def read_instrument(self, document: Json) -> Json:
        """``{name}`` → ``{definition}`` of an instrument."""
        return library.read_instrument(self, document)

    @author_handler
    def import_survey(self, document: Json) -> Json:
        """``{name, data, level?, licence?, language?}`` → ``{definition, report}``; ``data``: the file in base64."""
        return importing.import_survey(self, document)

    @author_handler
    def compare_survey(self, document: Json) -> Json:
        """``{definition}`` → what differs from what is saved, and how many have answered that if it is known."""
        return comparing.compare_survey(self, document)
