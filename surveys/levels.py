"""The seven ordered levels of the impact map, with the question behind each (requirements B6-B23)."""

from __future__ import annotations

from enum import StrEnum

from surveys.texts import Text


class Level(StrEnum):
    """A level of the impact map, from who learns to what is strived for. Ordered by ``number``."""

    TARGET_GROUP = "target_group"
    INTERVENTIONS = "interventions"
    COMPETENCIES = "competencies"
    WORK_BEHAVIOUR = "work_behaviour"
    INDICATORS = "indicators"
    OPERATIONAL_GOALS = "operational_goals"
    STRATEGIC_GOALS = "strategic_goals"

    @property
    def number(self) -> int:
        """Place on the map, 1 to 7."""
        return list(Level).index(self) + 1

    @property
    def title(self) -> Text:  # type: ignore[override]  # str.title has no use on a level
        """Name of the level, by language."""
        return _TITLES[self]

    @property
    def guiding_question(self) -> Text:
        """The question that fills this level of a map, by language."""
        return _GUIDING_QUESTIONS[self]


_TITLES = {
    Level.TARGET_GROUP: Text({"nl": "Doelgroep", "en": "Target group", "fr": "Groupe cible"}),
    Level.INTERVENTIONS: Text({"nl": "Interventies", "en": "Interventions", "fr": "Interventions"}),
    Level.COMPETENCIES: Text({"nl": "Bekwaamheden", "en": "Competencies", "fr": "Compétences"}),
    Level.WORK_BEHAVIOUR: Text({"nl": "Werkgedrag", "en": "Work behaviour", "fr": "Comportement au travail"}),
    Level.INDICATORS: Text(
        {
            "nl": "Indicatoren van succesvol werkgedrag",
            "en": "Indicators of successful work behaviour",
            "fr": "Indicateurs d’un comportement réussi",
        }
    ),
    Level.OPERATIONAL_GOALS: Text(
        {"nl": "Operationele doelen", "en": "Operational goals", "fr": "Objectifs opérationnels"}
    ),
    Level.STRATEGIC_GOALS: Text({"nl": "Strategische doelen", "en": "Strategic goals", "fr": "Objectifs stratégiques"}),
}

_GUIDING_QUESTIONS = {
    Level.TARGET_GROUP: Text(
        {
            "nl": "Voor wie is dit bedoeld?",
            "en": "Who is this meant for?",
            "fr": "À qui cela s’adresse-t-il ?",
        }
    ),
    Level.INTERVENTIONS: Text(
        {
            "nl": "Met welke vormen van leren, en met wat nog meer, helpen we hen?",
            "en": "Which ways of learning, and what else, do we help them with?",
            "fr": "Par quelles formes d’apprentissage, et par quoi d’autre, les aidons-nous ?",
        }
    ),
    Level.COMPETENCIES: Text(
        {
            "nl": "Wat weten, herkennen en kunnen ze daarna?",
            "en": "What do they know, recognise and master afterwards?",
            "fr": "Que savent-ils, reconnaissent-ils et maîtrisent-ils ensuite ?",
        }
    ),
    Level.WORK_BEHAVIOUR: Text(
        {
            "nl": "Wat doen ze op het werk voortaan anders of beter?",
            "en": "What do they do differently or better at work from then on?",
            "fr": "Que font-ils désormais autrement ou mieux au travail ?",
        }
    ),
    Level.INDICATORS: Text(
        {
            "nl": "Aan welk resultaat is dat gedrag te zien, en waardoor?",
            "en": "In which result does that behaviour show, and through what?",
            "fr": "Dans quel résultat ce comportement se voit-il, et pourquoi ?",
        }
    ),
    Level.OPERATIONAL_GOALS: Text(
        {
            "nl": "Welk doel van het team of de organisatie komt daardoor dichterbij?",
            "en": "Which goal of the team or organisation comes closer through it?",
            "fr": "De quel objectif de l’équipe ou de l’organisation cela rapproche-t-il ?",
        }
    ),
    Level.STRATEGIC_GOALS: Text(
        {
            "nl": "Hoe draagt dat bij aan waar de organisatie naartoe wil?",
            "en": "How does that serve where the organisation wants to go?",
            "fr": "En quoi cela sert-il le cap de l’organisation ?",
        }
    ),
}
