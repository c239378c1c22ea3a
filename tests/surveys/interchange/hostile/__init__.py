"""Hostile files in every format that is read: each gives a clear error or a report, within the product's limits.

``honest`` has one honest file of each format, ``any_format`` spoils each of them, ``json_files``, ``xml_files``,
``row_files`` and ``workbook_files`` write what is hostile in the ways of their formats. ``worker`` reads each file in
a process of its own and measures, ``rendered`` looks at the form of what could be read.
"""
