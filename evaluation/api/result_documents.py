"""What the API's description says of results: levels, questions and their figures."""

from __future__ import annotations

from evaluation.api.shapes import COUNT, NUMBER, SHARE, TEXT, list_of, object_of, or_null
from surveys.definition import QuestionType
from surveys.levels import Level
from surveys.privacy import PrivacyClass

PERIOD = or_null(object_of({"from": TEXT, "to": TEXT}))
QUESTION = object_of(
    {
        "question": TEXT,
        "version": {"type": "integer", "minimum": 1},
        "type": {"type": "string", "enum": [kind.value for kind in QuestionType]},
        "text": TEXT,
        "battery": or_null({**TEXT, "description": "Id of the battery that it is an item of."}),
        "node": or_null(TEXT),
        "privacy": {"type": "string", "enum": [kind.value for kind in PrivacyClass]},
        "unit": or_null({**TEXT, "description": "`min` for a duration."}),
        "conditional": {"type": "boolean", "description": "Whether some people are not asked it."},
        "n": or_null({**COUNT, "description": "Who answered."}),
        "respondents": or_null({**COUNT, "description": "Whose answers show, asked this question or not."}),
        "not_applicable": or_null({**COUNT, "description": "Those of n whose answer is set apart."}),
        "declined": or_null({**COUNT, "description": "Who preferred not to say; not in n."}),
        "distribution": or_null(
            {
                **list_of(object_of({"option": TEXT, "text": TEXT, "count": COUNT, "share": or_null(SHARE)})),
                "description": (
                    "Shares are of n − not_applicable; of a multiple response they may add up to more than 1. "
                    "Of a date, the options are months; of a ranking, who put the option first is counted."
                ),
            }
        ),
        "set_apart": or_null(list_of(object_of({"option": TEXT, "text": TEXT, "count": COUNT}))),
        "top_2_box": or_null(
            object_of(
                {
                    "count": COUNT,
                    "n": COUNT,
                    "share": SHARE,
                    "low": SHARE,
                    "high": SHARE,
                    "confidence": SHARE,
                    "method": {"const": "wilson"},
                }
            )
        ),
        "number": or_null(object_of({"median": NUMBER, "lower_quartile": NUMBER, "upper_quartile": NUMBER})),
        "recommendation": or_null(
            object_of({"score": NUMBER, "promoters": COUNT, "passives": COUNT, "detractors": COUNT})
        ),
        "ranking": or_null(
            list_of(
                object_of(
                    {
                        "option": TEXT,
                        "text": TEXT,
                        "n": {**COUNT, "description": "Who gave the option a place."},
                        "mean_place": or_null({**NUMBER, "minimum": 1, "description": "Of these n."}),
                        "places": list_of(
                            object_of(
                                {
                                    "place": {"type": "integer", "minimum": 1},
                                    "count": COUNT,
                                    "share": {**or_null(SHARE), "description": "Of all who ranked."},
                                }
                            )
                        ),
                    }
                )
            )
        ),
        "dates": {**PERIOD, "description": "First and last month that was given as a date."},
        "period": PERIOD,
    }
)
LEVEL = object_of(
    {
        "level": {"type": "string", "enum": [level.value for level in Level]},
        "number": {"type": "integer", "minimum": 1, "maximum": len(Level)},
        "title": TEXT,
        "guiding_question": TEXT,
        "gap": {"type": "boolean"},
        "questions": list_of(QUESTION),
    }
)
