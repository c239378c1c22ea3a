"""Ready-made answers to begin with: the scales that questionnaires use most, in every language of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from surveys.texts import LANGUAGES
from xblock_impact.words import studio_words_in


@dataclass(frozen=True, slots=True)
class _Preset:
    name: str
    types: tuple[str, ...]
    codes: tuple[str, ...]  # lowest first
    apart: str = ""  # the code of an option that is set apart


_SCALES = ("scale", "battery")
_PRESETS = (
    _Preset("agreement", _SCALES, ("fully_disagree", "disagree", "neutral", "agree", "fully_agree"), "cannot_judge"),
    _Preset("frequency", _SCALES, ("never", "rarely", "sometimes", "often", "always"), "does_not_occur"),
    _Preset("extent", _SCALES, ("not_at_all", "a_little", "partly", "largely", "fully"), "cannot_judge"),
    _Preset("yes_no", ("single_choice",), ("yes", "no")),
)


def presets_in(language: str) -> list[dict[str, Any]]:
    """Return every preset: title in ``language``, options as a definition has them."""
    words = studio_words_in(language)
    return [
        {"title": words[f"preset_{preset.name}"], "types": list(preset.types), "options": _options(preset)}
        for preset in _PRESETS
    ]


def _options(preset: _Preset) -> list[dict[str, Any]]:
    apart = [{**_option(preset.apart), "not_applicable": True}] if preset.apart else []
    return [*map(_option, preset.codes), *apart]


def _option(code: str) -> dict[str, Any]:
    return {"code": code, "text": {tag: studio_words_in(tag)[f"answer_{code}"] for tag in LANGUAGES}}
