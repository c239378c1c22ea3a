"""Where each question of a survey stands, and what its author wrote about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.canonical import canonical_json
from surveys.definition.model import Page, Question, Survey
from surveys.definition.outline import Document, items_of, pages_of, questions_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A question, its page, and the documents that define it: its own, and that of its battery without the items.

    The words for an option "other" have none: they are defined by their question's.
    """

    question: Question
    page: Page
    documents: tuple[Document, ...]

    @property
    def battery_version(self) -> int | None:
        """The version of the battery that the question is an item of: it rises when the battery's meaning changes."""
        return next((int(document["version"]) for document in self.documents[1:]), None)


def placed_questions(survey: Survey) -> Mapping[str, Placed]:
    """Return every question of ``survey`` by id, in the order of the form."""
    documents = dict(_documents(dict(survey.data)))
    return {
        question.id: Placed(question, page, documents.get(question.id, ()))
        for page in survey.pages
        for question in page.questions
    }


def _documents(document: Document) -> Iterator[tuple[str, tuple[Document, ...]]]:
    for page in pages_of(document):
        for question in questions_of(page):
            own = {name: member for name, member in question.document.items() if name != "items"}
            items = items_of(question)
            if not items:
                yield str(question.id), (own,)
            for item in items:
                yield str(item.id), (item.document, own)


def differ(one: object, other: object) -> bool:
    """Return whether two documents are not the same to the letter."""
    return canonical_json(one) != canonical_json(other)


def out_of_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return the fewest ids that have to be taken out for the rest of what both have to be in the same order."""
    places = {name: place for place, name in enumerate(old)}
    common = [name for name in new if name in places]
    return frozenset(common) - _longest_rising(common, places)


def _longest_rising(names: Sequence[str], places: Mapping[str, int]) -> frozenset[str]:
    """Return the longest part of ``names`` whose places rise (patience sorting)."""
    ends: list[str] = []  # the name with the lowest place that a rising part of each length can end in
    before: dict[str, str | None] = {}
    for name in names:
        length = bisect_left([places[end] for end in ends], places[name])
        before[name] = ends[length - 1] if length else None
        ends[length : length + 1] = [name]
    kept: list[str] = []
    last = ends[-1] if ends else None
    while last is not None:
        kept.append(last)
        last = before[last]
    return frozenset(kept)
