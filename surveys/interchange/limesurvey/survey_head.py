"""What a survey says about itself: titles and purpose, and what only our own rows hold."""

from __future__ import annotations

from surveys.definition.outline import answerables_of, pages_of, questions_of
from surveys.definition.schema import FORMAT
from surveys.interchange.assembling import minutes_for
from surveys.interchange.exchange import LICENCE_NOT_STATED, Assumptions
from surveys.interchange.limesurvey.making import Document
from surveys.interchange.limesurvey.own import is_id, whole
from surveys.interchange.limesurvey.source import Source
from surveys.interchange.limesurvey.texts import Texts, plain
from surveys.interchange.naming import Names
from surveys.interchange.report import Report

_MAX_MINUTES = 240
_NO_PLACE = "A definition has no place for this."
_READ = frozenset({"surveyls_title", "surveyls_description", "surveyls_welcometext"})
_WHY = {
    "surveyls_endtext": "The page after the survey thanks in its own words.",
    "surveyls_policy_notice": "What is done with answers is said by the campaign's privacy mode.",
    "surveyls_policy_notice_label": "What is done with answers is said by the campaign's privacy mode.",
    "surveyls_policy_error": "What is done with answers is said by the campaign's privacy mode.",
    "surveyls_url": "Nobody is sent elsewhere after the survey.",
    "surveyls_urldescription": "Nobody is sent elsewhere after the survey.",
}
_FORMATS = frozenset(
    {
        *("surveyls_survey_id", "surveyls_language", "surveyls_dateformat", "surveyls_numberformat"),
        *("surveyls_alias", "surveyls_attributecaptions", "attachments"),
    }
)


class Head:
    """Reads the head of one file."""

    def __init__(self, source: Source, texts: Texts, report: Report, name: str, assumptions: Assumptions) -> None:
        self._source = source
        self._texts = texts
        self._report = report
        self._name = name
        self._assumptions = assumptions

    def own(self, name: str) -> str:
        """Return what our own row ``name`` says, whatever its language."""
        return plain(next(iter(self._source.extras.get(name, {}).values()), ""))

    def begin(self) -> Document:
        """Return the document without its pages."""
        title = self._title()
        document: Document = {"format": FORMAT, "id": self._id(title)}
        document["version"] = whole(self.own("version")) or 1
        document["title"] = title
        document["purpose"] = self._purpose(title)
        document["languages"] = self._texts.languages
        document["licence"] = self.own("licence") or self._licence()
        document["source"] = (
            self.own("source") or self._assumptions.source.strip() or self._name.strip() or "LimeSurvey"
        )
        return document

    def welcome_on_first_page(self) -> bool:
        """Tell whether the words of welcome are not the purpose, so that they stand on the first page."""
        return bool(self._source.settings.get("surveyls_description"))

    def minutes(self, document: Document) -> int:
        """Return how long answering takes: as the file says, or worked out from the questions."""
        said = whole(self.own("minutes"))
        if said is not None and said <= _MAX_MINUTES:
            return said
        asked = sum(
            1 for page in pages_of(document) for question in questions_of(page) for _ in answerables_of(question)
        )
        minutes = minutes_for(asked)
        self._report.assumed(
            "survey",
            f"The time to answer: {minutes} min",
            "Estimated from the number of questions. Time it with a few people.",
        )
        return minutes

    def _title(self) -> dict[str, str]:
        said = self._source.settings.get("surveyls_title", {})
        if not said and self._source.groups and self._source.groups[0].name:
            said = self._source.groups[0].name
            self._report.assumed("survey.title", "The title", "The file has none: its first group's name stands there.")
        return self._texts.needed(said, "survey.title", self._name.rpartition(".")[0] or "LimeSurvey")

    def _purpose(self, title: dict[str, str]) -> dict[str, str]:
        settings = self._source.settings
        said = settings.get("surveyls_description") or settings.get("surveyls_welcometext", {})
        purpose = self._texts.optional(said, "survey.description")
        if purpose is None:
            self._report.assumed("survey.description", "The purpose", "The file says none: the title stands there.")
            return dict(title)
        return purpose

    def _id(self, title: dict[str, str]) -> str:
        said = self.own("id")
        return said if is_id(said) else Names().id_for(next(iter(title.values())), "survey")

    def _licence(self) -> str:
        licence = self._assumptions.licence.strip() or LICENCE_NOT_STATED
        self._report.assumed("survey", f"The licence {licence}", "The file names none. Say under which it may be used.")
        return licence

    def scales(self) -> list[Document]:
        """Return the scales that our own rows name."""
        found = []
        for name, said in self._source.extras.items():
            scale = name.removeprefix("scale.")
            if scale != name and is_id(scale):
                found.append({"id": scale, "title": self._texts.needed(said, name, scale)})
        return found

    def recalls(self) -> list[Document]:
        """Return the recalls that our own rows name."""
        found = []
        for name in self._source.extras:
            recall, _, member = name.removeprefix("recall.").partition(".")
            if not name.startswith("recall.") or member != "question" or not is_id(recall):
                continue
            document: Document = {
                "id": recall,
                "survey": self.own(f"recall.{recall}.survey"),
                "question": self.own(name),
            }
            text = self._texts.optional(self._source.extras.get(f"recall.{recall}.text", {}), name)
            if all(map(is_id, (document["survey"], document["question"]))):
                found.append({**document, **({"text": text} if text else {})})
        return found

    def report_rest(self) -> None:
        """Report what of the texts of the survey is not in the definition."""
        e_mails = 0
        for name, said in self._source.settings.items():
            if name in _READ | _FORMATS or not any(text.strip() for text in said.values()):
                continue
            if "email" in name:
                e_mails += 1
            else:
                self._report.left_out(f"survey.{name[:60]}", f"The text {name[:60]}", _WHY.get(name, _NO_PLACE))
        if e_mails:
            self._report.left_out(
                "survey", f"E-mail texts ({e_mails})", "Invitations and reminders belong to a campaign."
            )
        for leftover in self._source.leftovers:
            self._report.left_out(leftover.path, leftover.what, leftover.why)
