"""From the rows of LimeSurvey's tab-separated survey structure to a ``Source``.

What belongs together is told by the order of rows: questions follow their group, subquestions and answers their
question. The whole comes once for each language, the base language first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.interchange.limesurvey.cells import rows_of
from surveys.interchange.limesurvey.leftovers import WHY_LEFT
from surveys.interchange.limesurvey.own import COLUMN, ROW_CLASS
from surveys.interchange.limesurvey.source import ConditionRow, Group, Leftover, Part, Source, SourceQuestion
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


@dataclass(slots=True)
class _Part:
    """A subquestion or an answer, while its rows come in."""

    row: _Row
    path: str
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Question:
    row: _Row
    path: str
    field_name: str
    said: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[tuple[str, ...], _Part] = field(default_factory=dict)
    conditions: list[ConditionRow] = field(default_factory=list)
    has_default: bool = False


@dataclass(slots=True)
class _Group:
    row: _Row
    path: str
    said: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    questions: dict[tuple[str, ...], _Question] = field(default_factory=dict)


class _Reading:
    def __init__(self) -> None:
        self._survey: dict[str, str] = {}
        self._settings: dict[str, dict[str, str]] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._group: _Group | None = None
        self._question: _Question | None = None
        self._language = ""
        self._met: Counter[tuple[str, ...]] = Counter()
        self._beside: Counter[str] = Counter()
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
        self._group = self._groups.setdefault(key, _Group(row, f"row {place}"))
        self._group.said.setdefault(language, row.get("name", ""))
        self._group.description.setdefault(language, row.get("text", ""))
        self._question = None

    def _take_question(self, place: int, row: _Row, language: str) -> None:
        group = self._group
        if group is None:
            group = self._group = self._groups.setdefault(("",), _Group({}, f"row {place}"))
        key = self._once((group.path, row.get("name", "")), language)
        field_name = f"{self._survey.get('sid', '')}X{group.row.get('id', '')}X{row.get('id', '')}"
        path = f"row {place}: {row.get('name', '')}"
        question = self._question = group.questions.setdefault(key, _Question(row, path, field_name))
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
            part = question.parts.setdefault(key, _Part(row, path))
            part.said.setdefault(language, row.get("text", ""))
            question.has_default |= "default" in row

    def _once(self, key: tuple[str, ...], language: str) -> tuple[str, ...]:
        """Return a key for the row that is the same in each language, and another when it repeats in one language."""
        self._met[*key, "in", language] += 1
        return (*key, str(self._met[*key, "in", language]))

    def source(self) -> Source:
        """Return all that came in."""
        return Source(
            languages=self._languages(),
            settings={name: said for name, said in self._settings.items() if any(said.values())},
            groups=tuple(map(_group, self._groups.values())),
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
        for kind, rows in self._beside.items():
            why = WHY_LEFT.get(_BESIDE.get(kind, ""), "LimeSurvey itself passes over rows of this class.")
            yield Leftover(f"rows of class {kind[:20]}", f"{rows} rows of class {kind[:20]!r}", why)


def _only_names_a_field(question: _Row, row: _Row) -> bool:
    """Tell whether a subquestion only shows how a field is called, as LimeSurvey's own export does."""
    if row["class"] != "SQ":
        return False
    kind = question.get("type/scale", "")
    return kind in {"O", "|"} or (row.get("name") == "other" and question.get("other") == "Y")


def _condition(row: _Row) -> ConditionRow:
    return ConditionRow(
        scenario=row.get("type/scale", ""),
        question=row.get("related_id", ""),
        field_name=row.get("name", ""),
        method=row.get("relevance", ""),
        value=row.get("text", ""),
    )


def _group(group: _Group) -> Group:
    return Group(
        path=group.path,
        name=group.said,
        description=group.description,
        relevance=group.row.get("relevance", ""),
        random_group=group.row.get("random_group", ""),
        extras=_own_columns(group.row),
        questions=tuple(map(_question, group.questions.values())),
    )


def _question(question: _Question) -> SourceQuestion:
    row = question.row
    return SourceQuestion(
        path=question.path,
        number=row.get("id", ""),
        field_name=question.field_name,
        type=row.get("type/scale", "T"),
        code=row.get("name", ""),
        text=question.said,
        help=question.help,
        mandatory=row.get("mandatory", ""),
        other=row.get("other", "") == "Y",
        relevance=row.get("relevance", ""),
        pattern=row.get("validation", ""),
        has_default=question.has_default,
        attributes=question.attributes,
        subquestions=tuple(_part(part) for part in question.parts.values() if part.row["class"] == "SQ"),
        answers=tuple(_part(part) for part in question.parts.values() if part.row["class"] == "A"),
        conditions=tuple(question.conditions),
    )


def _part(part: _Part) -> Part:
    is_question = part.row["class"] == "SQ"
    return Part(
        path=part.path,
        code=part.row.get("name", ""),
        text=part.said,
        scale=number(part.row.get("type/scale", "")),
        relevance=part.row.get("relevance", "") if is_question else "",
        pattern=part.row.get("validation", "") if is_question else "",
        extras=_own_columns(part.row),
    )


def _own_columns(row: _Row) -> _Row:
    return {name: value for name, value in row.items() if name.startswith(COLUMN)}
