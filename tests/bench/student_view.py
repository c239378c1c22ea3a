"""``student_view`` of a ten-question form, against xblock-poll's survey with as many questions, in one workbench."""

from __future__ import annotations

import copy
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from typing import Any
from unittest.mock import patch

from surveys.definition import Survey, load_survey
from surveys.instruments import load_instrument
from tests.bench.pairs import Ratio, as_ratio, in_turn, seconds

QUESTIONS = 10
RENDERINGS = 20  # a measurement
ROUNDS = 15


def measure() -> Iterator[Ratio]:
    """Yield the ratio of the times that one rendering takes."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xblock_impact.workbench.settings"
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, run_syncdb=True, verbosity=0)
        with patch("xblock_impact.configuration.reading.load_instrument", lambda _name: ten_questions()):
            ours = _renderer("impact", '<impact campaign="bench" instrument="pilot"/>')
            theirs = _renderer("survey", _survey_of_poll())
            pairs = in_turn(lambda: seconds(ours), lambda: seconds(theirs), ROUNDS)
    each = [(our / RENDERINGS, their / RENDERINGS) for our, their in pairs]
    yield as_ratio("student_view, 10 questions ÷ xblock-poll survey", each, "s", at_most=1.0)


_ten: list[Survey] = []


def ten_questions() -> Survey:
    """Return the pilot instrument cut to its first ten questions."""
    if not _ten:
        document: dict[str, Any] = copy.deepcopy(dict(load_instrument("pilot").data))
        left = QUESTIONS
        for page in document["pages"]:
            page["questions"] = page["questions"][:left]
            left -= len(page["questions"])
        document["pages"] = [page for page in document["pages"] if page["questions"]]
        _ten.append(load_survey(document))
    return _ten[0]


def _survey_of_poll() -> str:
    words = [text.text.in_language("en") for text in ten_questions()]
    questions = [[f"q{place}", {"label": label, "img": None, "img_alt": None}] for place, label in enumerate(words)]
    answers = [
        ["sa", "Strongly agree"],
        ["a", "Agree"],
        ["n", "Neutral"],
        ["d", "Disagree"],
        ["sd", "Strongly disagree"],
    ]
    tally = {question[0]: {answer[0]: 0 for answer in answers} for question in questions}
    texts = {"questions": questions, "answers": answers, "tally": tally}
    given = " ".join(f"{name}='{json.dumps(value).replace(chr(39), '&#39;')}'" for name, value in texts.items())
    return f"<survey {given}/>"


def _renderer(name: str, xml: str) -> Callable[[], None]:
    from workbench.runtime import WorkbenchRuntime
    from workbench.scenarios import SCENARIOS, add_xml_scenario

    add_xml_scenario(f"bench.{name}", f"Bench {name}", xml)
    usage = next(scenario.usage_id for key, scenario in SCENARIOS.items() if key == f"bench.{name}")

    def render() -> None:
        for _ in range(RENDERINGS):
            block = WorkbenchRuntime("learner_1").get_block(usage)
            html = block.runtime.render(block, "student_view", {}).content
            if html.count('type="radio"') < QUESTIONS:
                raise RuntimeError(f"{name} showed no form: {html[:300]}")

    return render
