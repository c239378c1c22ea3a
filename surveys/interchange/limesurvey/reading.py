"""From what a LimeSurvey file holds to a survey that loads, and the report on the way there."""

from __future__ import annotations

from surveys.interchange.assembling import reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.frame import language_tag
from surveys.interchange.limesurvey.conditions import Conditions
from surveys.interchange.limesurvey.from_rows import source_from_rows
from surveys.interchange.limesurvey.from_xml import source_from_xml
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.own import Ids
from surveys.interchange.limesurvey.pages import Pages
from surveys.interchange.limesurvey.source import Source
from surveys.interchange.limesurvey.survey_head import Head
from surveys.interchange.limesurvey.texts import Texts
from surveys.interchange.limesurvey.variables import Variables
from surveys.interchange.report import Report
from surveys.limits import MAX_ANSWERS

_MAX_GROUPS = 500  # a survey has 100 pages at most, and groups without questions are none
_MAX_QUESTIONS = 2 * MAX_ANSWERS  # questions without a counterpart included


def read_xml(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in an XML export of LimeSurvey (``.lss``, ``.lsg``, ``.lsq``) of version 2 to 6.

    Raises FileRefused, and ExtraMissing without ``defusedxml``.
    """
    return _reading(source_from_xml(data), name, assumptions)


def read_tab_separated(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in a tab-separated survey structure of LimeSurvey (``.txt``). Raises FileRefused."""
    return _reading(source_from_rows(data), name, assumptions)


def _reading(source: Source, name: str, assumptions: Assumptions) -> Reading:
    _refuse_too_much(source)
    report = Report()
    variables = Variables(question for group in source.groups for question in group.questions)
    texts = Texts(_languages(source, report, assumptions), report, variables)
    head = Head(source, texts, report, name, assumptions)
    document = head.begin()
    if scales := head.scales():
        document["scales"] = scales
    if recalls := head.recalls():
        document["recalls"] = recalls
    for number, recall in enumerate(recalls, 1):
        variables.add_recall(number, recall["id"])
    making = Making(
        report=report,
        assumptions=assumptions,
        texts=texts,
        variables=variables,
        conditions=Conditions(variables),
        ids=Ids(source),
        scales=frozenset(scale["id"] for scale in scales),
    )
    document["pages"] = _pages(source, making, head, next(iter(document["title"].values())))
    document["minutes"] = head.minutes(document)
    head.report_rest()
    _report_assumptions(making)
    _refuse_nothing(document, report)
    return reading_of(document, report, making.paths)


def _languages(source: Source, report: Report, assumptions: Assumptions) -> list[str]:
    known = [code for code in source.languages if language_tag(code)]
    for code in source.languages:
        if code not in known:
            report.left_out("languages", f"The language {code[:40]!r}", "This is no language tag such as nl or pt-BR.")
    if not known:
        report.assumed("languages", f"The language {assumptions.language}", "The file names none that can be used.")
    return known or [assumptions.language]


def _pages(source: Source, making: Making, head: Head, title: str) -> list[Document]:
    pages: list[Document] = []
    maker = Pages(making)
    welcome = source.settings.get("surveyls_welcometext", {}) if head.welcome_on_first_page() else {}
    for group in source.groups:
        before = welcome if not pages else {}
        if page := maker.page(group, before, title):
            if before:
                making.report.changed("survey.welcometext", "The welcome", "It is the beginning of the first page.")
            pages.append(page)
    return pages


def _report_assumptions(making: Making) -> None:
    if making.levels_assumed:
        making.report.assumed(
            "questions",
            f"The level {making.assumptions.level.value} of {making.levels_assumed} questions",
            "The file does not say what of the impact map they measure. Check each.",
        )
    for code in making.texts.other_languages:
        making.report.left_out("texts", f"Texts in {code[:40]!r}", "The survey is not in this language. Add it there.")


def _refuse_too_much(source: Source) -> None:
    """Refuse what could not become a survey, before time is spent on it."""
    questions = sum(len(group.questions) for group in source.groups)
    for what, there, most in (("groups", len(source.groups), _MAX_GROUPS), ("questions", questions, _MAX_QUESTIONS)):
        if there > most:
            raise FileRefused(f"The file has {there:,} {what}; {most:,} is the most that is read. Split the survey.")


def _refuse_nothing(document: Document, report: Report) -> None:
    if document["pages"]:
        return
    whys = dict.fromkeys(finding.why for finding in report.findings if finding.what.startswith("Question"))
    raise FileRefused(f"The file holds no question that can be carried. {' '.join(whys)[:500]}".strip())
