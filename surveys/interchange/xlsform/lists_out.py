"""Lists of options for the sheet choices; questions with the same options share one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.canonical import canonical_json
from surveys.interchange.xlsform.export import Cells, Export

Document = dict[str, Any]
_SAID = ("code", "text", "not_applicable")
"""Members of an option that stand in the list; the others are said by the questions that use it."""


@dataclass(slots=True)
class Lists:
    """The rows of the sheet choices as they come together."""

    export: Export
    rows: list[Cells] = field(default_factory=list)
    _names: dict[bytes, str] = field(default_factory=dict)  # by the options' canonical bytes

    def name_of(self, options: Iterable[Document], wanted: str, path: str) -> str:
        """Return the name of the list of ``options``, a new one called ``wanted`` if there is none yet."""
        listed = [{name: option[name] for name in _SAID if option.get(name)} for option in options]
        key = canonical_json(listed)
        if key not in self._names:
            self._names[key] = wanted
            for index, option in enumerate(listed):
                self.rows.append(self._row(wanted, option, f"{path}.options[{index}].text"))
        return self._names[key]

    def ends(self, ends: Iterable[Mapping[str, str]], wanted: str, path: str) -> str:
        """Return the name of the list with the texts at 0 and 10."""
        options = [{"code": code, "text": text} for code, text in zip(("0", "10"), ends, strict=True)]
        return self.name_of(options, wanted, path)

    def _row(self, name: str, option: Document, path: str) -> Cells:
        return {
            "list_name": name,
            "name": option["code"],
            **self.export.option_text(option["text"], path),
            **self.export.own(not_applicable=option.get("not_applicable")),
        }
