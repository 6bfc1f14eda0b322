"""Texts as they are compared. What is stored stays as it was printed; nothing here is written back."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

DASHES = frozenset("-‐‑‒–—―−ー─━－ｰ")
# One character for one character, so that offsets found in the folded text hold in the printed one.
_FOLDED = str.maketrans(
    "０１２３４５６７８９（）［］％：．，～〜−／" + "".join(map(chr, [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)])),
    "0123456789()[]%:.,~~-/" + "".join(map(chr, [*range(0x41, 0x5B), *range(0x61, 0x7B)])),
)
_LONGEST_QUOTE = 60
# Of what differs so much is to be seen in a quote; of what is the same before it, so much.
_SHOWN, _LED_IN = 20, 10
# Controls steer a terminal, or cannot stand in a page or workbook; marks of direction turn the text behind them around.
_STEERING = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | dict.fromkeys(
    [*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF], 0xFFFD
)
_STEERS = re.compile(f"[{re.escape(''.join(map(chr, _STEERING)))}]")
_NOT_COMPARED = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)
def fold_width(text: str) -> str:
    """Return `text` with full-width digits, letters and marks as ASCII, of the same length."""
    return text.translate(_FOLDED)


@lru_cache(maxsize=50_000)
def normalise(text: str) -> str:
    """Return `text` in NFKC with runs of white space as one blank and none at its ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def comparison_key(text: str, vocabulary: Mapping[str, str] | None = None) -> str:
    """Return the letters and digits of `text` alone, known misreadings mended: equal keys, same words."""
    return _bare(mend(normalise(text), vocabulary or {}))


@lru_cache(maxsize=50_000)
def _bare(text: str) -> str:
    return _NOT_COMPARED.sub("", text).casefold()


def mend(text: str, vocabulary: Mapping[str, str]) -> str:
    """Return `text` with every known misreading (`seeds/vocabulary.csv`) replaced by its reading."""
    for misreading, reading in vocabulary.items():
        text = text.replace(misreading, reading)
    return text


def is_blank(text: str) -> bool:
    """Say whether nothing was printed in the cell."""
    return not text.strip()


def is_dash(text: str) -> bool:
    """Say whether the cell holds a dash and nothing else: answered with "nothing to say", not empty."""
    stripped = text.strip()
    return bool(stripped) and all(character in DASHES for character in stripped)


def visible(text: str) -> str:
    """Return a text as it may be shown: in the place of each control character or mark of direction a visible one."""
    return text.translate(_STEERING) if _STEERS.search(text) else text


def filled(template: str, row: Mapping[str, str | None]) -> str:
    """Return a rule's sentence with what a finding observed and expected quoted in it, where they differ."""
    texts = [_on_one_line(row[name]) for name in ("observed", "expected")]
    start = _first_difference(*texts) if all(texts) else 0
    if start <= _LONGEST_QUOTE - _SHOWN:
        start = 0
    observed, expected = (quoted(f"…{text[start - _LED_IN :]}" if start else text) for text in texts)
    return template.format(observed=observed, expected=expected)


def quoted(text: str | None) -> str:
    """Return a text as a sentence quotes it: on one line, and cut off where it is long."""
    folded = _on_one_line(text)
    return folded if len(folded) <= _LONGEST_QUOTE else folded[: _LONGEST_QUOTE - 1] + "…"


def _first_difference(one: str, other: str) -> int:
    """Return where two texts begin to differ; 0 if they do not."""
    if one == other:
        return 0
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _on_one_line(text: str | None) -> str:
    return " ".join((text or "").split())
