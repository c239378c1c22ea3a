"""The response rate in words, with what it is a share of, or why it is not known and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.answers.wording import day_in_words
from surveys.schedule import Wave
from xblock_impact.answering.response_rate import Rate, Rates, Shown, counts_visits_unseen, threshold
from xblock_impact.configuration.reading import Configuration
from xblock_impact.words import studio_words_in, words_in

BACKFILL = "./manage.py lms impact_backfill --course {course}"


@dataclass(frozen=True, slots=True)
class RateWords:
    """What stands in the panel: ``text`` of the one wave there is, or ``rows`` of wave and text for several."""

    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()  # whom the rate is about and what it keeps back, or why it is not known
    command: str = ""  # that the last note leads to, for the operators


def rate_in_words(rates: Rates, configuration: Configuration, course_key: str, language: str) -> RateWords:
    """Return what the course team reads. ``course_key`` is empty outside courses."""
    words, fewest = words_in(language), threshold(configuration)
    if any(one.shown is Shown.UNKNOWN for one in rates.waves) or not rates.waves:
        return _unknown(configuration, course_key, words)
    notes = [words["panel_rate_who"]]
    if fewest:
        notes.append(words["panel_rate_protects"].format(minimum=fewest))
    said = [wave_rate(one, words, fewest) for one in rates.waves]
    if configuration.plan is None or len(said) == 1:
        return RateWords(text=said[0], notes=tuple(notes))
    names = [_moment(wave, language) for wave in configuration.plan.waves]
    return RateWords(rows=tuple(zip(names, said, strict=True)), notes=tuple(notes))


def wave_rate(rate: Rate, words: Mapping[str, str], fewest: int) -> str:
    """Return the rate of one wave of which it is known who could answer."""
    return words[f"panel_rate_{rate.shown}" if rate.shown is not Shown.EXACT else "panel_rate"].format(
        share=rate.share,
        answered=rate.answered,
        eligible=rate.eligible,
        minimum=fewest,
        most=rate.eligible - fewest,
        learners=2 * fewest,
    )


def _unknown(configuration: Configuration, course_key: str, words: Mapping[str, str]) -> RateWords:
    if counts_visits_unseen(configuration):
        return RateWords(text=words["panel_rate_visits"])
    if not course_key:
        return RateWords(text=words["panel_rate_no_course"])
    return RateWords(
        text=words["panel_rate_unknown"],
        notes=(words["panel_rate_backfill"],),
        command=BACKFILL.format(course=course_key),
    )


def _moment(wave: Wave, language: str) -> str:
    """Return when a wave is held, as Studio says it to authors."""
    if wave.on is not None:
        return words_in(language)["wave_date"].format(date=day_in_words(wave.on.isoformat(), language))
    words = studio_words_in(language)
    when = "at" if wave.delay_days == 0 else "before" if wave.delay_days < 0 else "after"
    key = f"wave_{when}_one" if abs(wave.delay_days) == 1 else f"wave_{when}"
    return words[key].format(days=abs(wave.delay_days), anchor=words[f"anchor_{wave.anchor}"])
