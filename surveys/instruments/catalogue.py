"""Which instrument to choose: who answers it, and when. The rest of an entry is read from the instrument itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.library import instrument_names, load_instrument
from surveys.levels import Level
from surveys.texts import Text


class Moment(StrEnum):
    """When an instrument is held, seen from the training."""

    BEFORE_DESIGN = "before_design"  # nobody has decided yet that there will be a training
    BEFORE_START = "before_start"  # the participants are known, the training has not begun
    PILOT = "pilot"  # at the end of a first run with a small group
    END = "end"  # when this learner has finished
    ON_THE_JOB = "on_the_job"  # weeks to a year after, and again


class Respondent(StrEnum):
    """Who answers an instrument."""

    REQUESTER = "requester"  # who asks for a training, for the organisation
    LEARNER = "learner"
    MANAGER = "manager"  # of learners


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One instrument, for whoever chooses. ``levels`` in the order of the map; ``waves``: days after this learner has
    finished, empty where it is held once; ``builds_on``: instruments whose answers it repeats.
    """

    name: str
    title: Text
    purpose: Text
    respondent: Respondent
    moment: Moment
    waves: tuple[int, ...]
    minutes: int  # time to answer [min]
    questions: int
    levels: tuple[Level, ...]
    scales: tuple[str, ...]
    builds_on: tuple[str, ...]
    languages: tuple[str, ...]
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class _Use:
    respondent: Respondent
    moment: Moment
    waves: tuple[int, ...] = ()


ON_THE_JOB_WAVES = (30, 90, 180, 365)
"""Days after this learner has finished (requirement A12)."""

_USES = {
    "baseline": _Use(Respondent.LEARNER, Moment.BEFORE_START),
    "carpentries_end": _Use(Respondent.LEARNER, Moment.END),
    "carpentries_long_term": _Use(Respondent.LEARNER, Moment.ON_THE_JOB, (180, 365)),
    "communication_reach": _Use(Respondent.LEARNER, Moment.BEFORE_START),
    "follow_up": _Use(Respondent.LEARNER, Moment.ON_THE_JOB, ON_THE_JOB_WAVES),
    "manager_observation": _Use(Respondent.MANAGER, Moment.ON_THE_JOB, ON_THE_JOB_WAVES),
    "needs_learner": _Use(Respondent.LEARNER, Moment.BEFORE_DESIGN),
    "needs_organisation": _Use(Respondent.REQUESTER, Moment.BEFORE_DESIGN),
    "pilot": _Use(Respondent.LEARNER, Moment.PILOT),
    "reaction": _Use(Respondent.LEARNER, Moment.END),
    "skills4eosc": _Use(Respondent.LEARNER, Moment.END),
}


def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return an entry for each instrument, in the order in which a training needs them, then by name."""
    entries = (_entry(name, _USES[name]) for name in instrument_names())
    moments = list(Moment)
    return tuple(sorted(entries, key=lambda entry: (moments.index(entry.moment), entry.name)))


def _entry(name: str, use: _Use) -> CatalogueEntry:
    survey = load_instrument(name)
    return CatalogueEntry(
        name=name,
        title=survey.title,
        purpose=survey.purpose,
        respondent=use.respondent,
        moment=use.moment,
        waves=use.waves,
        minutes=survey.minutes,
        questions=len(survey.questions),
        levels=tuple(level for level in Level if survey.on_level(level)),
        scales=tuple(scale.id for scale in survey.scales),
        builds_on=tuple(sorted({recall.survey for recall in survey.recalls})),
        languages=survey.languages,
        licence=survey.licence,
        source=survey.source,
    )
