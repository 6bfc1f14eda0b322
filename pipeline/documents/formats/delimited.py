"""Tables as text: cells between tabs as they stand (TSV), or between commas and within quotes (CSV)."""

import csv
import io
import re

from pipeline.documents.formats.grid import FormatError, Grid
from pipeline.seeds.tables import longest_field
from pipeline.settings import LIMITS

_LINE_END = re.compile(r"\r\n|\n|\r")
_NEWLINE_NAMES = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# What stands in the first lines tells how cells are divided.
_LOOKED_AT = 100_000
_DELIMITERS = "\t,;"


def read_text(text: str, encoding: str, *, is_tsv: bool = False) -> Grid:
    """Return the grid of a text; the character that divides most is the delimiter. Raises FormatError.

    `is_tsv`: the file says by its name that tabs divide its cells.
    """
    sample = _QUOTED.sub("", text[:_LOOKED_AT])
    delimiter = max(_DELIMITERS, key=sample.count)
    lines, newline = split_lines(text)
    if is_tsv or delimiter == "\t" or sample.count(delimiter) == 0:
        return Grid("tsv", tuple(tuple(line.split("\t")) for line in lines), None, encoding, newline)
    return Grid("csv", tuple(_records(text, delimiter)), None, encoding, newline)


def split_lines(text: str) -> tuple[list[str], str]:
    """Split `text` at LF, CRLF and CR alone; return its lines and the name of their ends.

    An end after the last line does not begin another one.
    """
    ends = {match.group() for match in _LINE_END.finditer(text)}
    lines = _LINE_END.split(text)
    if len(lines) > 1 and lines[-1] == "":
        lines.pop()
    if not ends:
        return lines, "none"
    return lines, _NEWLINE_NAMES[ends.pop()] if len(ends) == 1 else "mixed"


def _records(text: str, delimiter: str) -> list[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        with longest_field(LIMITS.characters_in_line):
            return [tuple(record) or ("",) for record in reader]
    except csv.Error as error:
        line = reader.line_num
        raise FormatError(
            f'{line}行目付近で引用符（"）の対応が取れません。CSV を保存し直してください',
            f'the quotes (") do not match near line {line}; save the CSV again',
        ) from error
