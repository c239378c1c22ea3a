"""Hostile XML: exports of LimeSurvey and Moodle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile
from tests.surveys.interchange.hostile.honest import feedback, lime_question, lime_tables, lime_xml, lss, table
from tests.surveys.interchange.moodle import documents as moodle

MANY = 100_000
_ROOTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "limesurvey": ("document", lime_xml),
    "moodle": ("FEEDBACK", feedback),
}
_DECLARES = "document type"
_LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "lol">' for level in range(10)
)
_DOCTYPES = {
    "a billion laughs": f"[{_LAUGHS}]",
    "an entity of quadratic growth": f'[<!ENTITY l9 "{"x" * 100_000}">]',
    "an entity within itself": '[<!ENTITY l9 "&l8;"><!ENTITY l8 "&l9;">]',
    "an external entity": '[<!ENTITY l9 SYSTEM "file:///etc/passwd">]',
    "an external entity over the network": '[<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]',
    "a parameter entity": '[<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY l9 "x">]',
    "a document type elsewhere": 'SYSTEM "http://127.0.0.1:9/x.dtd"',
    "a document type that is empty": "",
}


def xml_files() -> Iterator[HostileFile]:
    """Yield hostile files of every format that is XML."""
    for name, (root, honest) in _ROOTS.items():
        yield from _declarations(name, root, honest)
        yield from _shapes(name, root, honest)
        yield from _encodings(name, honest)
    yield from _moodle_files()
    yield from _limesurvey_files()


def _declarations(name: str, root: str, honest: Callable[[], bytes]) -> Iterator[HostileFile]:
    for what, inside in _DOCTYPES.items():

        def make(inside: str = inside) -> bytes:
            head, _, rest = honest().decode().partition("?>")
            using = rest.replace("Vraag", "&l9;" * 1_000)
            return f"{head}?><!DOCTYPE {root} {inside}>{using}".encode()

        yield HostileFile(name, what, make, says=_DECLARES)
    undeclared = lambda: honest().replace(b"</", b"&nbsp;</", 1)  # noqa: E731  # one line
    yield HostileFile(name, "an entity that is not declared", undeclared)
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file.xml" parse="xml"/>'
    yield HostileFile(name, "a file that includes itself", lambda: _inside(honest(), include * 100), READ)
    stylesheet = b'?><?xml-stylesheet href="javascript:alert(1)"?>'
    yield HostileFile(name, "a style sheet", lambda: honest().replace(b"?>", stylesheet, 1), READ)


def _shapes(name: str, root: str, honest: Callable[[], bytes]) -> Iterator[HostileFile]:
    def filled(what: str, inner: Callable[[], bytes], outcome: str = REFUSED) -> HostileFile:
        return HostileFile(name, what, lambda: _inside(honest(), inner()), outcome)

    yield filled("10,000 elements within each other", lambda: b"<a>" * 10_000 + b"</a>" * 10_000)
    yield filled("a million elements", lambda: b"<a/>" * 1_000_000)
    yield filled("as many elements as are read", lambda: b"<a/>" * 199_000, EITHER)
    yield filled(
        "a tag of a million attributes", lambda: b"<a " + b" ".join(b'a%d=""' % i for i in range(900_000)) + b"/>"
    )
    yield filled(
        "100 tags of 1,000 attributes", lambda: (b"<a " + b" ".join(b'a%d=""' % i for i in range(1_000)) + b"/>") * 101
    )
    yield filled("the same attribute twice", lambda: b'<a b="" b=""/>')
    yield filled("a comment of 9 MB", lambda: b"<!--" + b"x" * 9_000_000 + b"-->")
    yield filled("a text of 9 MB", lambda: b"<a>" + b"x\n" * 4_500_000 + b"</a>", EITHER)
    yield filled("a million instructions", lambda: b"<?x?>" * 1_000_000)
    yield filled("a million texts of one character", lambda: b"<![CDATA[x]]>" * 700_000, EITHER)
    yield filled("a section that never ends", lambda: b"<![CDATA[")
    yield filled("a name of 1 MB", lambda: b"<" + b"a" * 1_000_000 + b"/>", EITHER)
    yield filled("100,000 namespaces", lambda: b"".join(b'<a xmlns:n%d="u"/>' % i for i in range(MANY)), EITHER)
    yield HostileFile(name, "another root", lambda: honest().replace(root.encode(), b"html"))


def _inside(honest: bytes, inner: bytes) -> bytes:
    """Return ``honest`` with ``inner`` as the last thing in its root."""
    place = honest.rindex(b"</")
    return honest[:place] + inner + honest[place:]


def _encodings(name: str, honest: Callable[[], bytes]) -> Iterator[HostileFile]:
    def said(encoding: str) -> bytes:
        return honest().replace(b'"UTF-8"', f'"{encoding}"'.encode())

    for encoding in ("UTF-7", "UTF-32", "shift_jis", "hz", "rot13", "zlib_codec", "idna", "x" * 300):
        yield HostileFile(name, f"the encoding {encoding[:20]}", lambda encoding=encoding: said(encoding))
    yield HostileFile(name, "UTF-16 that says it is UTF-8", lambda: said("UTF-8").decode().encode("utf-16"))
    hidden = lambda: said("UTF-16").decode().replace("?>", "?><!DOCTYPE a [<!ENTITY l9 'x'>]>").encode("utf-16")  # noqa: E731
    yield HostileFile(name, "a document type in UTF-16", hidden)
    yield HostileFile(name, "a surrogate by its number", lambda: _inside(honest(), b"<a>&#xD800;</a>"))
    yield HostileFile(name, "NUL by its number", lambda: _inside(honest(), b"<a>&#0;</a>"))


def _moodle_files() -> Iterator[HostileFile]:
    item = moodle.item
    made = moodle.feedback

    def one(what: str, kind: str, presentation: str, outcome: str = EITHER) -> HostileFile:
        return HostileFile("moodle", what, lambda: made(item(kind, presentation), item(number="2")), outcome)

    yield one("100,000 options", "multichoice", "r>>>>>" + "|".join(["x"] * MANY), READ)
    yield one("100,000 separators", "multichoicerated", "r>>>>>" * MANY, READ)
    yield one(
        "values that are no numbers", "multichoicerated", "r>>>>>1e999####a|nan####b|-inf####c|9999999999####d", READ
    )
    yield one("limits that are no numbers", "numeric", "1e999|" + "9" * MANY, READ)
    yield one("a limit below the other", "numeric", "5|-5", READ)
    yield one("a text field without end", "textfield", "30|" + "9" * 15, READ)
    yield one("an attack as an option", "multichoice", "r>>>>>a<script>alert(1)</script>|<svg onload=alert(1)>b", READ)
    yield one("an attack as a type", '"><script>alert(1)</script>', "x", READ)
    circle = [item(number=a, label=a, depends=(b, "x")) for a, b in ("12", "23", "31", "44")]
    yield HostileFile("moodle", "items that depend on each other in a circle", lambda: made(*circle), READ)
    same = [item(number="1", label="a")] * 200
    yield HostileFile("moodle", "200 items of the same name", lambda: made(*same), READ)
    yield HostileFile("moodle", "100,000 items", lambda: made(*[item()] * 10_000))
    unfinished = item("label", "<a " * 60_000)
    yield HostileFile("moodle", "40 labels of unfinished tags", lambda: made(*[unfinished] * 40, item()), READ)
    yield HostileFile("moodle", "an item without anything", lambda: made("<ITEM/>", item()), READ)


def _limesurvey_files() -> Iterator[HostileFile]:
    def asked(what: str, *rows: dict[str, str], outcome: str = READ, more: str = "") -> HostileFile:
        return HostileFile("limesurvey", what, lambda: lss(*lime_tables(*rows), more), outcome)

    def on(relevance: str, number: int = 2) -> dict[str, str]:
        return dict(lime_question(number, relevance=relevance))

    first = dict(lime_question(1, kind="Y"))
    yield asked("codes that are there twice", first, {**on("1"), "title": "Q1"})
    yield asked("numbers that are there twice", first, {**on("1"), "qid": "1"})
    yield asked("conditions in a circle", on('Q3.NAOK == "a"'), on('Q2.NAOK == "a"', 3))
    yield asked("a condition on itself", first, on('Q2.NAOK == "a"'))
    yield asked("a condition in 10,000 brackets", first, on("(" * 10_000 + 'Q1 == "Y"' + ")" * 10_000))
    yield asked("a condition with 100,000 nots", first, on("!" * MANY + "Q1"))
    yield asked("a condition of 1 MB", first, on(" or ".join(['Q1 == "Y"'] * 80_000)))
    yield asked("a condition of open brackets", first, on("if(" * 50_000))
    yield asked("a condition of signs", first, on("=!<>&|" * 30_000))
    yield asked("a condition of open quotes", first, on("'\"" * 50_000))
    yield asked(
        "a regular expression that never ends",
        first,
        on('regexMatch("/(a+)+$/", Q1)'),
        {**on("1", 3), "preg": "/(a+)+$/"},
    )
    yield asked("functions within functions", first, on("sum(" * 5_000 + "1" + ")" * 5_000))
    yield asked(
        "400 conditions of 4 KB", first, *(on('(Q1 == "Y") or ' * 250 + "1", n) for n in range(2, 402)), outcome=EITHER
    )
    yield asked("places in places", first, {**on("1"), "question": "{" * 40_000 + "Q1" + "}" * 40_000})
    yield asked("1,000 places in a text", first, {**on("1"), "question": "{Q1.shown}" * 1_000})
    yield asked("a subquestion of itself", {**first, "parent_qid": "1"}, on("1"), outcome=EITHER)
    yield asked("20,000 questions", *(on("1", number) for number in range(20_000)), outcome=REFUSED)
    attack = {"qid": "1", "code": '"><s', "answer": "<script>alert(1)</script>", "language": "nl", "sortorder": "1"}
    yield asked("an attack as a code", {**first, "type": "L"}, more=table("answers", attack, {**attack, "code": "B"}))
    answers = [
        {"qid": "1", "code": f"A{n}", "answer": "x", "language": "nl", "sortorder": f"{n}"} for n in range(20_000)
    ]
    yield asked("20,000 answers", {**first, "type": "L"}, on("1"), more=table("answers", *answers), outcome=EITHER)
    attribute = [{"qid": "1", "attribute": f"a{n}", "value": "1"} for n in range(20_000)]
    yield asked("20,000 attributes", first, more=table("question_attributes", *attribute))
    huge = {**first, "question_order": "9" * 10_000, "gid": "-1"}
    yield asked("numbers of 10,000 digits", huge, on("Q1 > " + "9" * 10_000))
    yield HostileFile("limesurvey", "no tables", lss)
    yield HostileFile("limesurvey", "a group that no survey has", lambda: lss(table("groups", {"gid": "1"})))
