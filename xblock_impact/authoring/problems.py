"""Problems of a survey and a plan in the author's language.

``surveys`` says them in English, each with its path. Every sentence that an author can meet in the editor has its
counterpart in the words, found by what it says; a test meets each of them. What has none, as of a document that was
written by hand, stays in English and is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition.outline import answerables_of, items_of, pages_of, questions_of
from surveys.errors import Problem
from surveys.placeholders import without_answers
from surveys.texts import Text
from xblock_impact.authoring.problem_sentences import RULES, Rule
from xblock_impact.words import studio_words_in, words_in

_LONGEST_NAME = 60  # characters of a question's text within a sentence
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NO_WORDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """A problem in the author's language. ``unfilled``: something is not there yet, as in whatever was just begun."""

    problem: Problem
    unfilled: bool = False
    english: bool = False  # there is no other sentence for it

    def as_json(self) -> dict[str, Any]:
        """Return what the editor reads."""
        return {
            "path": self.problem.path,
            "message": self.problem.message,
            "unfilled": self.unfilled,
            "english": self.english,
        }


def said_in(language: str, problems: Iterable[Problem], definition: object, waves: object = None) -> list[Said]:
    """Return ``problems`` with paths in the block's settings as an author reads them.

    ``definition`` and ``waves`` as they came: sentences call questions by their text.
    """
    words = studio_words_in(language)
    own = {*words.values(), *words_in(language).values()}
    names = _names(definition, language) if isinstance(definition, dict) else _NO_WORDS
    written = {"definition": definition, "waves": waves}
    return [
        Said(problem) if problem.message in own else _said(problem, words, names, _size_at(written, problem.path))
        for problem in problems
    ]


def _size_at(value: Any, path: str) -> int:
    """Return how many there are in the list at ``path``, 0 where there is none."""
    for name in re.findall(r"[^.[\]]+", path):
        if isinstance(value, list):
            value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return len(value) if isinstance(value, list) else 0


def _said(problem: Problem, words: Mapping[str, str], names: Mapping[str, str], size: int) -> Said:
    if not problem.path.startswith(("definition", "waves")):
        return Said(problem)  # a setting: said in the author's language where it was read
    for rule in RULES:
        facts = rule.facts_of(problem)
        if facts is not None and not (rule.few and size >= int(facts["low"])):
            return Said(Problem(problem.path, _sentence(rule, facts, words, names)), rule.unfilled)
    return Said(problem, english=words is not studio_words_in("en"))


def _sentence(rule: Rule, facts: Mapping[str, str], words: Mapping[str, str], names: Mapping[str, str]) -> str:
    called = {
        name: " / ".join(names.get(one, one) for one in re.split(r", | and ", fact))
        if name in rule.ids
        else _THOUSANDS.sub(words["thousands"], fact)
        for name, fact in facts.items()
    }
    return words[f"problem_{rule.key}"].format(**called)


def _names(definition: dict[str, Any], language: str) -> Mapping[str, str]:
    """Return what to call each question by its id: its text, shortened, in quotation marks."""
    names = {}
    for page in pages_of(definition):
        for question in questions_of(page):
            for part in (question, *items_of(question)):
                if part.id is not None and (said := _name(part.document.get("text"), language)):
                    names[part.id] = said
            for one in answerables_of(question):
                names.setdefault(one.id, names.get(question.id or "", one.id))
    return names


def _name(text: object, language: str) -> str | None:
    if not isinstance(text, dict) or not text or not all(isinstance(words, str) for words in text.values()):
        return None
    said = without_answers(Text(text).in_language(language))
    shortened = said if len(said) <= _LONGEST_NAME else f"{said[: _LONGEST_NAME - 1]}…"
    return studio_words_in(language)["quoted"].format(text=shortened)
