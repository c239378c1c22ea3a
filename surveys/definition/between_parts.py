"""What no part of a definition can see alone: ids used twice, unknown scales, too much, texts without a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from surveys.canonical import canonical_json
from surveys.definition.making import OTHER
from surveys.definition.model import LISTS
from surveys.definition.outline import Answerable, Document, Part, answerables_of, pages_of, parts_of, questions_of
from surveys.definition.paths import join
from surveys.definition.question_schema import MAX_ID
from surveys.definition.question_types import MAX_COMMENT, MAX_SHORT_TEXT
from surveys.definition.references import problems_of_references
from surveys.errors import Problem
from surveys.limits import MAX_ANSWER_TEXTS, MAX_ANSWERS, MAX_SURVEY_BYTES


def problems_between_parts(document: Document) -> Iterator[Problem]:
    """Check ``document`` as it came, so that one broken part hides nothing of the others."""
    pages = pages_of(document)
    questions = [question for page in pages for question in questions_of(page)]
    scales = list(parts_of(document.get("scales"), "scales"))
    recalls = list(parts_of(document.get("recalls"), "recalls"))
    answerables = [one for question in questions for one in answerables_of(question)]
    yield from _used_twice(_ids(pages))
    yield from _used_twice(_ids(scales))
    yield from _used_twice([*_ids(recalls), *_ids(questions), *_not_questions(answerables, questions)])
    yield from _too_long(answerables)
    known = {scale.id for scale in scales}
    for question in questions:
        scale = question.document.get("scale")
        if isinstance(scale, str) and scale not in known:
            yield Problem(f"{question.path}.scale", f"There is no scale called {scale}.")
    yield from problems_of_references(document)
    yield from _too_much(document, answerables)
    languages = document.get("languages")
    if isinstance(languages, list) and languages and isinstance(languages[0], str):
        if len(set(map(str, languages))) < len(languages):
            yield Problem("languages", "A language is named twice.")
        yield from _without_language(document, languages[0])


def problems_of_size(document: Document) -> Iterator[Problem]:
    """Say that ``document`` is far too large, and so not worth looking at in detail: that could take minutes."""
    questions = sum(len(questions_of(page)) for page in pages_of(document))
    if questions > _HOPELESS * MAX_ANSWERS:
        yield Problem("pages", f"There are {questions:,} questions; {MAX_ANSWERS} is the most.")
    elif len(canonical_json(document)) > _HOPELESS * MAX_SURVEY_BYTES:
        yield Problem("", f"The definition is larger than {MAX_SURVEY_BYTES // 1024} KiB.")


def _ids(parts: Iterable[Part]) -> list[tuple[str, str]]:
    return [(f"{part.path}.id", part.id) for part in parts if part.id is not None]


def _not_questions(answerables: list[Answerable], questions: list[Part]) -> list[tuple[str, str]]:
    """Return the ids that batteries and options "other" add; those of the questions themselves count already."""
    own = {question.path: question.id for question in questions}
    return [(f"{one.path}.id", one.id) for one in answerables if own.get(one.path) != one.id]


def _used_twice(ids: list[tuple[str, str]]) -> Iterator[Problem]:
    count = Counter(part_id for _, part_id in ids)
    for path, part_id in ids:
        if count[part_id] > 1:
            yield Problem(path, f"The id {part_id} is used more than once.")


def _too_long(answerables: list[Answerable]) -> Iterator[Problem]:
    """Yield ids that leave no room for the end of the one for the words of "other"; others their schemas refuse."""
    for one in answerables:
        question_id = one.id.removesuffix(OTHER)
        if one.words_for_other and len(one.id) > MAX_ID and len(question_id) <= MAX_ID:
            most = MAX_ID - len(OTHER)
            yield Problem(f"{one.path}.id", f"With an option that asks for words, an id has {most} characters at most.")


_HOPELESS = 2  # times as much as fits
_LONGEST = {"free_text": MAX_COMMENT, "short_text": MAX_SHORT_TEXT}
_LISTS = frozenset(kind.value for kind in LISTS)
_BYTES_OF_CHARACTER = 6  # at most, in JSON


def _too_much(document: Document, answerables: list[Answerable]) -> Iterator[Problem]:
    if len(answerables) > MAX_ANSWERS:
        yield Problem("pages", f"There are {len(answerables)} questions; {MAX_ANSWERS} is the most.")
    characters = sum(_longest_answer(one.document) for one in answerables)
    if characters > MAX_ANSWER_TEXTS:
        yield Problem(
            "pages",
            f"The texts, and the lists of options, may hold {characters:,} characters together; "
            f"{MAX_ANSWER_TEXTS:,} is the most. Give some of them a lower maximum.",
        )
    if len(canonical_json(document)) > MAX_SURVEY_BYTES:
        yield Problem("", f"The definition is larger than {MAX_SURVEY_BYTES // 1024} KiB.")


def _longest_answer(question: Document) -> int:
    """Return how many characters the answer may take that has no bound of its own: texts, and lists of codes."""
    kind = question.get("type")
    if not isinstance(kind, str):
        return 0
    if kind in _LISTS:
        codes = [str(option.document.get("code")) for option in parts_of(question.get("options"), "options")]
        return sum(len(code) + 3 for code in codes) // _BYTES_OF_CHARACTER
    limit = question.get("maximum", _LONGEST[kind]) if kind in _LONGEST else 0
    return int(limit) if isinstance(limit, int | float) and not isinstance(limit, bool) else 0


_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})
_NO_TEXTS = frozenset({"condition"})


def _without_language(value: object, language: str, path: str = "") -> Iterator[Problem]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _without_language(inner, language, f"{path}[{index}]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in _TEXTS:
                yield from _lacks(inner, language, join(path, name))
            elif name not in _NO_TEXTS:
                yield from _without_language(inner, language, join(path, name))
    ends = value.get("ends") if isinstance(value, dict) else None
    for index, end in enumerate(ends if isinstance(ends, list) else ()):
        yield from _lacks(end, language, f"{join(path, 'ends')}[{index}]")


def _lacks(text: Any, language: str, path: str) -> Iterator[Problem]:
    if isinstance(text, dict) and text and language not in text:
        yield Problem(path, f"The text in {language}, the first language, is missing.")
