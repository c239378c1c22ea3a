"""Every hostile file gives a clear error or a report, in under 2 seconds and 200 MB; nothing of it reaches a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from surveys.interchange import FORMATS
from tests.surveys.interchange.hostile.any_format import any_format_files
from tests.surveys.interchange.hostile.archive_files import archive_files
from tests.surveys.interchange.hostile.conftest import Result
from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile
from tests.surveys.interchange.hostile.json_files import json_files
from tests.surveys.interchange.hostile.row_files import row_files
from tests.surveys.interchange.hostile.workbook_files import workbook_files
from tests.surveys.interchange.hostile.worker import MAX_GROWTH, MAX_SECONDS
from tests.surveys.interchange.hostile.xml_files import xml_files

FILES = [*any_format_files(), *json_files(), *xml_files(), *row_files(), *archive_files(), *workbook_files()]
LONGEST_MESSAGE = 2_000  # characters that a person may be asked to read
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_hostile_file_gives_a_clear_error_or_a_report(
    file: HostileFile, result_of: Callable[[HostileFile], Result]
) -> None:
    result = result_of(file)

    assert result["outcome"] in ({REFUSED, READ} if file.outcome == EITHER else {file.outcome}), result.get("message")
    assert result["seconds"] < MAX_SECONDS
    assert result["growth"] < MAX_GROWTH
    if result["outcome"] == REFUSED:
        assert_clear(result["message"], file)
    else:
        assert result["complaints"] == []
        assert result["carried"] <= result["in_file"]
        assert [text for text in result["said"] if _UNPRINTABLE.search(text)] == []


def assert_clear(message: str, file: HostileFile) -> None:
    """Check that a person can read ``message``, and that no terminal obeys it."""
    assert file.says in message
    assert 10 < len(message) <= LONGEST_MESSAGE
    assert not _UNPRINTABLE.search(message)
    assert " object at 0x" not in message


def test_there_are_sixty_files_or_more_and_some_of_every_format() -> None:
    formats = Counter(file.format for file in FILES)

    assert len({str(file) for file in FILES}) == len(FILES) >= 60
    assert set(formats) == {one.name for one in FORMATS if one.reader}
