"""A survey page by page behind a real server, as a page of links would have it: for browsers without scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from surveys.definition import Survey
from surveys.form import FormState, render_form, render_thanks
from surveys.form.stepping import Step, answers_in, first_page, step_from
from tests.surveys.form.pages import page


@dataclass
class PagedSurvey:
    """A running server and what it was sent in the end."""

    url: str
    finished: list[Mapping[str, Any]] = field(default_factory=list)


@contextmanager
def served(survey: Survey, language: str, *, scripts: bool) -> Iterator[PagedSurvey]:
    """Serve ``survey`` at an address on this machine until the block ends."""
    state = PagedSurvey("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._show(render(Step(first_page(survey, language)), {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            posted = {name: _value(values) for name, values in parse_qs(body, keep_blank_values=True).items()}
            step = step_from(survey, posted, language)
            if step.checked is not None:
                state.finished.append(step.checked.values)
                self._show(render_thanks(language, "ONQH-QX7L", form_id="form", min_respondents=5))
            else:
                self._show(render(step, answers_in(posted)))

        def _show(self, html: str) -> None:
            content = page(language, html).encode("utf-8")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    def render(step: Step, answers: Mapping[str, object]) -> str:
        where = {"page": step.page, "more": step.more, "last": step.last}
        form = FormState("form", answers=answers, problems=step.problems, **where)
        html = render_form(survey, language, form)
        return html + (_MOUNT if scripts else "")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_MOUNT = (
    "<script>addEventListener('DOMContentLoaded', () => ImpactForm.mount(document.getElementById('block')))</script>"
)


def _value(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
