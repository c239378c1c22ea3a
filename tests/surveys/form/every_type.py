"""A survey with a question of every type, conditions and answers in texts, in Dutch, English, French and Arabic."""

from __future__ import annotations

from typing import Any

from surveys.definition import Survey, load_survey

Document = dict[str, Any]
LANGUAGES = ("nl", "en", "fr", "ar")


def _text(nl: str, en: str, fr: str, ar: str) -> Document:
    return {"nl": nl, "en": en, "fr": fr, "ar": ar}


def _option(code: str, *texts: str, **flags: bool) -> Document:
    return {"code": code, "text": _text(*texts), **flags}


def _question(kind: str, name: str, *texts: str, **members: Any) -> Document:
    return {"id": name, "version": 1, "type": kind, "level": "work_behaviour", "text": _text(*texts), **members}


_HOW_OFTEN = [
    _option("never", "Nooit", "Never", "Jamais", "أبدا"),
    _option("sometimes", "Soms", "Sometimes", "Parfois", "أحيانا"),
    _option("often", "Vaak", "Often", "Souvent", "غالبا"),
    _option("always", "Altijd", "Always", "Toujours", "دائما"),
    _option("none", "Kan ik niet zeggen", "Cannot say", "Je ne sais pas", "لا أعرف", not_applicable=True),
]
_HELPED_BY = [
    _option("time", "Tijd", "Time", "Du temps", "الوقت"),
    _option("tools", "Hulpmiddelen", "Tools", "Des outils", "الأدوات"),
    _option("peers", "Collega’s", "Colleagues", "Des collègues", "الزملاء"),
]


def _items(*texts: tuple[str, str, str, str]) -> list[Document]:
    return [{"id": f"support_{place}", "version": 1, "text": _text(*text)} for place, text in enumerate(texts, 1)]


SUPPORT = _items(
    ("Ik had tijd om te oefenen.", "I had time to practise.", "J’ai eu le temps de pratiquer.", "كان لدي وقت للتدرب."),
    (
        "Mijn leidinggevende vroeg ernaar.",
        "My manager asked about it.",
        "Mon responsable m’en a parlé.",
        "سأل مديري عنه.",
    ),
)

DOCUMENT: Document = {
    "format": "impact-survey/1",
    "id": "every_type",
    "version": 1,
    "title": _text("Elke soort vraag", "Every type of question", "Chaque type de question", "كل أنواع الأسئلة"),
    "purpose": _text("Om te proberen.", "To try out.", "Pour essayer.", "للتجربة."),
    "minutes": 3,
    "languages": list(LANGUAGES),
    "licence": "Apache-2.0",
    "source": "Impact, own wording (2026)",
    "recalls": [{"id": "goal", "survey": "baseline", "question": "commitment_1"}],
    "pages": [
        {
            "id": "use",
            "title": _text("Wat je deed", "What you did", "Ce que vous avez fait", "ما فعلته"),
            "text": _text("Denk aan deze maand.", "Think of this month.", "Pensez à ce mois-ci.", "فكر في هذا الشهر."),
            "questions": [
                _question(
                    "single_choice",
                    "used",
                    "Je nam je voor: {goal|iets anders te doen}. Deed je dat?",
                    "You set out to: {goal|do something else}. Did you?",
                    "Vous vouliez : {goal|faire autre chose}. L’avez-vous fait ?",
                    "كنت تنوي: {goal|شيئا آخر}. هل فعلت؟",
                    required=True,
                    options=[
                        _option("yes", "Ja", "Yes", "Oui", "نعم"),
                        _option("no", "Nee", "No", "Non", "لا"),
                        _option("otherwise", "Anders", "Otherwise", "Autrement", "غير ذلك", other=True),
                    ],
                ),
                _question(
                    "free_text",
                    "why_not",
                    "Wat hield je tegen?",
                    "What kept you from it?",
                    "Qu’est-ce qui vous en a empêché ?",
                    "ما الذي منعك؟",
                    condition={"===": [{"var": "used"}, "no"]},
                ),
                _question(
                    "scale", "often", "Hoe vaak?", "How often?", "À quelle fréquence ?", "كم مرة؟", options=_HOW_OFTEN
                ),
                _question(
                    "duration",
                    "spent",
                    "Hoeveel tijd kostte het?",
                    "How much time did it take?",
                    "Combien de temps cela a-t-il pris ?",
                    "كم من الوقت استغرق؟",
                    maximum=6000,
                    declinable=True,
                    condition={"!": {"===": [{"var": "used"}, "no"]}},
                ),
                _question(
                    "date", "since", "Sinds wanneer?", "Since when?", "Depuis quand ?", "منذ متى؟", latest="2026-12-31"
                ),
            ],
        },
        {
            "id": "help",
            "title": _text("Wat hielp", "What helped", "Ce qui a aidé", "ما ساعدك"),
            "questions": [
                _question(
                    "multiple_response",
                    "helped",
                    "Wat hielp je?",
                    "What helped you?",
                    "Qu’est-ce qui vous a aidé ?",
                    "ما الذي ساعدك؟",
                    declinable=True,
                    options=[
                        *_HELPED_BY,
                        _option("else", "Iets anders", "Something else", "Autre chose", "شيء آخر", other=True),
                        _option("nothing", "Niets", "Nothing", "Rien", "لا شيء", exclusive=True),
                    ],
                ),
                _question(
                    "ranking",
                    "first",
                    "Wat hielp het meest?",
                    "What helped most?",
                    "Qu’est-ce qui a le plus aidé ?",
                    "ما الذي ساعدك أكثر؟",
                    options=_HELPED_BY,
                    maximum=2,
                    condition={">=": [{"count": {"var": "helped"}}, 2]},
                ),
                _question(
                    "battery",
                    "support",
                    "Hoe vaak klopte dit?",
                    "How often was this so?",
                    "À quelle fréquence était-ce le cas ?",
                    "كم مرة كان هذا صحيحا؟",
                    options=_HOW_OFTEN,
                    items=SUPPORT,
                    grid=True,
                ),
                _question(
                    "number",
                    "times",
                    "Hoeveel gesprekken voerde je sinds {since|het begin}?",
                    "How many talks since {since|the start}?",
                    "Combien d’entretiens depuis {since|le début} ?",
                    "كم محادثة منذ {since|البداية}؟",
                    unit=_text("gesprekken", "talks", "entretiens", "محادثات"),
                    minimum=0,
                    maximum=500,
                ),
            ],
        },
        {
            "id": "value",
            "title": _text("Wat het opleverde", "What it gave", "Ce que cela a apporté", "ما الذي حققه"),
            "condition": {"or": [{">": [{"var": "times"}, 0]}, {"in": [{"var": "often"}, ["often", "always"]]}]},
            "questions": [
                _question(
                    "recommendation",
                    "recommend",
                    "Zou je de training aanraden?",
                    "Would you recommend the training?",
                    "Recommanderiez-vous la formation ?",
                    "هل توصي بالتدريب؟",
                    declinable=True,
                    ends=[_text("Nee", "No", "Non", "لا"), _text("Zeker", "Surely", "Certainement", "بالتأكيد")],
                ),
                _question("short_text", "result", "Eén resultaat?", "One result?", "Un résultat ?", "نتيجة واحدة؟"),
            ],
        },
    ],
}
EVERY_TYPE: Survey = load_survey(DOCUMENT)
