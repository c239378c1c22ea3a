"""What the author set, checked: the one place that knows which settings a campaign can run with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from surveys.contract import Definition
from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid, PlanInvalid, Problem, SurveyError
from surveys.instruments import instrument_names, load_instrument
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode
from surveys.schedule import Plan, load_plan
from surveys.texts import LANGUAGES
from xblock_impact.errors import ConfigurationIncomplete

SETTINGS = ("display_name", "instrument", "campaign", "privacy_mode", "min_respondents")
OWN_DOCUMENTS = ("definition", "waves")
"""Beside the settings: a survey of the author's own in place of the instrument, and the plan of its waves."""
TITLE_LANGUAGE = "title_language"
"""Beside the settings: not asked, but the language of the page on which the title was written."""
MAX_TITLE = 255  # characters
MAX_MIN_RESPONDENTS = 1_000  # as in the contract
_CAMPAIGN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_WHOLE = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one block, all of them usable."""

    title: str
    survey: Survey
    instrument: str  # that the survey is, or was made from
    campaign: str
    mode: PrivacyMode
    min_respondents: int  # k: fewest persons in a group whose figures are shown
    title_language: str
    plan: Plan | None = None  # None: one wave, open to everybody at any time

    @property
    def definition(self) -> Definition:
        """What the service has to know before the first submission."""
        return Definition(
            campaign=self.campaign,
            title={self.title_language: self.title},
            mode=self.mode,
            survey=self.survey.data,
            min_respondents=self.min_respondents,
        )


def stored_values(block: Any) -> dict[str, Any]:
    """Return what ``read_configuration`` reads, as it is stored in ``block``."""
    return {name: getattr(block, name) for name in (*SETTINGS, *OWN_DOCUMENTS, TITLE_LANGUAGE)}


def read_configuration(values: Mapping[str, Any], words: Mapping[str, str]) -> Configuration:
    """Return the configuration in ``values`` (the names in SETTINGS → what was stored or typed).

    Raises ConfigurationIncomplete with a problem for every setting that cannot be used, in ``words``.
    """
    read: dict[str, Any] = {}
    problems = []
    for name, reader in _READERS.items():
        try:
            read[name] = reader(values.get(name))
        except _Unusable as unusable:
            problems.append(Problem(name, words[unusable.key].format(**unusable.facts)))
        except (DefinitionInvalid, PlanInvalid) as invalid:
            problems += [Problem(f"{name}.{wrong.path}".rstrip("."), wrong.message) for wrong in invalid.problems]
    if read.get("definition") is not None:
        problems = [problem for problem in problems if problem.path != "instrument"]  # it only says where it began
    if problems:
        raise ConfigurationIncomplete(problems)
    survey = read["definition"] or load_instrument(read["instrument"])
    written_in = values.get(TITLE_LANGUAGE)
    return Configuration(
        title=read["display_name"],
        survey=survey,
        instrument=read.get("instrument", ""),
        campaign=read["campaign"],
        mode=read["privacy_mode"],
        min_respondents=read["min_respondents"],
        title_language=str(written_in) if written_in in LANGUAGES else survey.languages[0],
        plan=read["waves"],
    )


class _Unusable(Exception):
    """``key`` names the sentence in the words; ``facts`` fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


def _title(value: object) -> str:
    if not isinstance(value, str):
        raise _Unusable("setting_text")
    title = value.strip()
    if not title:
        raise _Unusable("setting_title_missing")
    if len(title) > MAX_TITLE:
        raise _Unusable("setting_title_long", maximum=MAX_TITLE)
    return title


def _instrument(value: object) -> str:
    if not isinstance(value, str) or value not in instrument_names():
        raise _Unusable("setting_instrument")
    try:
        load_instrument(value)
    except SurveyError as error:
        raise _Unusable("setting_instrument_broken", reason=error) from None
    return value


def _definition(value: object) -> Survey | None:
    """Return the author's own survey. Reading one takes milliseconds, so each text is read once a process."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _Unusable("setting_definition")
    return _survey_in(json.dumps(value))


@lru_cache(maxsize=256)
def _survey_in(text: str) -> Survey:
    return load_survey(json.loads(text))


def _waves(value: object) -> Plan | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _Unusable("setting_waves")
    return load_plan(value)


def _campaign(value: object) -> str:
    key = value.strip() if isinstance(value, str) else value
    if key is None or key == "":
        raise _Unusable("setting_campaign_missing")
    if not isinstance(key, str) or not _CAMPAIGN.fullmatch(key):
        raise _Unusable("setting_campaign")
    return key


def _mode(value: object) -> PrivacyMode:
    try:
        return PrivacyMode(value)  # type: ignore[arg-type]  # anything else raises
    except ValueError:
        raise _Unusable("setting_mode") from None


def _min_respondents(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Unusable("setting_min_whole", minimum=MIN_RESPONDENTS)
    if not MIN_RESPONDENTS <= value <= MAX_MIN_RESPONDENTS:
        raise _Unusable("setting_min_range", minimum=MIN_RESPONDENTS, maximum=MAX_MIN_RESPONDENTS)
    return value


_READERS = {
    "display_name": _title,
    "instrument": _instrument,
    "definition": _definition,
    "waves": _waves,
    "campaign": _campaign,
    "privacy_mode": _mode,
    "min_respondents": _min_respondents,
}
