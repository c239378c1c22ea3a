"""Answering a form as somebody who has no mouse."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page

MOST_TABS = 150
_FOCUSED = """() => {
  const focused = document.activeElement;
  return {
    name: focused.name || "", type: focused.type || focused.tagName.toLowerCase(),
    sends: focused.hasAttribute("data-impact-send"),
  };
}"""


def answer_with_keyboard(page: Page, answers: Mapping[str, int | str]) -> None:
    """Tab through the form, answer what has focus, and press Enter on the send button.

    ``answers``: question id → place of the option to choose (0 = first), or the text to type. Raises AssertionError if
    a question cannot be reached.
    """
    open_questions = dict(answers)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused["sends"]:
            assert not open_questions, f"Not reached by keyboard: {sorted(open_questions)}"
            page.keyboard.press("Enter")
            return
        if focused["name"] in open_questions:
            _answer(page, focused["type"], open_questions.pop(focused["name"]))
    raise AssertionError("The send button cannot be reached by keyboard.")


def _answer(page: Page, kind: str, answer: int | str) -> None:
    if kind != "radio":
        page.keyboard.type(str(answer))
    elif answer == 0:
        page.keyboard.press("Space")
    else:
        for _ in range(int(answer)):
            page.keyboard.press("ArrowDown")
