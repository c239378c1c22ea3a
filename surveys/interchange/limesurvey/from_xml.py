"""From the tables of LimeSurvey's database, of versions 2 to 6, to a ``Source``.

Up to version 3, a row of a table stands for one language; from version 4 on, texts are in tables of their own
(``…_l10ns``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from surveys.interchange.limesurvey.leftovers import leftovers_of
from surveys.interchange.limesurvey.source import ConditionRow, Group, Part, Said, Source, SourceQuestion
from surveys.interchange.limesurvey.tables import Row, Tables, number, parent_of, read_tables


def source_from_xml(data: bytes) -> Source:
    """Return what the file in ``data`` holds. Raises as ``tables.read_tables``."""
    named, tables = read_tables(data)
    reading = _Tables(tables, named)
    return Source(
        languages=reading.languages,
        settings=_settings(tables.get("surveys_languagesettings", ()), reading.languages),
        groups=tuple(reading.groups()),
        leftovers=tuple(leftovers_of(tables)),
    )


class _Tables:
    """The tables, with the rows that belong together brought together once."""

    def __init__(self, tables: Tables, named: tuple[str, ...]) -> None:
        self._tables = tables
        settings = tables.get("surveys", ({},))[0]
        further = settings.get("additional_languages", "").split()
        self.languages = tuple(dict.fromkeys(tag for tag in (settings.get("language", ""), *named, *further) if tag))
        base = self.languages[0] if self.languages else ""
        self._texts = _Texts(tables, base)
        all_questions = [*_once(tables.get("questions", ()), "qid"), *_once(tables.get("subquestions", ()), "qid")]
        self._questions = _by((row for row in all_questions if not parent_of(row)), _column("gid"))
        self._subquestions = _by((row for row in all_questions if parent_of(row)), parent_of)
        self._answers = _by(_answers(tables.get("answers", ())), _column("qid"))
        self._conditions = _by(tables.get("conditions", ()), _column("qid"))
        self._attributes = _by(tables.get("question_attributes", ()), _column("qid"))
        self._with_default = {row.get("qid", "") for row in tables.get("defaultvalues", ())}

    def groups(self) -> Iterator[Group]:
        """Yield the groups in their order; questions of no group make one at the end."""
        rows = sorted(_once(self._tables.get("groups", ()), "gid"), key=_place("group_order"))
        for place, row in enumerate(rows, 1):
            gid = row.get("gid", "")
            yield Group(
                path=f"group {place}",
                name=self._texts.of("group_name", gid),
                description=self._texts.of("description", gid),
                relevance=row.get("grelevance", ""),
                random_group=row.get("randomization_group", ""),
                questions=tuple(self._in_group(gid)),
            )
        known = {row.get("gid", "") for row in rows}
        if rest := [question for gid in self._questions if gid not in known for question in self._in_group(gid)]:
            yield Group(path="questions", name={}, description={}, questions=tuple(rest))

    def _in_group(self, gid: str) -> Iterator[SourceQuestion]:
        for row in sorted(self._questions.get(gid, ()), key=_place("question_order")):
            yield self._question(row)

    def _question(self, row: Row) -> SourceQuestion:
        qid, code = row.get("qid", ""), row.get("title", "").strip()
        path = code or f"question {qid}"
        return SourceQuestion(
            path=path,
            number=qid,
            field_name=f"{row.get('sid', '')}X{row.get('gid', '')}X{qid}",
            type=row.get("type", "").strip(),
            code=code,
            text=self._texts.of("question", qid),
            help=self._texts.of("help", qid),
            mandatory=row.get("mandatory", ""),
            other=row.get("other", "").strip() == "Y",
            relevance=row.get("relevance", ""),
            pattern=row.get("preg", ""),
            has_default=qid in self._with_default,
            has_script=any(said.strip() for said in self._texts.of("script", qid).values()),
            attributes=_attributes([("encrypted", "", row.get("encrypted", "")), *self._attributes_of(qid)]),
            subquestions=tuple(self._parts(path, qid)),
            answers=tuple(self._options(path, qid)),
            conditions=tuple(map(_condition, self._conditions.get(qid, ()))),
        )

    def _attributes_of(self, qid: str) -> Iterator[tuple[str, str, str]]:
        for row in self._attributes.get(qid, ()):
            yield row.get("attribute", ""), row.get("language", ""), row.get("value", "")

    def _parts(self, path: str, qid: str) -> Iterator[Part]:
        for row in sorted(self._subquestions.get(qid, ()), key=_place("question_order")):
            code = row.get("title", "").strip()
            yield Part(
                path=f"{path}_{code}",
                code=code,
                text=self._texts.of("question", row.get("qid", "")),
                scale=number(row.get("scale_id", "")),
                relevance=row.get("relevance", ""),
                pattern=row.get("preg", ""),
            )

    def _options(self, path: str, qid: str) -> Iterator[Part]:
        for row in sorted(self._answers.get(qid, ()), key=_place("sortorder")):
            code, scale = row.get("code", "").strip(), number(row.get("scale_id", ""))
            yield Part(
                path=f"{path} answer {code}",
                code=code,
                text=self._texts.of("answer", row.get("aid") or _answer_key(row)),
                scale=scale,
            )


class _Texts:
    """All texts of the file, wherever its version keeps them."""

    _PLACES = (  # table, key, columns
        ("groups", "gid", ("group_name", "description")),
        ("group_l10ns", "gid", ("group_name", "description")),
        ("questions", "qid", ("question", "help", "script")),
        ("subquestions", "qid", ("question", "help")),
        ("question_l10ns", "qid", ("question", "help", "script")),
        ("answer_l10ns", "aid", ("answer",)),
    )

    def __init__(self, tables: Tables, base: str) -> None:
        self._said: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for table, key, columns in self._PLACES:
            for row in tables.get(table, ()):
                self._add(row, row.get(key, ""), columns, base)
        for row in tables.get("answers", ()):
            self._add(row, _answer_key(row), ("answer",), base)

    def _add(self, row: Row, key: str, columns: Iterable[str], base: str) -> None:
        for column in columns:
            if row.get(column):
                self._said[column, key].setdefault(row.get("language") or base, row[column])

    def of(self, column: str, key: str) -> Said:
        return self._said.get((column, key), {})


def _attributes(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, Said]:
    """Return attributes by name and language from rows of (name, language, value), without those that are empty."""
    found: dict[str, dict[str, str]] = {}
    for name, language, value in rows:
        if value.strip():
            found.setdefault(name, {})[language] = value
    return found


def _settings(rows: Iterable[Row], languages: tuple[str, ...]) -> Mapping[str, Said]:
    settings: dict[str, dict[str, str]] = {}
    for row in rows:
        language = row.get("surveyls_language") or (languages[0] if languages else "")
        for name, value in row.items():
            if value.strip():
                settings.setdefault(name, {})[language] = value
    return settings


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    together: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        together[key(row)].append(row)
    return dict(together)


def _once(rows: Iterable[Row], key: str) -> list[Row]:
    """Return the first row of each id: further ones are the same in other languages."""
    firsts: dict[str, Row] = {}
    for row in rows:
        firsts.setdefault(row.get(key, ""), row)
    return list(firsts.values())


def _column(name: str) -> Callable[[Row], str]:
    return lambda row: row.get(name, "")


def _place(column: str) -> Callable[[Row], int]:
    return lambda row: number(row.get(column, ""))


def _answers(rows: Iterable[Row]) -> list[Row]:
    firsts: dict[tuple[str, str], Row] = {}
    for row in rows:
        firsts.setdefault((row.get("aid", ""), _answer_key(row)), row)
    return list(firsts.values())


def _answer_key(row: Row) -> str:
    return "/".join((row.get("qid", ""), row.get("scale_id", ""), row.get("code", "").strip()))


def _condition(row: Row) -> ConditionRow:
    return ConditionRow(
        scenario=row.get("scenario", ""),
        question=row.get("cqid", "").strip(),
        field_name=row.get("cfieldname", ""),
        method=row.get("method", "").strip(),
        value=row.get("value", ""),
    )
