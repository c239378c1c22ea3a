"""Files that mean harm, or are damaged. Each gives an error that says what to do, or a survey with a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.surveys.interchange.limesurvey.made import GID, SID, Asked, rows, structure, tables_of, xml

_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
_ONE = xml(tables_of(Asked("Q1", "T")))
_QUESTION: Mapping[str, str] = {"class": "Q", "type/scale": "T", "name": "Q1", "text": "Question?"}


def _declaring(declarations: str, used: str) -> bytes:
    return f"<!DOCTYPE document [{declarations}]><document>{used}</document>".encode()


XML_REFUSED: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "white space": lambda: b" \n" * 1000,
    "no XML": lambda: b"PK\x03\x04 a zip",
    "entity bomb": lambda: _declaring(f'<!ENTITY e0 "ha">{_BOMB}', "&e9;"),
    "entity of a file": lambda: _declaring('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
    "entity of a network": lambda: _declaring('<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;', ""),
    "document type": lambda: b'<!DOCTYPE document SYSTEM "x.dtd"><document/>',
    "50 MB": lambda: _HEAD + b"<a>" + b"x" * 50_000_000 + b"</a></document>",
    "truncated": lambda: _ONE[: len(_ONE) * 2 // 3],
    "deep": lambda: _HEAD + b"<a>" * 100_000,
    "not closed": lambda: _HEAD + b"<a" + b" x='y'" * 500_000,
    "many elements": lambda: _HEAD + b"<t><rows>" + b"<row/>" * 1_000_000 + b"</rows></t></document>",
    "wrong encoding": lambda: _ONE.replace(b"Question?", b"Qu\xe9stion?"),
    "unknown encoding": lambda: _ONE.replace(b"UTF-8", b"UTF-7"),
    "no questions": lambda: xml({}),
    "too many questions": lambda: xml(tables_of(*(Asked(f"Q{n}", "T") for n in range(3_000)))),
    "too many groups": lambda: xml({"groups": [{"gid": n} for n in range(5_000)]}),
    "too many languages": lambda: xml(_languages(), languages=()),
    "too many on a page": lambda: xml(tables_of(*(Asked(f"Q{n}", "Y") for n in range(900)))),
}

XML_READ: Mapping[str, Callable[[], bytes]] = {
    "scripts": lambda: xml(
        tables_of(Asked("Q1", "T", "<script>alert(1)</script><svg onload=alert(1)>Hi <img src=x onerror=alert(2)>"))
    ),
    "formulas": lambda: xml(tables_of(Asked("Q1", "L", "=cmd|' /C calc'!A0", answers={"=1": "+1", "@a": "-1"}))),
    "one id for all": lambda: xml(_same_number()),
    "one name for all": lambda: xml(tables_of(*(Asked("Q1", "Y") for _ in range(150)))),
    "circle": lambda: xml(
        tables_of(
            Asked("Q1", "Y", columns={"relevance": 'Q3 == "Y"'}),
            Asked("Q2", "Y", columns={"relevance": 'Q1 == "Y"'}),
            Asked("Q3", "Y", columns={"relevance": 'Q2 == "Y"'}),
        )
    ),
    "its own parent": lambda: xml(_own_parent()),
    "expressions": lambda: xml(tables_of(*(Asked(f"Q{n}", "T", "{a}" * 60_000) for n in range(50)))),
    "brackets": lambda: xml(tables_of(*(Asked(f"Q{n}", "T", "{" * 150_000) for n in range(50)))),
    "nested equations": lambda: xml(tables_of(*(_nested(n) for n in range(150)))),
    "quotes in an expression": lambda: xml(tables_of(Asked("Q1", "T", "{if(is_empty(Q0), " + '" ' * 90_000 + ")}"))),
    "markup without end": lambda: xml(tables_of(*(Asked(f"Q{n}", "T", "<p " * 60_000) for n in range(25)))),
    "many options": lambda: xml(
        tables_of(
            Asked("Q0", "T"), *(Asked(f"Q{n}", "L", answers={str(i): "x" for i in range(900)}) for n in range(19))
        )
    ),
    "long names": lambda: xml(tables_of(*(Asked("q" * 100_000, "Y", columns={"other": "Y"}) for n in range(40)))),
    "private characters": lambda: xml(tables_of(Asked("Q1", "T", "\ue000 0\ue001 \ue0007\ue001 {x} \ue000999\ue001"))),
}

ROWS_REFUSED: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "50 MB": lambda: structure(_QUESTION) + b"x" * 50_000_000,
    "tabs only": lambda: structure(_QUESTION) + b"\t" * 9_000_000 + b"x" * 2_000_000,
    "many rows": lambda: structure(_QUESTION) + b"\nA" * 2_000_000,
    "many columns": lambda: b"class\tname\ttext" + b"\tc" * 100_000,
    "a quotation mark never closed": lambda: structure({**_QUESTION, "text": '"never closed'}) + b"\nQ\tx" * 100_000,
    "wrong encoding": lambda: structure({**_QUESTION, "text": "é"}).decode().encode("latin-1"),
    "utf-16 without mark": lambda: structure(_QUESTION).decode().encode("utf-16-le"),
    "no questions": structure,
    "too many questions": lambda: structure(*({**_QUESTION, "name": f"Q{n}"} for n in range(5_000))),
}

ROWS_READ: Mapping[str, Callable[[], bytes]] = {
    "formulas": lambda: structure({**_QUESTION, "text": "'=HYPERLINK(1)"}, {**_QUESTION, "text": "@SUM(1)"}),
    "scripts": lambda: structure({**_QUESTION, "name": "<script>", "text": "<script>alert(1)</script>Hi"}),
    "one name for all": lambda: structure(*(_QUESTION for _ in range(150)), *({"class": "A", "name": "a"},) * 20_000),
    "own columns that lie": lambda: structure(
        {
            **_QUESTION,
            "impact_id": "csrf_token",
            "impact_version": "9" * 400,
            "impact_level": "nowhere",
            "impact_scale": "none",
            "impact_type": "recommendation",
            "impact_node": "n" * 500,
        }
    ),
    "own ids for all": lambda: structure(*({**_QUESTION, "impact_id": "same"} for _ in range(100))),
    "own rows that lie": lambda: rows(
        {"class": "IMPACT", "name": "id", "text": "Not An Id"},
        {"class": "IMPACT", "name": "minutes", "text": "99999"},
        {"class": "IMPACT", "name": "scale.BAD ID", "text": "x"},
        {"class": "IMPACT", "name": "recall.x.question", "text": "BAD"},
        _QUESTION,
    ),
    "classes": lambda: structure(*({"class": f"c{n}"} for n in range(5_000)), _QUESTION),
    "blank rows": lambda: structure(_QUESTION) + b"\n\t\t" * 40_000,
}


def _same_number() -> dict[str, list[dict[str, object]]]:
    tables = tables_of(Asked("Q1", "T"))
    tables["questions"] = [{"qid": 10, "sid": SID, "gid": GID, "type": "T", "title": f"Q{n}"} for n in range(5_000)]
    return tables


def _own_parent() -> dict[str, list[dict[str, object]]]:
    tables = tables_of(Asked("Q1", "T"))
    tables["questions"].append({"qid": 20, "parent_qid": 20, "gid": GID, "type": "F", "title": "Q2"})
    return tables


def _nested(number: int) -> Asked:
    return Asked(f"Q{number}", "Y", columns={"relevance": "(" * 1_900 + 'Q0 == "Y"' + ")" * 1_900})


def _many_options(number: int) -> Asked:
    return Asked(f"Q{number}", "L", answers={str(code): "x" for code in range(900)})


def _languages() -> dict[str, list[dict[str, object]]]:
    tables = tables_of(Asked("Q1", "T"))
    tables["surveys"] = [{"language": "en", "additional_languages": " ".join(_codes())}]
    tables["question_l10ns"] += [{"qid": 10, "question": "?", "language": code} for code in _codes()]
    return tables


def _codes() -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return (f"q{a}{b}" for a in letters for b in letters)
