"""Waves in words: what each is called and where it stands, in the reader's language and the plan's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from surveys.answers.wording import day_in_words
from surveys.schedule import Plan, State, Wave
from surveys.words import language_of_words
from xblock_impact.answering.waves import LearnerWave
from xblock_impact.words import words_in

_INSTANT = timedelta(microseconds=1)


class WaveWords:
    """What is said about the waves of one plan in one language, at one moment."""

    def __init__(self, plan: Plan | None, language: str, now: datetime) -> None:
        self._plan = plan
        self._language = language_of_words(language)
        self._words: Mapping[str, str] = words_in(language)
        self._now = now

    def name(self, wave: Wave) -> str:
        """Return what tells the wave from others, as in "30 days after you complete the course"."""
        if wave.on is not None:
            return self._words["wave_date"].format(date=self._day(wave.on))
        if wave.delay_days == 0:
            return self._words[f"wave_{wave.anchor}_0"]
        before = "_before" if wave.delay_days < 0 else ""
        return self._words[f"wave_{wave.anchor}{before}"].format(days=self._days(abs(wave.delay_days)))

    def state(self, stands: LearnerWave) -> str:
        """Return where the wave stands, in a few words."""
        if stands.state is State.ANSWERED and stands.changeable and stands.closes_at is not None:
            return self._words["state_changeable"].format(date=self.last_day(stands))
        if stands.state is State.UPCOMING and self._opens_today(stands):
            return self._words["state_opens_today"].format(time=self._clock(stands.opens_at))
        return self._words[f"state_{stands.state}"].format(**self._dates(stands))

    def waiting(self, stands: LearnerWave) -> tuple[str, str]:
        """Return title and text for whoever has nothing to fill in because of where this wave stands."""
        key = "waiting_today" if self._opens_today(stands) else f"waiting_{stands.state}"
        when = self.name(stands.wave) if stands.wave is not None else ""
        text = self._words[key].format(
            when=when[:1].lower() + when[1:], time=self._clock(stands.opens_at), **self._dates(stands)
        )
        return self._words[f"waiting_{stands.state}_title"], text

    def last_day(self, stands: LearnerWave) -> str:
        """Return the last day on which the wave is open; "" where that is not known."""
        return "" if stands.closes_at is None else self._day(self._local(stands.closes_at - _INSTANT).date())

    def _dates(self, stands: LearnerWave) -> dict[str, str]:
        opens_on = "" if stands.opens_at is None else self._day(self._local(stands.opens_at).date())
        return {"opens": opens_on, "closes": self.last_day(stands)}

    def _opens_today(self, stands: LearnerWave) -> bool:
        if stands.state is not State.UPCOMING or stands.opens_at is None:
            return False
        return self._local(stands.opens_at).date() == self._local(self._now).date()

    def _local(self, moment: datetime) -> datetime:
        return moment if self._plan is None else moment.astimezone(self._plan.hours.zone)

    def _clock(self, moment: datetime | None) -> str:
        return "" if moment is None else f"{self._local(moment):%H:%M}"

    def _day(self, day: date) -> str:
        return day_in_words(day.isoformat(), self._language)

    def _days(self, number: int) -> str:
        return self._words["one_day" if number == 1 else "many_days"].format(number=number)


def next_to_wait_for(waves: tuple[LearnerWave, ...]) -> LearnerWave:
    """Return the wave that somebody with nothing to fill in wants to know about: the next to open, else one that may
    still open, else the last.
    """
    upcoming = [(wave.opens_at, place) for place, wave in enumerate(waves) if wave.state is State.UPCOMING]
    if upcoming:
        return waves[min(upcoming)[1]]
    may_open = [wave for wave in waves if wave.state is State.NOT_ANCHORED]
    return may_open[0] if may_open else waves[-1]
