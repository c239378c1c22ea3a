"""Does the form hold anything of a file besides text?

The form of a survey is compared with that of the same survey with an x for every text: both have the same tags with the
same attributes, and so no text became one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from surveys.definition import Survey, load_survey
from surveys.form import FormState, render_form
from surveys.placeholders import pieces

_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "srcset", "data", "poster", "style"})
Element = tuple[str, tuple[str, ...]]


class _Page(HTMLParser):
    """Collects what is no text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.addresses: list[str] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in _ADDRESSES]

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def form_of(survey: Survey) -> str:
    """Return the form as it is shown."""
    return render_form(survey, survey.languages[0], FormState(form_id="f"))


def complaints(survey: Survey, form: Callable[[Survey], str] = form_of) -> Iterator[str]:
    """Yield what the ``form`` of ``survey`` holds that is not the form's own."""
    page, own = _Page(form(survey)), _Page(form(load_survey(_bare(survey.data))))
    for element, expected in zip(page.elements, own.elements, strict=False):
        if element != expected:
            yield f"There is {element} where the form has {expected}."
            break
    if len(page.elements) != len(own.elements):
        yield f"There are {len(page.elements)} elements where the form has {len(own.elements)}."
    for tag, names in page.elements:
        if tag in {"script", "style", "iframe", "img", "object"} or any(name.startswith("on") for name in names):
            yield f"There is {tag} with {names}."
    yield from (f"An address leads to {address}." for address in page.addresses if address and address[0] != "#")
    yield from (f"There is a comment or declaration: {other}." for other in page.others)


def _bare(value: Any, within: str = "") -> Any:
    """Return a document with an x for each stretch of text; places for answers stay."""
    if isinstance(value, list):
        return [_bare(inner, within) for inner in value]
    if not isinstance(value, dict) or within == "condition":
        return value
    if within in _TEXTS or within == "ends":
        return {language: _without_words(text) for language, text in value.items()}
    return {name: _bare(inner, name) for name, inner in value.items()}


def _without_words(text: str) -> str:
    said = pieces(text, lambda name: f"{{{name}}}")
    return "".join("x" if piece.name is None else piece.text for piece in said)
