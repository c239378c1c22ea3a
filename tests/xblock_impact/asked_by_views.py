"""Run as a program in an empty folder: prints, as JSON, what each view of the demo course asks of its database.

Whatever opens a connection to another machine, or to another process of this one, fails.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

VIEWS = ("student_view", "author_view", "studio_view", "public_view")
SCENES = ("impact.0", "impact.1", "impact.2")
PERSONAS = ("learner_new", "learner_draft", "learner_sent", "learner_long_ago", "staff_1", "stranger_1", "none")


def main() -> None:
    """Prepare a course with learners at every stage, then look at every view of every survey as everybody."""
    warnings.simplefilter("ignore")
    Path("var").mkdir()
    os.environ["DJANGO_SETTINGS_MODULE"] = "xblock_impact.workbench.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, run_syncdb=True, verbosity=0)
    _prepare()
    asked = {
        f"{scene} {view} {persona}": _asked(scene, view, persona)
        for scene in SCENES
        for view in VIEWS
        for persona in PERSONAS
    }
    json.dump(asked, sys.stdout)


def _prepare() -> None:
    from surveys.contract import FactKind
    from tests.xblock_impact.course import call
    from tests.xblock_impact.pilot import ID, TERMS, good_answers
    from xblock_impact.lms.facts.learner_facts import note_fact
    from xblock_impact.workbench.scenes import load_scenes

    load_scenes()
    call(_block("impact.0", "learner_draft"), "save_draft", {"answers": {"improve": "half"}})
    sent = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}
    if call(_block("impact.0", "learner_sent"), "submit", sent).status != 200:
        raise RuntimeError("Nothing was sent.")
    note_fact("learner_long_ago", "", FactKind.COMPLETED, datetime.now(UTC) - timedelta(days=40))


def _block(scene: str, persona: str) -> Any:
    from workbench.runtime import WorkbenchRuntime
    from workbench.scenarios import SCENARIOS

    return WorkbenchRuntime(persona).get_block(SCENARIOS[scene].usage_id)


def _asked(scene: str, view: str, persona: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    block = _block(scene, persona)
    with CaptureQueriesContext(connection) as captured, patch.object(socket.socket, "connect", _refused):
        block.runtime.render(block, view, {})
    return [query["sql"] for query in captured.captured_queries]


def _refused(_socket: Any, address: object) -> None:
    raise AssertionError(f"A view called {address}.")


if __name__ == "__main__":
    main()
