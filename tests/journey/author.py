"""Working in Studio's editor as somebody who has no mouse: Tab, arrows, Enter, Space and letters."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 400
_IS_FOCUSED = "element => element === document.activeElement"


@dataclass
class Author:
    """Somebody at the editor. Nothing is clicked: what is wanted is reached by Tab, or it is not there."""

    page: Page

    def reach(self, target: Locator) -> None:
        """Press Tab until ``target`` has focus. Raises AssertionError if it never does."""
        expect(target).to_be_visible()
        if target.evaluate(_IS_FOCUSED):
            return
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate(_IS_FOCUSED):
                return
        raise AssertionError(f"Not reached by keyboard: {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach ``target`` and press a key on it."""
        self.reach(target)
        self.page.keyboard.press(key)

    def button(self, name: str, *, exact: bool = True) -> None:
        """Press a button."""
        self.press(self.page.get_by_role("button", name=name, exact=exact).first)

    def write(self, target: Locator, words: str) -> None:
        """Type ``words`` in the place of what stands in a field."""
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)
        expect(target).to_have_value(words)

    def words(self, path: str, **by_language: str) -> None:
        """Write one text of the survey in each language; ``path`` as in a definition."""
        for language, words in by_language.items():
            self.write(self.page.locator(f'[data-studio-words="definition.{path}.{language}"]'), words)

    def choose(self, target: Locator, value: str) -> None:
        """Go through a list of choices with the arrows until ``value`` is chosen."""
        self.reach(target)
        values = target.evaluate("element => [...element.options].map(option => option.value)")
        wanted, now = values.index(value), values.index(target.input_value())
        for _ in range(abs(wanted - now)):
            self.page.keyboard.press("ArrowDown" if wanted > now else "ArrowUp")
        expect(target).to_have_value(value)

    def tick(self, target: Locator) -> None:
        """Tick a box, or choose a radio button that is the first or chosen one of its group."""
        self.press(target, "Space")
        expect(target).to_be_checked()

    def radio(self, name: str, value: str) -> None:
        """Choose among radio buttons: Tab reaches the group, the arrows go through it."""
        group = self.page.locator(f"input[name='{name}']")
        values = group.evaluate_all("all => all.map(one => one.value)")
        chosen = self.page.locator(f"input[name='{name}']:checked")
        start = chosen if chosen.count() else group.first
        begin = values.index(start.get_attribute("value"))
        self.reach(start)
        for _ in range(abs(values.index(value) - begin)):
            self.page.keyboard.press("ArrowDown" if values.index(value) > begin else "ArrowUp")
        expect(self.page.locator(f"input[name='{name}'][value='{value}']")).to_be_checked()

    def field(self, path: str) -> Locator:
        """Return the input of a field by its path."""
        return self.page.locator(f'[data-studio-path="{path}"]').locator("input, select, textarea").first

    def view(self, name: str) -> None:
        """Go to one of the editor's views."""
        self.press(self.page.locator(f"[id$='-view-{name}']"))

    def add_question(self, kind: str, page: int = 0) -> None:
        """Add a question of one kind at the end of a page."""
        self.press(self.page.locator(f"[id$='-add-{page}']"))
        self.press(self.page.locator(f"[data-studio-type={kind}]"))
