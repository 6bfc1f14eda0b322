"""Bytes to text: which encoding it is, and whether it is text at all. Nothing about tables."""

import codecs
import re

# Stands where a decoder gave up, here and in what other programs have written.
DAMAGED = "\ufffd"
# Never in a text table; where there are many, it is a binary file (or UTF-16 taken for something else).
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Python's CP932 has private characters for the bytes that CP932 leaves undefined.
_UNDEFINED = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80\uf8f0-\uf8f3]")
_LINES = re.compile(r"[\r\n]+")
# In another encoding, or in a binary file, most lines cannot be read; a slip of a program or a disk damages a few.
_READABLE_PER_DAMAGED = 20


def decoded(data: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding; None for what is no text in UTF-8, CP932 or UTF-16.

    Of a file in which nearly all lines can be read, what cannot is replaced by `DAMAGED`, so that its line is told.
    """
    for encoding in _candidates(data):
        text = _unreadable(encoding).sub(DAMAGED, data.decode(encoding, "replace"))
        if _is_whole(data, encoding) or _is_nearly_whole(text):
            return text, "utf-16" if encoding.startswith("utf-16") else encoding
    return None


def _candidates(data: bytes) -> list[str]:
    """Return the encodings to try: as its mark tells, else UTF-16, too, where there are NULs."""
    if data.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if b"\x00" not in data:
        return ["utf-8", "cp932"]
    # A table has tabs; read in the wrong order of bytes, or made of another encoding's bytes, they are none.
    tabs = {name: data.decode(name, "ignore").count("\t") for name in ("utf-16-le", "utf-16-be")}
    return ["utf-8", *sorted((name for name in tabs if tabs[name]), key=lambda name: -tabs[name]), "cp932"]


def _unreadable(encoding: str) -> re.Pattern[str]:
    return _UNDEFINED if encoding == "cp932" else _BINARY


def _is_whole(data: bytes, encoding: str) -> bool:
    try:
        return not _unreadable(encoding).search(data.decode(encoding))
    except UnicodeDecodeError:
        return False


def _is_nearly_whole(text: str) -> bool:
    """Say so by the lines that tell encodings apart: those in ASCII can be read in nearly all."""
    telling = [line for line in _LINES.split(text) if not line.isascii()]
    damaged = sum(DAMAGED in line for line in telling)
    return damaged <= max(1, len(telling) // _READABLE_PER_DAMAGED) and 2 * damaged < len(telling)
