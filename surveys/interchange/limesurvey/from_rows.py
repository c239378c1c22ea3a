"""From the rows of LimeSurvey's tab-separated survey structure to a ``Source``.

What belongs together is told by the order of rows: questions follow their group, subquestions and answers their
question. The whole comes once for each language, the base language first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from surveys.interchange.limesurvey.cells import rows_of
from surveys.interchange.limesurvey.gathering import GatheredGroup, GatheredPart, GatheredQuestion
from surveys.interchange.limesurvey.leftovers import WHY_LEFT
from surveys.interchange.limesurvey.own import ROW_CLASS
from surveys.interchange.limesurvey.source import ConditionRow, Leftover, Source
from surveys.interchange.limesurvey.tables import number

_OWN_MEANING = frozenset(
    {
        *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation"),
        *("mandatory", "other", "default", "same_default"),
    }
)
_BESIDE = {"AS": "assessments", "QTA": "quota", "QTAM": "quota_members", "QTALS": "quota_languagesettings"}


_Row = Mapping[str, str]


def source_from_rows(data: bytes) -> Source:
    """Return what the survey structure in ``data`` holds. Raises as ``cells.rows_of``."""
    reading = _Reading()
    for place, row in rows_of(data):
        reading.take(place, row)
    return reading.source()


class _Reading:
    def __init__(self) -> None:
        self._survey: dict[str, str] = {}
        self._settings: dict[str, dict[str, str]] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._groups: dict[tuple[str, ...], GatheredGroup] = {}
        self._group: GatheredGroup | None = None
        self._question: GatheredQuestion | None = None
        self._language = ""
        self._met: Counter[tuple[str, ...]] = Counter()
        self._beside: Counter[str] = Counter()
        self._weighed = 0  # answers with a value for assessments
        self._leftovers: list[Leftover] = []

    def take(self, place: int, row: _Row) -> None:
        """Take in the next row, which is number ``place`` of the file."""
        kind = row.get("class", "")
        language = row.get("language") or self._survey.get("language", "")
        if kind == "S":
            self._survey[row.get("name", "")] = row.get("text", "")
        elif kind in {"SL", ROW_CLASS}:
            of_kind = self._settings if kind == "SL" else self._own
            of_kind.setdefault(row.get("name", ""), {})[language] = row.get("text", "")
        elif kind == "G":
            self._take_group(place, row, language)
        elif kind == "Q":
            self._take_question(place, row, language)
        elif kind in {"SQ", "A", "C"}:
            self._take_part(place, row, language)
        else:
            self._beside[kind] += 1

    def _take_group(self, place: int, row: _Row, language: str) -> None:
        if language != self._language:
            self._language = language
            self._met["group", language] = 0
        self._met["group", language] += 1
        key = self._once((row.get("type/scale") or f"G{self._met['group', language]}",), language)
        self._group = self._groups.setdefault(key, GatheredGroup(row, f"row {place}"))
        self._group.said.setdefault(language, row.get("name", ""))
        self._group.description.setdefault(language, row.get("text", ""))
        self._question = None

    def _take_question(self, place: int, row: _Row, language: str) -> None:
        group = self._group
        if group is None:
            group = self._group = self._groups.setdefault(("",), GatheredGroup({}, f"row {place}"))
        key = self._once((group.path, row.get("name", "")), language)
        field_name = f"{self._survey.get('sid', '')}X{group.row.get('id', '')}X{row.get('id', '')}"
        path = f"row {place}: {row.get('name', '')}"
        question = self._question = group.questions.setdefault(key, GatheredQuestion(row, path, field_name))
        question.said.setdefault(language, row.get("text", ""))
        question.help.setdefault(language, row.get("help", ""))
        question.has_default |= "default" in row
        for name, value in row.items():
            if name not in _OWN_MEANING:
                question.attributes.setdefault(name, {}).setdefault(language, value)

    def _take_part(self, place: int, row: _Row, language: str) -> None:
        question, kind = self._question, row["class"]
        if question is None:
            self._leftovers.append(Leftover(f"row {place}", f"A row of class {kind}", "It belongs to no question."))
        elif kind == "C":
            question.conditions.append(_condition(row))
        elif not _only_names_a_field(question.row, row):
            scale = str(number(row.get("type/scale", "")))
            key = self._once((question.path, kind, scale, row.get("name", "")), language)
            path = f"row {place}: {question.row.get('name', '')} {row.get('name', '')}"
            part = question.parts.setdefault(key, GatheredPart(row, path))
            part.said.setdefault(language, row.get("text", ""))
            question.has_default |= "default" in row
            self._weighed += kind == "A" and _weight(row) not in {"", "0"}

    def _once(self, key: tuple[str, ...], language: str) -> tuple[str, ...]:
        """Return a key for the row that is the same in each language, and another when it repeats in one language."""
        self._met[*key, "in", language] += 1
        return (*key, str(self._met[*key, "in", language]))

    def source(self) -> Source:
        """Return all that came in."""
        return Source(
            languages=self._languages(),
            settings={name: said for name, said in self._settings.items() if any(said.values())},
            groups=tuple(group.done() for group in self._groups.values()),
            leftovers=(*self._leftovers, *self._left_beside()),
            extras=self._own,
        )

    def _languages(self) -> tuple[str, ...]:
        named = [self._survey.get("language", ""), *self._survey.get("additional_languages", "").split()]
        if not named[0]:
            named += [tag for said in self._settings.values() for tag in said]
            named += [tag for group in self._groups.values() for tag in group.said]
        return tuple(dict.fromkeys(tag for tag in named if tag))

    def _left_beside(self) -> Iterator[Leftover]:
        settings = sorted(set(self._survey) - {"language", "additional_languages", "sid"})
        if settings:
            yield Leftover(
                "rows of class S",
                f"Settings of the survey: {', '.join(settings)[:200]}",
                "Publishing, inviting and privacy are settled in a campaign here, navigation is the form's.",
            )
        if self._weighed:
            yield Leftover("rows of class A", f"Assessment values of {self._weighed} rows", WHY_LEFT["assessments"])
        for kind, rows in self._beside.items():
            why = WHY_LEFT.get(_BESIDE.get(kind, ""), "LimeSurvey itself passes over rows of this class.")
            yield Leftover(f"rows of class {kind[:20]}", f"{rows} rows of class {kind[:20]!r}", why)


def _only_names_a_field(question: _Row, row: _Row) -> bool:
    """Tell whether a subquestion only shows how a field is called, as LimeSurvey's own export does."""
    if row["class"] != "SQ":
        return False
    kind = question.get("type/scale", "")
    return kind in {"O", "|"} or (row.get("name") == "other" and question.get("other") == "Y")


def _weight(row: _Row) -> str:
    """Return the value of an answer for assessments, which earlier versions keep in the column of conditions."""
    return row.get("assessment_value") or row.get("relevance", "")


def _condition(row: _Row) -> ConditionRow:
    return ConditionRow(
        scenario=row.get("type/scale", ""),
        question=row.get("related_id", ""),
        field_name=row.get("name", ""),
        method=row.get("relevance", ""),
        value=row.get("text", ""),
    )
