"""Pages of a survey from a stream of questions, texts between them and page breaks, as other systems have them."""

from __future__ import annotations

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.exchange import Document, Texts
from surveys.interchange.naming import Names
from surveys.interchange.report import Report

MAX_QUESTIONS = 200  # of a page
_OTHER_CONDITION = "It is shown on a condition that the page after it does not have."
_MOVED = "A page is introduced by its text, and has no text between questions: a new page begins with it."


class Paging:
    """Collects pages. A text that follows a question begins a new page; one that nothing follows is left out."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._names = Names()
        self._pages: list[Document] = []
        self._page: Document = {}
        self._moved: list[str] = []  # places of texts between questions that wait for one
        self._text_path = ""  # of the last text that waits for a question
        self.paths: dict[str, str] = {}  # of each page by its id

    def begin(self, title: Texts, path: str, condition: object = None) -> None:
        """Begin a page; texts that still wait for a question come on top of it."""
        waiting = self._waiting(condition)
        self._page = {"id": "", "title": dict(title), "text": waiting, "questions": [], "path": path}
        if condition is not None:
            self._page["condition"] = condition

    def _waiting(self, condition: object) -> dict[str, str]:
        """Return the text of the page so far if no question follows it there, for the next, under ``condition``."""
        text: dict[str, str] = self._page.get("text", {})
        if not text or self._page["questions"]:
            return {}
        if condition != self._page.get("condition"):
            self._report.left_out(self._text_path, "Text on a page of its own", _OTHER_CONDITION)
            self._moved = []
            return {}
        self._report.changed(self._text_path, "Text on a page of its own", "It introduces the page after it.")
        return dict(text)

    def add_text(self, text: Texts, path: str) -> None:
        """Add a text for respondents."""
        if self._page["questions"]:
            self._moved.append(path)
            self.begin(self._page["title"], self._page["path"], self._page.get("condition"))
        for language, words in text.items():
            together = "\n\n".join(filter(None, [self._page["text"].get(language, ""), words]))
            if len(together) > MAX_TEXT:
                self._report.changed(
                    path, "Text", f"It was cut: the text of a page has {MAX_TEXT:,} characters at most."
                )
            self._page["text"][language] = together[:MAX_TEXT]
        self._text_path = path

    def add_question(self, document: Document) -> None:
        """Add a question or battery."""
        if len(self._page["questions"]) == MAX_QUESTIONS:
            why = f"A page has {MAX_QUESTIONS} questions at most: a new one begins here."
            self._report.changed(self._page["path"], "Page", why)
            self.begin(self._page["title"], self._page["path"], self._page.get("condition"))
        for path in self._moved:
            self._report.changed(path, "Text between questions", _MOVED)
        self._moved = []
        if not self._page["questions"]:
            self._page["id"] = self._names.id_for(f"page_{len(self._pages) + 1}")
            self.paths[self._page["id"]] = self._page["path"]
            self._pages.append(self._page)
        self._page["questions"].append(document)

    def pages(self) -> list[Document]:
        """Return the pages that have questions, as documents."""
        if self._page.get("text") and not self._page["questions"]:
            why = "No question follows it on its page. Say it where the survey ends, or in a message."
            self._report.left_out(self._text_path, "Text after the last question", why)
        return [
            {name: value for name, value in page.items() if name != "path" and (name != "text" or value)}
            for page in self._pages
        ]
