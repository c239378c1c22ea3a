"""Studio in a browser: the block's real editor and handlers, under a policy as strict as there is, without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import webob
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.xblock_impact.course import Course
from tests.xblock_impact.studio.authors import studio
from xblock_impact.authoring.editor import ASSETS
from xblock_impact.words import studio_words_in

VIEWPORT = "width=device-width, initial-scale=1"
ADDRESS = "http://studio.invalid"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'"
PUBLIC = Path(__file__).parents[3] / "xblock_impact" / "public"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START = """
  const told = (window.told = []);
  const runtime = {
    handlerUrl: (element, name) => "/handler/" + name,
    notify: (name, facts) => {
      told.push([name, facts.state || ""]);
      window.toldLast = facts;
    },
  };
  const block = document.getElementById("block");
  window.ImpactStudio(runtime, JQUERY ? { jquery: "3", 0: block } : block, VALUES);
"""
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass
class Desk:
    """One author at Studio's editor."""

    page: Page
    course: Course
    language: str
    jquery: bool = False
    refuses: dict[str, int] = field(default_factory=dict)  # handlers that answer with a status alone; 0: not at all
    asked: list[str] = field(default_factory=list)  # handlers, in order
    complaints: list[str] = field(default_factory=list)  # errors, and what the policy kept from happening

    def open(self) -> None:
        """Open the editor, or open it again."""
        self.page.goto(f"{ADDRESS}/")

    def another_tab(self) -> Desk:
        """Open the editor of the same block a second time, in the same browser."""
        page = self.page.context.new_page()
        other = Desk(page, self.course, self.language, complaints=self.complaints)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", other.serve)
        other.open()
        return other

    def say(self, key: str, **facts: object) -> str:
        """Return what the editor says."""
        return studio_words_in(self.language)[key].format(**facts)

    def find(self, name: str) -> Locator:
        """Return a part of the editor by the name in its attribute."""
        return self.page.locator(f"[data-studio-{name}]")

    def entry(self, key: str) -> Locator:
        """Return an entry of the list: about, page-0, question-0-1."""
        return self.page.locator(f'[data-studio-entry="{key}"]')

    def button(self, key: str, **facts: object) -> Locator:
        """Return the first button that is called so."""
        return self.page.get_by_role("button", name=self.say(key, **facts), exact=True).first

    def press(self, key: str, **facts: object) -> None:
        """Press a button by its words."""
        self.button(key, **facts).click()

    def view(self, name: str) -> None:
        """Go to a view."""
        self.page.locator(f"[id$='-view-{name}']").click()

    def words(self, path: str, language: str = "nl") -> Locator:
        """Return the input for a text of the survey in one language."""
        return self.page.locator(f'[data-studio-words="definition.{path}.{language}"]')

    def field(self, path: str) -> Locator:
        """Return the input of a field."""
        return self.page.locator(f'[data-studio-path="{path}"]').locator("input, select, textarea").first

    def wrong(self, path: str) -> Locator:
        """Return what is said to be wrong at a field."""
        return self.page.locator(f'[data-studio-path="{path}"] [data-studio-error]').first

    def unfold(self, key: str, place: int = 0) -> None:
        """Open a part that is folded."""
        self.page.locator("summary").filter(has_text=self.say(key)).nth(place).click()

    def draft(self) -> Any:
        """Return the document that the device keeps, None if it keeps none."""
        kept = self.page.evaluate("Object.values(localStorage)[0] || null")
        return json.loads(kept)["document"] if kept else None

    def survey(self) -> Any:
        """Return the survey as it is being edited: what is kept once the page is about to go."""
        self.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        return (self.draft() or {}).get("definition")

    def save(self) -> None:
        """Save, and wait until it is done."""
        self.find("save").click()
        expect(self.find("said")).to_have_text(self.say("saved"))

    def reviewed(self) -> None:
        """Save after having read what the changes mean for answers."""
        self.page.locator("[id$='-save-reviewed']").click()

    def told(self) -> list[str]:
        """Return what Studio was told."""
        return [" ".join(filter(None, event)) for event in self.page.evaluate("window.told")]

    def violations(self) -> list[str]:
        """Return what axe finds, one line each."""
        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def serve(self, route: Route) -> None:
        """Answer a request of the page as Studio would."""
        path = urlsplit(route.request.url).path
        if path in {"/", "/unit"}:
            policy = {"Content-Security-Policy": POLICY}
            return route.fulfill(body=self._page(path), content_type="text/html", headers=policy)
        if path == "/start.js":
            return route.fulfill(body=self._start(), content_type="text/javascript")
        if path.startswith("/handler/"):
            return self._handle(route, path.removeprefix("/handler/"))
        return route.fulfill(body=assets(Path(path).suffix), content_type=KINDS.get(Path(path).suffix, "text/plain"))

    def _fragment(self) -> Any:
        return self.course.block().studio_view()

    def _page(self, path: str) -> str:
        head = f'<meta charset="utf-8"><title>Studio</title><meta name="viewport" content="{VIEWPORT}">'
        head += '<link rel="stylesheet" href="/all.css">'
        editor = path == "/"
        fragment = self._fragment() if editor else self.course.block().author_view()
        body = f"<main><h1>Unit</h1><div id=block>{fragment.content}</div></main>"
        scripts = '<script src="/all.js"></script><script src="/start.js"></script>' if editor else ""
        return f'<!doctype html><html lang="{self.language}"><head>{head}</head><body>{body}{scripts}</body></html>'

    def _start(self) -> str:
        values = json.dumps(self._fragment().json_init_args)
        return START.replace("VALUES", values).replace("JQUERY", json.dumps(self.jquery))

    def _handle(self, route: Route, handler: str) -> None:
        self.asked.append(handler)
        if handler in self.refuses:
            status = self.refuses[handler]
            return route.fulfill(status=status, body="no JSON") if status else route.abort()
        response = handled(self.course.block(), handler, route.request)
        return route.fulfill(status=response.status_code, body=response.body, content_type="application/json")


@cache
def assets(ending: str) -> str:
    """Return the editor's scripts or stylesheets in their order, as one file: a browser asks for it in no time."""
    names = [name for name in ASSETS if name.endswith(ending)]
    return "".join((PUBLIC / name).read_text("utf-8") for name in names)


def handled(block: Any, handler: str, request: Request) -> Any:
    """Hand a browser's request to a handler of the block."""
    asked = webob.Request.blank(f"/handler/{handler}", method=request.method)
    asked.content_type = request.headers.get("content-type", "")
    asked.body = request.post_data_buffer or b""
    return block.runtime.handle(block, handler, asked)


def refused_by_policy(message: str) -> list[str]:
    """Return a line of the console if it says that the policy kept something from happening."""
    return [message] if "Content Security Policy" in message else []


@contextmanager
def desk(browser: Browser, language: str = "nl", *, jquery: bool = False, **fields: Any) -> Iterator[Desk]:
    """Open the editor of a block with ``fields``; options of the browser begin with ``browser_``."""
    options = {name.removeprefix("browser_"): fields.pop(name) for name in list(fields) if name.startswith("browser_")}
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    try:
        page = context.new_page()
        page.set_default_timeout(10_000)
        author = Desk(page, studio(language, **fields), language, jquery)
        page.on("pageerror", lambda error: author.complaints.append(str(error)))
        page.on("dialog", lambda dialog: author.complaints.append(dialog.message))
        page.on(
            "console", lambda message: "Content Security" in message.text and author.complaints.append(message.text)
        )
        page.route("**/*", author.serve)
        author.open()
        yield author
        assert author.complaints == []
    finally:
        context.close()
