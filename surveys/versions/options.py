"""How the options of one question changed, told by their codes, and what that asks of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.definition.model import LISTS, Option, Question, QuestionType
from surveys.texts import Text
from surveys.versions.findings import Findings, languages_that_differ
from surveys.versions.scale_points import as_pairs, compare_points, points_of

Options = Mapping[str, Option]


def compare_options(old: Question, new: Question, found: Findings) -> None:
    """Add to ``found`` what became of the options; the types of both questions store the same codes."""
    before, after = ({option.code: option for option in question.options} for question in (old, new))
    only_places = _are_scales(old, new) and len(points_of(old, new)) != len(points_of(new, old))
    if not only_places and (labels := _on_other_codes(before, after)):
        found.break_off("labels_moved", options=labels)
        return
    renamed = _renamed(before, after)
    found.old["codes"], found.new["codes"] = dict(renamed), {}
    _labels(before, after, found, only_places=only_places)
    _flags(before, after, found)
    if renamed:
        found.recode("codes_renamed", pairs=as_pairs(renamed))
    gone = [option for code, option in before.items() if code not in after and code not in renamed]
    come = [option for code, option in after.items() if code not in before and code not in renamed.values()]
    gone, come = _set_apart(gone, come, found)
    if _are_scales(old, new):
        compare_points(old, new, renamed, found)
    elif gone or come:
        _choices(_Change(old, new, gone, come), found)
    common = [renamed.get(code, code) for code in before if renamed.get(code, code) in after]
    if common != [code for code in after if code in common]:
        found.caution("options_reordered")


def _are_scales(old: Question, new: Question) -> bool:
    return old.type is new.type is QuestionType.SCALE


def _on_other_codes(before: Options, after: Options) -> tuple[Text, ...]:
    """Return old labels that stand on another code now, while that code had a label of its own."""
    return tuple(
        option.text
        for code, option in before.items()
        for other_code, other in after.items()
        if code != other_code and (code in after or other_code in before)
        if any(_moved(language, (before, code), (after, other_code)) for language in option.text.keys() & other.text)
    )


def _moved(language: str, old: tuple[Options, str], new: tuple[Options, str]) -> bool:
    (before, code), (after, other_code) = old, new
    label = before[code].text[language]
    if label != after[other_code].text[language]:
        return False
    twice = [options[one] for options, one in ((before, other_code), (after, code)) if one in options]
    return all(option.text.get(language) != label for option in twice)


def _labels(before: Options, after: Options, found: Findings, *, only_places: bool) -> None:
    """Add which labels read differently; where only places compare, a code may stand for another one."""
    pairs = [(before[code].text, after[code].text) for code in before if code in after]
    changed = [(new, languages) for old, new in pairs if (languages := languages_that_differ(old, new))]
    if changed and not only_places:
        languages = tuple(sorted({language for _, languages in changed for language in languages}))
        key = "options_corrected" if found.same_meaning else "options_reworded"
        found.note(key, options=tuple(text for text, _ in changed), languages=languages)
    for key, wider, narrower in (("options_translated", 1, 0), ("options_untranslated", 0, 1)):
        languages = tuple(sorted({language for pair in pairs for language in pair[wider].keys() - pair[narrower]}))
        if languages:
            found.caution(key, languages=languages)


def _flags(before: Options, after: Options, found: Findings) -> None:
    for old, new in ((option, after[code]) for code, option in before.items() if code in after):
        if old.not_applicable != new.not_applicable:
            found.recode("set_apart_now" if new.not_applicable else "set_apart_no_more", option=new.text)
            counted = found.old if new.not_applicable else found.new
            counted["codes"][new.code] = None
            counted["by_other_key"] = True
        if old.exclusive != new.exclusive:
            found.recode("exclusive_now" if new.exclusive else "exclusive_no_more", option=new.text)
            side = found.old if new.exclusive else found.new
            side["alone"] = (*side.get("alone", ()), new.code)
        if old.other != new.other:
            found.caution("words_asked_now" if new.other else "words_asked_no_more", option=new.text)


def _renamed(before: Options, after: Options) -> dict[str, str]:
    """Return the codes that only differ in name: the same label, in every language that both have, and no other."""
    gone, come = before.keys() - after, after.keys() - before
    same = [(code, other) for code in before for other in after if code in gone and other in come]
    same = [(code, other) for code, other in same if _same_option(before[code], after[other])]
    olds, news = [code for code, _ in same], [other for _, other in same]
    return {code: other for code, other in same if olds.count(code) == news.count(other) == 1}


def _same_option(old: Option, new: Option) -> bool:
    flags = (old.not_applicable, old.exclusive, old.other) == (new.not_applicable, new.exclusive, new.other)
    return flags and bool(old.text.keys() & new.text) and not languages_that_differ(old.text, new.text)


def _set_apart(gone: list[Option], come: list[Option], found: Findings) -> tuple[list[Option], list[Option]]:
    """Leave "not applicable" out on the side that has it; return the other options that are gone and come."""
    for key, options, codes in (
        ("set_apart_gone", gone, found.old["codes"]),
        ("set_apart_added", come, found.new["codes"]),
    ):
        apart = [option for option in options if option.not_applicable]
        if apart:
            found.recode(key, options=_texts(apart))
            codes.update(dict.fromkeys(_codes(apart)))
    kept = [[option for option in options if not option.not_applicable] for options in (gone, come)]
    return kept[0], kept[1]


@dataclass(frozen=True, slots=True)
class _Change:
    """Options that only one version has, besides "not applicable"."""

    old: Question
    new: Question
    gone: list[Option]
    come: list[Option]

    @property
    def facts(self) -> dict[str, tuple[Text, ...]]:
        return {"gone": _texts(self.gone), "come": _texts(self.come)}

    @property
    def only(self) -> tuple[Text, ...]:
        return _texts((*self.gone, *self.come))

    @property
    def is_list(self) -> bool:
        return self.old.type in LISTS

    @property
    def common_other(self) -> Option | None:
        """The option that asks for words, if it is the same in both."""
        old, new = self.old.other, self.new.other
        return new if old is not None and new is not None and old.code == new.code else None


def _choices(change: _Change, found: Findings) -> None:
    """Find a home for options that only one version of a choice or a list has, if there is an honest one."""
    exclusive = any(option.exclusive for option in (*change.gone, *change.come))
    if change.old.type is QuestionType.RANKING:
        _ranked(change, found)
    elif change.common_other is not None and not exclusive:
        other = change.common_other
        found.recode("counted_as_other", options=change.only, other=other.text)
        _count_as(other.code, change, found)
    elif change.gone and change.come and 1 in (len(change.gone), len(change.come)) and not exclusive:
        found.recode(_SUCCESSION[len(change.gone) == 1, len(change.come) == 1], **change.facts)
        _count_as(change.come[0].code, change, found)
    elif change.is_list:
        found.recode("left_out_of_lists", options=change.only)
        _leave_out(change, found)
    else:
        found.break_off("options_without_counterpart", options=change.only)


_SUCCESSION = {(True, True): "option_replaced", (True, False): "option_split", (False, True): "options_merged"}


def _ranked(change: _Change, found: Findings) -> None:
    """Where all was ranked, the order of what both versions have can be read off; where not, it depends on the rest."""
    if any(question.maximum not in (None, len(question.options)) for question in (change.old, change.new)):
        found.break_off("ranked_among_others", options=change.only)
        return
    found.recode("left_out_of_ranking", options=change.only)
    _leave_out(change, found)


def _count_as(code: str, change: _Change, found: Findings) -> None:
    found.old["codes"].update(dict.fromkeys(_codes(change.gone), code))
    found.new["codes"].update({one: code for one in _codes(change.come) if one != code})


def _leave_out(change: _Change, found: Findings) -> None:
    found.old["codes"].update(dict.fromkeys(_codes(change.gone)))
    found.new["codes"].update(dict.fromkeys(_codes(change.come)))


def _codes(options: Iterable[Option]) -> list[str]:
    return [option.code for option in options]


def _texts(options: Iterable[Option]) -> tuple[Text, ...]:
    return tuple(option.text for option in options)
