"""Random changes to a definition, and what makes them."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass

from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid
from surveys.levels import Level
from tests.bench.forty_questions import forty_questions
from tests.surveys.versions import changes_of_options as options
from tests.surveys.versions import changes_of_surveys as surveys
from tests.surveys.versions.picking import Change, Document, NothingThere, set_to, shuffle, text_of, toggle

_KEPT = frozenset(
    {
        "role", "experience", "finished", "spent", "relevance", "difficulty", "device", "recommend", "used", "where",
        "how_often", "times", "barriers", "result", "example", "map", "share",
    }
)  # fmt: skip


def a_survey() -> Survey:
    """Return a survey with every type, conditions, scales, recalls and options of every sort, and no more."""
    document: Document = copy.deepcopy(dict(forty_questions().data))
    for page in document["pages"]:
        page["questions"] = [question for question in page["questions"] if question["id"] in _KEPT]
    document["recalls"] = [{"id": f"goal_{place}", "survey": "baseline", "question": "goal"} for place in (1, 2)]
    return load_survey(document)


@dataclass(slots=True)
class Mutator:
    """Makes changed copies of a document that still load."""

    draw: random.Random

    def changed(self, survey: Survey, times: int = 1) -> tuple[Survey, list[str]]:
        """Return ``survey`` after so many changes, and what each of them was."""
        names: list[str] = []
        while len(names) < times:
            name, change = self.draw.choice(CHANGES)
            changed = self.once(survey, change)
            if changed is not None:
                survey = changed
                names.append(name)
        return survey, names

    def once(self, survey: Survey, change: Change) -> Survey | None:
        """Return ``survey`` after one change, None if it came to nothing or to nothing that loads."""
        document: Document = copy.deepcopy(dict(survey.data))
        try:
            change(document, self.draw)
            changed = load_survey(document)
        except (NothingThere, DefinitionInvalid):
            return None  # such as without an option that a condition looks for
        return None if changed.digest == survey.digest else changed


_AMOUNTS = [None, 0, 1, 5, 5.0, 40, 100]

CHANGES: list[tuple[str, Change]] = [
    ("text", text_of("text")),
    ("help", text_of("help")),
    ("unit", text_of("unit", "number")),
    ("version", surveys.raise_version),
    ("type", surveys.change_type),
    ("required", toggle("required")),
    ("declinable", toggle("declinable")),
    ("privacy", set_to("privacy", ["standard", "sensitive"])),
    ("level", set_to("level", [level.value for level in Level])),
    ("node", set_to("node", [None, "a_node", "another"])),
    ("condition", surveys.change_condition),
    ("an option is added", options.add_option),
    ("an option is removed", options.remove_option),
    ("options are reordered", options.shuffle_options),
    ("an option is relabelled", options.relabel),
    ("two labels are swapped", options.swap_labels),
    ("a code is renamed", options.rename_code),
    ("a flag of an option", options.flag_option),
    ("other points", options.points_of_another_length),
    ("minimum", set_to("minimum", _AMOUNTS, "number", "duration")),
    ("maximum", set_to("maximum", _AMOUNTS, "number", "duration", "short_text", "free_text")),
    ("options to choose", set_to("maximum", [None, 1, 2, 3, 4], "multiple_response", "ranking")),
    ("fewest to choose", set_to("minimum", [None, 0, 1, 2], "multiple_response")),
    ("whole", set_to("whole", [None, True, False], "number")),
    ("earliest", set_to("earliest", [None, "2026-01-01", "2026-06-30"], "date")),
    ("latest", set_to("latest", [None, "2026-12-31", "2026-06-30"], "date")),
    ("ends", set_to("ends", [None, [{"en": "No"}, {"en": "Yes"}], [{"en": "Never"}, {"en": "Yes"}]], "recommendation")),
    ("scale", set_to("scale", [None, "content", "support"], "scale", "battery")),
    ("reversed", toggle("reversed", "scale")),
    ("grid", toggle("grid", "battery")),
    ("an item", options.change_item),
    ("an item is added", options.add_item),
    ("an item is removed", options.remove_item),
    ("items are reordered", options.shuffle_items),
    ("an item leaves its battery", options.out_of_battery),
    ("a question is moved", surveys.move_question),
    ("a question is added", surveys.add_question),
    ("a question is removed", surveys.remove_question),
    ("a page", surveys.change_page),
    ("pages are reordered", shuffle("pages")),
    ("a page is added", surveys.add_page),
    ("the head", surveys.change_head),
    ("scales", surveys.change_scales),
    ("scales are reordered", shuffle("scales")),
    ("recalls", surveys.change_recalls),
    ("recalls are reordered", shuffle("recalls")),
    ("defaults are spelt out", surveys.spell_out_defaults),
]
