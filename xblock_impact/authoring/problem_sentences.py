"""Which English sentence about a survey or a plan is which of the editor's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from surveys.errors import Problem


@dataclass(frozen=True)
class Rule:
    """``key``: of the words. ``says``: the whole English sentence, with groups for its facts; ``at``: how paths end
    where it means this. ``unfilled``: something is not there yet. ``ids``: facts that are ids of questions. ``few``:
    it means a list that is too short, which the sentence for one that is too long does not tell apart.
    """

    key: str
    says: str
    at: str = ""
    unfilled: bool = False
    ids: frozenset[str] = field(default=frozenset())
    few: bool = False

    @cached_property
    def _sentence(self) -> re.Pattern[str]:
        return re.compile(self.says, re.DOTALL)

    @cached_property
    def _place(self) -> re.Pattern[str]:
        return re.compile(rf".*?(?:{self.at})")

    def facts_of(self, problem: Problem) -> Mapping[str, str] | None:
        """Return the facts in the problem's sentence, None if it is another one or stands elsewhere."""
        found = self._sentence.fullmatch(problem.message)
        if found is None or (self.at and not self._place.fullmatch(problem.path)):
            return None
        return {name: fact for name, fact in found.groupdict().items() if fact is not None}


def _unfilled(key: str, says: str, at: str = "") -> Rule:
    return Rule(key, says, at, unfilled=True)


def _few(key: str, at: str) -> Rule:
    return Rule(key, _LENGTH, at, unfilled=True, few=True)


def _about(key: str, says: str, *ids: str) -> Rule:
    return Rule(key, says, ids=frozenset(ids))


_NEEDED = r"Missing data for required field\."
_LENGTH = r"Length must be between (?P<low>\d+) and (?P<high>\d+)\."

_MISSING = (
    _unfilled("text_needed", r"Give the text by language, as in .*|The text is empty\.|This is empty\."),
    _unfilled("first_language", r"The text in (?P<language>.+), the first language, is missing\."),
    _unfilled("text_needed", _NEEDED, r"\.(title|text|purpose)"),
    _unfilled("needed", _NEEDED),
    _unfilled("licence", r"Say under which licence it may be used\."),
    _unfilled("source", r"Say where it comes from\."),
    _unfilled("unit", r"Say what is counted, as in minutes\."),
    _few("options", r"\.options"),
    _unfilled("options", r"A question of this type needs at least two options\."),
    _few("items", r"\.items"),
    _unfilled("items", r"A battery needs at least one item\."),
    _few("questions", r"\.questions"),
    _few("pages", r"\.pages"),
    _few("waves", r"waves\.waves"),
    _unfilled("needed", r'A wave with the anchor \S+ needs "\w+"\.'),
)
_FORMS = (
    Rule("id", r"Use a lower-case letter, then letters, digits and underscores; (?P<most>\d+) characters at most\."),
    Rule("code", r"Use letters, digits, '_', '\.' and '-'; (?P<most>\d+) at most\."),
    Rule("wave_key", r"Use 1 to 63 lower-case letters, digits and hyphens, a letter or digit first and last\."),
    Rule("reserved", r"The form itself uses this name\. Choose another\."),
    Rule("twice", r"The (?:id|key) (?P<name>\S+) is used more than once\."),
    Rule("long_id", r"With an option that asks for words, an id has (?P<most>\d+) characters at most\."),
    Rule("long_text", r"The text is longer than (?P<most>[\d,]+) characters\."),
    Rule("long_node", _LENGTH, r"\.node"),
    Rule("whole", r"Give a whole number\."),
    Rule("number", r"Give a number\."),
    Rule("whole_between", r"Give a whole number from (?P<low>[\d,]+) to (?P<high>[\d,]+)\."),
    Rule("between", r"Must be greater than or equal to (?P<low>\S+) and less than or equal to (?P<high>\S+)\."),
    Rule("at_least", r"Must be greater than or equal to (?P<low>\S+)\."),
    Rule("date", r"Give a date, as in .*|Give a date from 2000 to 2099, as in .*"),
    Rule("clock", r"Give a time of day from 00:00 to 23:59, as in .*"),
    Rule("time_zone", r"This is not a time zone known here, such as .*"),
    Rule("language_tag", r"This is not a language tag such as nl, en or pt-br\."),
    Rule("language_twice", r"A language is named twice\."),
    Rule("minimum", r"The minimum is above the maximum\."),
    Rule("earliest", r"The earliest day is after the latest\."),
    Rule("level", r"Must be one of: .*", r"\.level"),
    Rule("character", r".* character that cannot be stored.*"),
)
_OPTIONS = (
    Rule("same_code", r"Two options have the same code\."),
    Rule("points", r"A scale needs two points or more besides those marked as not applicable\."),
    Rule("exclusive", r"Only an option of a multiple response can be exclusive\."),
    Rule("other", r"Only a choice has an option that asks for words\."),
    Rule("others", r"Only one option can ask for words\."),
    Rule("ranked", r"What is ranked has no option that is set apart\."),
    Rule("one_flag", r"An option is not_applicable, exclusive or other: one of these at most\."),
    Rule("scale", r"There is no scale called (?P<name>\S+)\."),
)
_REFERENCES = (
    _about("repeats_later", r"\{(?P<name>\S+)\} stands here, but \S+ is asked later\. .*", "name"),
    _about("repeats_nothing", r"\{(?P<name>\S+)\} stands here, but there is no question or recall called \S+\."),
    _about("asked_later", r"(?P<names>.+) (?:is|are) asked later\. Look at what is asked before\.", "names"),
    _about("circle", r"(?P<name>\S+) depends on .*", "name"),
    _about("no_question", r"There is no question called (?P<name>\S+)\."),
    _about("no_option", r"(?P<name>\S+) has no option with this code\. .*", "name"),
    _about("compare_number", r"(?P<name>\S+) is a number: compare it with one, without quotes\.", "name"),
    _about("compare_date", r"(?P<name>\S+) is a date: write one as in .*", "name"),
    _about("compare_date", r"The calendar has no such date\."),
    _about("compare_text", r"(?P<name>\S+) is a text: write one, in quotes\.", "name"),
    _about("compare_list", r"\S+ can have several answers\. .*|\S+ has one answer and is no list\. .*"),
    _about("no_order", r"(?P<name>\S+) (?:is one of several options|is a text|can be several options)[,.].*", "name"),
    _unfilled("compare_empty", r"This is never an answer\. .*|The list is empty, so nothing is ever in it\."),
)
_SIZES = (
    Rule("many_questions", r"There are (?P<count>[\d,]+) questions; (?P<most>\d+) is the most\."),
    Rule("much_text", r"The texts, .*, may hold (?P<count>[\d,]+) characters together; (?P<most>[\d,]+) .*"),
    Rule("large", r"The definition is larger than (?P<most>\d+) KiB\."),
    Rule("many", _LENGTH),
)
_PLANS = (
    Rule("days_ascending", r"Give the days in ascending order, each once\."),
    Rule("days_open", r"The wave is open for (?P<days>\d+) days: remind no later\."),
    Rule("before_end", r"Only the course's end is known beforehand: give 0 days or more\."),
    Rule("quiet", r"Leave an hour or more in which messages can be sent\."),
)

RULES: tuple[Rule, ...] = (*_MISSING, *_FORMS, *_OPTIONS, *_REFERENCES, *_SIZES, *_PLANS)
"""The first that fits counts."""
