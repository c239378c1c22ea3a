"""Properties of SurveyJS that a definition has no member for, and what they did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from surveys.interchange.report import Report
from surveys.interchange.surveyjs.own import PROPERTY

_APPEARANCE = re.compile(
    r"""(?x) (?i: width|height|location|layout|progressbar|logo|background|indent|colcount|colspan|startwithnewline
    |placeholder|errortext|navigation|^show(?!CommentArea)|^display|render|component|size|align|^autofocus|^autoadvance
    |^allow|^search|^useDisplay|^hideIf|^rate(Type|Color)|^scaleColor|^state$|^sjsVersion$|^(complete|page\w+|edit
    |preview)Text$|^titleActions$|^optionsCaption$|^requiredMark$|^cols$|^autocomplete$|^swapOrder$|^cookieName$
    |^survey\w*Id$ )"""
)
_MEANS: Mapping[str, str] = {
    "enableIf": "Questions here can always be answered once they are asked. Use a condition on asking it.",
    "readOnly": "Questions here can always be answered once they are asked.",
    "requiredIf": "A question here is required or not, whatever was answered. It is as its isRequired says.",
    "isRequired": "Only questions are required here, not pages or panels. Mark the questions in it.",
    "defaultValue": "Questions here begin without an answer.",
    "defaultValueExpression": "Questions here begin without an answer.",
    "valueName": "Two questions cannot share an answer here.",
    "choicesByUrl": "Options stand in the definition itself. Write them there.",
    "choicesFromQuestion": "Options stand in the definition itself. Write them there.",
    "choicesVisibleIf": "All options of a question are offered, whatever was answered.",
    "choicesEnableIf": "All options of a question are offered, whatever was answered.",
    "rowsVisibleIf": "All items of a battery are asked together. Ask some of them as questions of their own.",
    "columnsVisibleIf": "All options of a question are offered, whatever was answered.",
    "visibleIf": "All options of a question, and all items of a battery, are offered, whatever was answered.",
    "minValueExpression": "Bounds are fixed here.",
    "maxValueExpression": "Bounds are fixed here.",
    "setValueExpression": "Answers come from the respondent only.",
    "setValueIf": "Answers come from the respondent only.",
    "resetValueIf": "Answers come from the respondent only.",
    "triggers": "What triggers do has no counterpart; conditions say when something is asked.",
    "calculatedValues": "Conditions look at answers only; nothing is calculated.",
    "completedHtml": "The page after sending is the course's or the campaign's own.",
    "completedBeforeHtml": "The page after sending is the course's or the campaign's own.",
    "completedHtmlOnCondition": "The page after sending is the course's or the campaign's own.",
    "showCommentArea": "Ask for the comment in a question of its own.",
    "hasComment": "Ask for the comment in a question of its own.",
    "commentText": "Ask for the comment in a question of its own.",
    "maskType": "What is typed is not brought into a form; say in the help how to write it.",
    "maskSettings": "What is typed is not brought into a form; say in the help how to write it.",
    "minLength": "Texts have no least length here.",
    "clearIfInvisible": "A question that is not asked is not answered here.",
    "correctAnswer": "Answers are not marked as right or wrong; the course has problems for that.",
    "choicesOrder": "Options are shown in the order of the definition.",
    "rowOrder": "Items are shown in the order of the definition.",
    "randomize": "Everything is shown in the order of the definition.",
    "questionOrder": "Questions are asked in the order of the definition.",
    "firstPageIsStartPage": "The first page is a page like the others.",
    "timeLimit": "There is no limit to the time to answer.",
    "timeLimitPerPage": "There is no limit to the time to answer.",
    "imageLink": "Options are words. Describe the image in the option's text.",
}
_OTHERWISE = "There is no counterpart in a definition."
_LOOKS = "It is about looks or words of the form, which is the same for all surveys."


class Leftovers:
    """Counts the properties that nothing was made of, to report each name once with the first place it stands at."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}

    def note(self, element: Mapping[str, Any], path: str, used: Iterable[str]) -> None:
        """Note all properties of ``element``, which stands at ``path``, but those ``used``.

        What is false or empty does nothing in SurveyJS.
        """
        known = {*used, PROPERTY, "name", "type"}
        for name, value in element.items():
            if name not in known and value not in (None, False, "", "default", [], {}):
                self._places.setdefault(name, []).append(f"{path}.{name}" if path else name)

    def tell(self, report: Report) -> None:
        """Add a finding for each name to ``report``."""
        for name, places in self._places.items():
            times = f" ({len(places)} times)" if len(places) > 1 else ""
            why = _MEANS.get(name) or (_LOOKS if _APPEARANCE.search(name) else _OTHERWISE)
            report.left_out(places[0], f"{name[:60]}{times}", why)
