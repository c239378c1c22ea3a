"""Questions of ours from items of a Moodle feedback, one for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveys.definition.question_types import MAX_SHORT_TEXT
from surveys.interchange.exchange import Document
from surveys.interchange.frame import UNIT_NOT_STATED
from surveys.interchange.moodle.items import Item
from surveys.interchange.moodle.presentations import Offered, limits, longest, offered, rated
from surveys.interchange.naming import codes_for
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.report import Report
from surveys.interchange.texts_read import TextsRead
from surveys.limits import MAX_OPTIONS

_MOST_CHARACTERS = MAX_SHORT_TEXT * 5  # that a text of one line can be given
_OLD_TYPES: Mapping[str, tuple[str, str]] = {  # of Moodle 1
    "radio": ("multichoice", "r"),
    "check": ("multichoice", "c"),
    "dropdown": ("multichoice", "d"),
    "radiorated": ("multichoicerated", "r"),
    "dropdownrated": ("multichoicerated", "d"),
}


@dataclass(frozen=True, slots=True)
class QuestionMaker:
    """Makes the members of questions that depend on their type."""

    language: str
    texts: TextsRead
    report: Report

    def members_of(self, item: Item) -> Document:
        """Return type, options and limits of the question for ``item``. Raises NotCarried."""
        kind, old_type = _OLD_TYPES.get(item.type, (item.type, ""))
        make = _MAKERS.get(kind)
        if make is None:
            raise NotCarried(_REASONS.get(kind, f"There is no question of the type {kind[:40] or '(none)'} here."))
        return make(self, item, old_type)

    def _choice(self, item: Item, old_type: str) -> Document:
        offer = self._offered(item, old_type)
        codes = codes_for([str(place) for place in range(1, len(offer.options) + 1)])
        options = [self._option(item, code, text) for code, text in zip(codes, offer.options, strict=True)]
        return {"type": "multiple_response" if offer.several else "single_choice", "options": options}

    def _scale(self, item: Item, old_type: str) -> Document:
        points = rated(self._offered(item, old_type))
        if [point.place for point in points] != sorted(point.place for point in points):
            self.report.changed(item.path, "Options", "They stand from the lowest value to the highest.")
        if len({point.value for point in points}) < len(points):
            self.report.changed(item.path, "Options", "Some have the same value; each is a point of the scale here.")
        codes = codes_for([f"{point.value:g}" for point in points])
        options = [self._option(item, code, point.text) for code, point in zip(codes, points, strict=True)]
        return {"type": "scale", "options": options}

    def _offered(self, item: Item, old_type: str) -> Offered:
        offer = offered(item.presentation, old_type)
        if not 2 <= len(offer.options) <= MAX_OPTIONS:
            raise NotCarried(f"It has {len(offer.options):,} options. From 2 to {MAX_OPTIONS} are possible.")
        if offer.side_by_side:
            self.report.left_out(item.path, "Options side by side", "The form decides by the width of the screen.")
        return offer

    def _option(self, item: Item, code: str, text: str) -> Document:
        words = self.texts.plain(text, item.path)
        if not words:
            self.report.assumed(item.path, f"Text of option {code}", "It has no words: its code stands there.")
        return {"code": code, "text": {self.language: words or code}}

    def _number(self, item: Item, _: str) -> Document:
        least, most = limits(item.presentation)
        if least is not None and most is not None and most < least:
            self.report.changed(item.path, "Highest number", "It is below the lowest, so there is none here.")
            most = None
        self.report.assumed(
            item.path, "Unit", f"The file names none: {UNIT_NOT_STATED} stands there. Say what is counted."
        )
        members = {"unit": {self.language: UNIT_NOT_STATED}, "minimum": least, "maximum": most, "whole": False}
        return {"type": "number", **{name: value for name, value in members.items() if value is not None}}

    def _short_text(self, item: Item, _: str) -> Document:
        most = longest(item.presentation) or MAX_SHORT_TEXT
        if most > _MOST_CHARACTERS:
            self.report.changed(
                item.path, "Longest answer", f"{_MOST_CHARACTERS:,} characters is the most for one line."
            )
        return {"type": "short_text", "maximum": min(most, _MOST_CHARACTERS)}

    def _free_text(self, item: Item, _: str) -> Document:
        return {"type": "free_text"}


_MAKERS: Mapping[str, Callable[[QuestionMaker, Item, str], Document]] = {
    "multichoice": QuestionMaker._choice,
    "multichoicerated": QuestionMaker._scale,
    "numeric": QuestionMaker._number,
    "textfield": QuestionMaker._short_text,
    "textarea": QuestionMaker._free_text,
}

_REASONS: Mapping[str, str] = {
    "captcha": "Impact asks learners who have signed in, so nobody has to prove to be human.",
    "info": "Moodle fills it in itself (course, category or time). Figures here know the course without it.",
}
