"""From groups to pages: each stretch of questions of one group is a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.xlsform import leftovers
from surveys.interchange.xlsform.batteries import Table, battery, table_at, table_of
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import YES, both, condition_of
from surveys.interchange.xlsform.questions import ENTERED, entered
from surveys.interchange.xlsform.rows import FormRow
from surveys.interchange.xlsform.selects import SELECTS, fold_other, select, why_not
from surveys.interchange.xlsform.structure import Group, Line, Part
from surveys.interchange.xlsform.types import Kind, asks_for

MAX_QUESTIONS: Final = 200  # of a page
Document = dict[str, Any]
_FOLLOWS = "Pages have no text between questions: a new page begins with it."
_ELSEWHERE = "Pages have no text after questions: it introduces the page after it."


@dataclass(frozen=True, slots=True, eq=False)
class _Section:
    """A group as it is entered: the page that its questions make."""

    row: FormRow | None
    name: str
    title: Document
    condition: Any


@dataclass(slots=True)
class Pages:
    """Makes the pages of a form, going through it in order."""

    form: Form
    title: Document  # of the survey, and of pages without a title of their own
    documents: list[Document] = field(default_factory=list)
    recalls: list[Document] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)  # in the file, of each page and question by its id
    _section: _Section | None = None  # the one that the last page belongs to
    _notes: list[tuple[FormRow, _Section]] = field(default_factory=list)
    _before: tuple[str, Document] | None = None  # the question before, if its option "other" may get words
    _titled: set[str] = field(default_factory=set)

    def walk(self, form: Group) -> None:
        """Make the pages of the whole ``form``."""
        self._parts(form.parts, _Section(None, "page", self.title, None))
        for row, _ in self._notes:
            self.form.report.left_out(row.place(), "A note", "No question follows that it could introduce.")

    def _parts(self, parts: list[Part], section: _Section) -> None:
        place = 0
        while place < len(parts):
            part = parts[place]
            if isinstance(part, Group):
                self._group(part, section)
            elif table := table_at(parts, place):
                self._table(table, section)
                place += len(table.items)
            else:
                self._line(part, section)
            place += 1

    def _group(self, group: Group, section: _Section) -> None:
        row = group.row
        if row is None:
            return
        table = table_of(group)
        if group.repeats:
            leftovers.repeat(group, self.form)
        elif table is not None and table.is_battery(self.form):
            self._question(section, battery(table, self.form), row)
            for line in table.items:
                leftovers.cells(line.row, self.form, battery=True)
            leftovers.cells(row, self.form, battery=True)
        else:
            if table is not None:
                why = "Its rows cannot be items of one battery: each is a question of its own."
                self.form.report.changed(row.place("appearance"), f"Table {row.cell('name')[:80]}", why)
            self._page_group(group, row, section)

    def _page_group(self, group: Group, row: FormRow, outer: _Section) -> None:
        form = self.form
        own_title = form.text(row, "label")
        condition = both(outer.condition, condition_of(row, form))
        section = _Section(row, row.cell("impact_id") or row.cell("name"), own_title or outer.title, condition)
        if outer.row is not None:
            form.report.changed(
                row.place(), f"Group {row.cell('name')[:80]}", "Pages hold no pages: it is one of its own."
            )
        leftovers.cells(row, form)
        pages = len(self.documents)
        self._parts(group.parts, section)
        is_title = any(page["title"] is section.title for page in self.documents[pages:])
        if own_title and not is_title:
            form.report.left_out(row.place("label"), "A title", "No question stands in the group itself.")
        if not own_title and is_title:
            form.report.assumed(row.place("label"), "A title", "The group has no label: the one around it is used.")

    def _line(self, line: Line, section: _Section) -> None:
        row, form = line.row, self.form
        kind = line.typed.kind
        if kind is Kind.NOTE or (kind in ENTERED | SELECTS and row.cell("readonly").lower() in YES):
            self._note(row, section, is_note=kind is Kind.NOTE)
        elif kind in SELECTS:
            reason = why_not(line.typed, form)
            if reason:
                form.question_left_out(row, reason)
            else:
                self._carry(line, section, select(line.typed, row, form, self._id_of(row)))
        elif kind in ENTERED:
            self._entered(line, section)
        elif kind is Kind.HIDDEN and leftovers.is_recall(row):
            self.recalls.append(leftovers.recall(row, form))
        elif kind in {Kind.OTHER_QUESTION, Kind.UNKNOWN}:
            asked = asks_for(line.typed)
            unknown = f"XLSForm has no type {line.typed.name[:80]}. Correct the type."
            form.question_left_out(row, f"It asks for {asked}, which no question here does." if asked else unknown)
        else:
            leftovers.no_question(line, form)

    def _entered(self, line: Line, section: _Section) -> None:
        name, before = self._before or ("", None)
        if line.typed.kind is Kind.TEXT and fold_other(line.row, before, name, self.form):
            self.form.carried(line.row)
            leftovers.cells(line.row, self.form, question=True)
            return
        self._carry(line, section, entered(line.typed.kind, line.row, self.form, self._id_of(line.row)))

    def _carry(self, line: Line, section: _Section, document: Document) -> None:
        self.form.carried(line.row)
        leftovers.cells(line.row, self.form, question=True)
        leftovers.members(document, line.row, self.form)
        self._question(section, document, line.row)
        self._before = (line.row.cell("name"), document)

    def _table(self, table: Table, section: _Section) -> None:
        if table.is_battery(self.form):
            self._question(section, battery(table, self.form), table.header)
            for item in table.items:
                leftovers.cells(item.row, self.form, battery=True)
            return
        self._note(table.header, section, is_note=False)
        for line in table.items:
            self.form.changed(line.row, "appearance", "A row of a table", "It is a question of its own now.")
            self._line(line, section)

    def _id_of(self, row: FormRow) -> str:
        name = row.cell("impact_id") or row.cell("name")
        question_id = self.form.names.id_for(name)
        if question_id != name:
            self.form.changed(
                row, "name", f"Name {name[:80]}", f"Names here are in small letters, each once: {question_id}."
            )
        return question_id

    def _note(self, row: FormRow, section: _Section, *, is_note: bool) -> None:
        if row.cell("relevant"):
            self.form.report.left_out(
                row.place("relevant"), "A note", "Texts of a page have no condition of their own."
            )
            return
        if not is_note:
            self.form.report.changed(
                row.place(), f"Row {row.cell('name')[:80]}", "Nobody answers it: it is a text now."
            )
        leftovers.cells(row, self.form)
        self._notes.append((row, section))

    def _question(self, section: _Section, document: Document, row: FormRow) -> None:
        """Put a question on the page of its section, with the notes that came before it."""
        self._before = None
        is_full = bool(self.documents) and len(self.documents[-1]["questions"]) >= MAX_QUESTIONS
        follows = section is self._section and bool(self._notes)
        if section is not self._section or is_full or follows:
            self._new_page(section)
        page = self.documents[-1]
        for note, written_in in self._notes:
            self._add_note(page, note, _FOLLOWS if follows else _ELSEWHERE if written_in is not section else "")
        self._notes.clear()
        page["questions"].append(document)
        self.places.setdefault(document["id"], row.place())

    def _new_page(self, section: _Section) -> None:
        self._section = section
        page: Document = {
            "id": self.form.pages.id_for(section.name, "page"),
            "title": section.title,
            "questions": [],
        }
        if section.condition is not None:
            page["condition"] = section.condition
        self.documents.append(page)
        self.places.setdefault(page["id"], section.row.place() if section.row else "survey")

    def _add_note(self, page: Document, row: FormRow, moved: str) -> None:
        text = self.form.text(row, "label")
        if text is None:
            return
        if moved:
            self.form.report.changed(row.place(), "A note", moved)
        before = page.get("text", {})
        joined = {tag: "\n\n".join(filter(None, (before.get(tag), text.get(tag)))) for tag in {**before, **text}}
        if any(len(said) > MAX_TEXT for said in joined.values()):
            self.form.report.left_out(row.place(), "A note", "The texts of the page would be too long.")
        else:
            page["text"] = joined
