"""Mark-up becomes plain text; nothing in it runs, and nothing takes long."""

from __future__ import annotations

import pytest

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.plain_text import MAX_MARKUP, has_markup, plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Hello&nbsp;<b>you</b></p>", "Hello you"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("first\r\nsecond", "first\nsecond"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ('<a title="a > b">link</a>', "link"),
        ("before<!-- a > b -->after", "beforeafter"),
        ("before<!-- never ends", "before"),
        ("before<script>if (a < b) run('</p>')</SCRIPT >after", "beforeafter"),
        ("before<style>p {}</style>after", "beforeafter"),
        ("before<script>never ends", "before"),
        ("<img src=x onerror=alert(1)>", ""),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("a\x00b\x1bc\ud800d", "abcd"),
        ("x" * (MAX_TEXT + 1), "x" * MAX_TEXT),
    ],
)
def test_reads_like_the_page(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    "piece", ["<a ", "<a/", "<a", '<a b="', "<a '", "<a =", "<!--", "<![CDATA[", "<?", "</", "<script"]
)
def test_marks_that_never_end_are_read_once(piece: str) -> None:
    # With the standard library's parser, the first of these takes minutes of this length and the run does not end.
    markup = (piece * MAX_MARKUP)[:MAX_MARKUP]

    assert len(plain_text(markup)) <= MAX_TEXT


@pytest.mark.parametrize("text", ["<b>", "</p>", "<!-- -->"])
def test_mark_up_is_seen(text: str) -> None:
    assert has_markup(text)


@pytest.mark.parametrize("text", ["1 < 2", "I <3 surveys", "plain"])
def test_a_smaller_than_sign_is_no_mark_up(text: str) -> None:
    assert not has_markup(text)
