"""What changed about a survey as a whole and its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveys.definition.model import Page, Recall, Survey
from surveys.versions.findings import Findings
from surveys.versions.model import Part, Reason
from surveys.versions.placing import differ, out_of_order


def compare_whole(old: Survey, new: Survey) -> tuple[Reason, ...]:
    """Return what changed about the survey, its languages, recalls and pages; questions and scales apart."""
    found = Findings(same_meaning=False)  # these parts have no version of their own to say that it is
    _head(old, new, found)
    _recalls(old, new, found)
    _pages(old, new, found)
    if out_of_order([scale.id for scale in old.scales], [scale.id for scale in new.scales]):
        found.note("scales_reordered")
    return tuple(found.reasons)


def changed_recalls(old: Survey, new: Survey) -> frozenset[str]:
    """Return the ids under which both versions know answers to earlier surveys, but not the same ones."""
    before = {recall.id: _recalled(recall) for recall in old.recalls}
    return frozenset(
        recall.id for recall in new.recalls if before.get(recall.id, _recalled(recall)) != _recalled(recall)
    )


def _recalled(recall: Recall) -> tuple[str, str]:
    return recall.survey, recall.question


def _head(old: Survey, new: Survey, found: Findings) -> None:
    if old.id != new.id:
        found.caution("other_survey", old=old.id, new=new.id)
    for key, before, after in (
        ("survey_version", old.version, new.version),
        ("minutes_changed", old.minutes, new.minutes),
        ("licence_changed", old.licence, new.licence),
        ("source_changed", old.source, new.source),
    ):
        if before != after:
            found.note(key, old=before, new=after)
    found.texts(Part.TITLE, old.title, new.title)
    found.texts(Part.PURPOSE, old.purpose, new.purpose)
    _languages(old, new, found)


def _languages(old: Survey, new: Survey, found: Findings) -> None:
    for key, languages, others in (
        ("language_added", new.languages, old.languages),
        ("language_removed", old.languages, new.languages),
    ):
        only = tuple(language for language in languages if language not in others)
        if only:
            found.caution(key, languages=only)
    if old.languages[0] != new.languages[0]:
        found.caution("other_first_language", old=old.languages[0], new=new.languages[0])
    elif set(old.languages) == set(new.languages) and old.languages != new.languages:
        found.note("languages_reordered")


def _recalls(old: Survey, new: Survey, found: Findings) -> None:
    before, after = ({recall.id: recall for recall in survey.recalls} for survey in (old, new))
    for key, names in (("recall_added", after.keys() - before), ("recall_removed", before.keys() - after)):
        if names:
            found.note(key, recalls=tuple(sorted(names)))
    if changed := changed_recalls(old, new):
        found.caution("recall_changed", recalls=tuple(sorted(changed)))
    for name in before:
        if name in after:
            found.texts((Part.RECALL, name), before[name].text, after[name].text)
    if out_of_order(list(before), list(after)):
        found.note("recalls_reordered")


def _pages(old: Survey, new: Survey, found: Findings) -> None:
    before, after = ({page.id: page for page in survey.pages} for survey in (old, new))
    for key, pages in (("pages_added", _only(after, before)), ("pages_removed", _only(before, after))):
        titles = tuple(page.title for page in pages)
        if titles:
            found.note(key, pages=titles)
    for name in before:
        if name in after:
            found.texts((Part.PAGE_TITLE, before[name].title), before[name].title, after[name].title)
            found.texts((Part.PAGE_TEXT, after[name].title), before[name].text, after[name].text)
            _page_condition(before[name], after[name], found)
    if moved := out_of_order(list(before), list(after)):
        found.caution("pages_reordered", pages=tuple(after[name].title for name in after if name in moved))


def _page_condition(old: Page, new: Page, found: Findings) -> None:
    conditions = [None if page.condition is None else page.condition.document for page in (old, new)]
    if differ(*conditions):
        found.caution("condition_of_page", page=new.title)


def _only(pages: Mapping[str, Page], others: Mapping[str, Page]) -> Iterator[Page]:
    return (page for name, page in pages.items() if name not in others)


def written_differently(old: Survey, new: Survey) -> bool:
    """Return whether the documents are not the same to the letter, questions and scales apart."""
    return differ(_head_and_pages(old), _head_and_pages(new))


def _head_and_pages(survey: Survey) -> dict[str, object]:
    pages = [{name: member for name, member in page.items() if name != "questions"} for page in survey.data["pages"]]
    head = {name: member for name, member in survey.data.items() if name not in ("pages", "scales")}
    return {**head, "pages": pages}
