"""XLSForm: the spreadsheets that ODK, KoBo, Enketo and Ona make forms of.

Reading: ``archive`` and ``workbook`` give cells, ``rows`` and ``choices`` what they mean, ``structure`` the groups,
``pages`` the result. Writing: ``write``. Columns that begin with ``impact_`` hold what XLSForm has no column for.
"""

from surveys.interchange.xlsform.read import read
from surveys.interchange.xlsform.write import write

__all__ = ["read", "write"]
