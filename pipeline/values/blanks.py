"""Blanks that stand within a word."""

import re
from collections.abc import Iterator, Mapping

_LETTER = r"[一-龥々ぁ-ゖァ-ヺーA-Za-z]"
_BLANK = re.compile(rf"(?<={_LETTER})[ \u3000]+(?={_LETTER})")
# 12人 受診者: a blank behind a count parts two statements.
_COUNT = re.compile(r"[\d０-９][^\s\d０-９]{0,2}$")
_MET = 2
_AROUND = 4


def blanks_within_words(text: str, triples: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield words with a blank in them, and without it: the letters around it stand together elsewhere.

    `triples`: how often each run of three characters occurs in the texts that `text` belongs to.
    """
    seen: set[str] = set()
    for match in _BLANK.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        joined = (left[-2:] + right[:1], left[-1:] + right[:2])
        if joined[0] in seen:
            continue
        seen.add(joined[0])
        if not _COUNT.search(left) and any(len(run) == 3 and triples.get(run, 0) >= _MET for run in joined):
            before, after = left.split()[-1][-_AROUND:], right.split(maxsplit=1)[0][:_AROUND]
            yield f"{before}{match.group()}{after}", before + after
