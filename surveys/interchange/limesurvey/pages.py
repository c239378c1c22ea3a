"""Groups of LimeSurvey as pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.limesurvey.converting import converted
from surveys.interchange.limesurvey.expression_script import is_trivial
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.own import COLUMN, is_id
from surveys.interchange.limesurvey.source import Group, Said, SourceQuestion
from surveys.interchange.limesurvey.texts import TextDocument
from surveys.interchange.naming import Names

_BOILERPLATE = "X"
_NO_QUESTION = "A page has at least one question. Put the text on the page of a question."


@dataclass(slots=True)
class Pages:
    """Makes the pages of one file, each with an id of its own."""

    making: Making
    names: Names = field(default_factory=Names)
    given: set[str] = field(default_factory=set)

    def page(self, group: Group, before: Said, instead: str) -> Document | None:
        """Return the page that ``group`` is; None if none of its questions can be carried.

        ``before``: a text that stands before that of the page. ``instead``: the title where the group has none.
        """
        report = self.making.report
        title = self.making.texts.needed(group.name, f"{group.path}.name", instead, piped=True)
        asked = self.making.conditions.when_asked(group.path, group.relevance)
        texts = [before, group.description]
        texts_read = [self.making.texts.optional(said, f"{group.path}.text", piped=True) for said in texts]
        questions, boilerplates = self._questions(group)
        if not questions:
            report.left_out(group.path, f"The page {next(iter(title.values()))[:100]!r}", _NO_QUESTION)
            return None
        report.findings.extend(asked.findings)
        if group.random_group.strip():
            report.left_out(f"{group.path}.random_group", "The random order of groups", "Pages come in one order.")
        page: Document = {"id": self._id(group, title), "title": title}
        self.making.paths.setdefault(page["id"], group.path)
        if text := self._joined([*texts_read, *boilerplates], f"{group.path}.text"):
            page["text"] = text
        if asked.condition is not None:
            page["condition"] = asked.condition
        page["questions"] = questions
        return page

    def _questions(self, group: Group) -> tuple[list[Document], list[TextDocument]]:
        """Return the questions of a group, and the texts that stand before them as questions without an answer."""
        questions: list[Document] = []
        boilerplates: list[tuple[SourceQuestion, TextDocument]] = []
        for question in group.questions:
            if (
                question.type == _BOILERPLATE
                and not questions
                and is_trivial(question.relevance)
                and not question.conditions
            ):
                text = self.making.texts.needed(question.text, f"{question.path}.text", question.code, piped=True)
                boilerplates.append((question, text))
            else:
                questions.extend(converted(self.making, question))
        for question, _ in boilerplates:
            if questions:
                self.making.report.carried(question.path, question.code)
                self.making.report.changed(question.path, "A text that asks nothing", "It is part of the page's text.")
            else:
                self.making.report.question_left_out(question.path, question.code, _NO_QUESTION)
        return questions, [text for _, text in boilerplates]

    def _joined(self, texts: list[TextDocument | None], path: str) -> TextDocument | None:
        there = [text for text in texts if text]
        tags = list(dict.fromkeys(tag for text in there for tag in text))
        joined = {tag: "\n\n".join(text[tag] for text in there if tag in text) for tag in tags}
        if any(len(text) > MAX_TEXT for text in joined.values()):
            self.making.report.changed(path, "The end of the text", f"A text has at most {MAX_TEXT:,} characters.")
        return {tag: text[:MAX_TEXT] for tag, text in joined.items()} or None

    def _id(self, group: Group, title: TextDocument) -> str:
        said = group.extras.get(f"{COLUMN}id", "")
        if is_id(said) and said not in self.given:
            page_id = said
        else:
            page_id = self.names.id_for(next(iter(title.values())), "page")
            while page_id in self.given:
                page_id = self.names.id_for(page_id)
        self.given.add(page_id)
        return page_id
