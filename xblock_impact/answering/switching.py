"""What a learner looks at next: another wave, another language, or what they sent, to change it. And that they were
here at all, where waves are counted from it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.contract import instant_to_wire
from xblock_impact.answering.admitting import LANGUAGE, admit, configured, visit, wave_in
from xblock_impact.answering.mirroring import heal
from xblock_impact.answering.page import part
from xblock_impact.answering.waves import counts_from_first_visit
from xblock_impact.delivery.records import records
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.progress import read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep

CHANGE = "change"


def show(block: Any, document: Json, now: datetime) -> Json:
    """``{wave, language, change}`` → ``{html}``: what the page shows of a wave, in a language of the survey. Raises
    Refused.
    """
    learner = admit(block, document)
    configuration = configured(block)
    key = wave_in(document, configuration)
    heal(block, key, records().outbox(block, learner, key))
    asking = visit(block, learner, configuration, now, document.get(LANGUAGE))
    return {"html": part(asking, key, changing=document.get(CHANGE) is True)}


def note_first_visit(block: Any, _document: Json, now: datetime) -> Json:
    """``{}`` → ``{first_visit_at}``, None where no wave is counted from it. Later visits change nothing. Raises
    Refused.
    """
    learner, configuration = admit(block), configured(block)
    if not counts_from_first_visit(configuration.plan):
        return {"first_visit_at": None}
    records().visited(block, learner, configuration.campaign, configuration.mode, now)
    with exclusive(block):
        progress = read_progress(block)
        if not progress.first_visit_at:
            progress = replace(progress, first_visit_at=instant_to_wire(now))
            write_progress(block, progress)
            keep(block)
    return {"first_visit_at": progress.first_visit_at}
