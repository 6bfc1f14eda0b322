"""Sentences and clauses: the stretches of a text that say one thing each.

A sentence ends at a full stop, a line break or before a bullet, and at an arrow that stands behind more than a name
(救命講習 → 開けず is one); what stands in brackets is a sentence of its own, an aside. A clause ends at a comma, and
behind the particles that join two statements (が, ので, し).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.text import fold_width

_HIDDEN = re.compile(r"\0+")
_STOP = re.compile(
    r"[。．\n！？!?;；]|(?<=[\s。])[・○●◯■□◆◇▼▽★☆※]|^[・○●◯■□◆◇▼▽★☆※]|[①-⑳]|(?<![一-龥ァ-ヴーA-Za-z0-9々])(?<![一-龥ァ-ヴーA-Za-z0-9々]\s)→"
)
# A name in brackets at the head of a passage: (福祉課) … (健康課) …
_HEADED = re.compile(r"(?:^|(?<=[\s。]))[(（【\[][^()（）【】\[\]]*[)）】\]](?=\s*\S)")
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")
_BRACKET = re.compile(r"[(（【\[〔《〈][^()（）【】\[\]〔〕《》〈〉]*[)）】\]〕》〉]")
_SPLITTING = frozenset("、，,;")
_CONTRASTS, _REASONS = role("contrast"), role("reason")


@dataclass(frozen=True)
class Clause:
    """A stretch of words that says one thing; `is_last`: it ends its sentence; `is_aside`: it stands in brackets.

    `joins`: how it leads on to the next: `reason` (ため, ので), `contrast` (が, ものの), or empty.
    """

    words: tuple[Word, ...]
    sentence: int
    is_last: bool
    is_aside: bool
    joins: str = ""

    @property
    def start(self) -> int:
        """Return where the clause begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.words[-1].end


@lru_cache(maxsize=20_000)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text: sentence by sentence, asides behind the sentence that they stand in."""
    words = words_of(text)
    starts = [word.start for word in words]
    found: list[Clause] = []
    for number, (stretches, is_aside) in enumerate(_sentences(fold_width(text))):
        places = [slice(bisect_left(starts, start), bisect_left(starts, end)) for start, end in stretches]
        found += _clauses([word for place in places for word in words[place]], number, is_aside)
    return tuple(found)


def _sentences(folded: str) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """Yield each sentence as the stretches of text it consists of, and whether it is an aside."""
    # A title is no statement: 講座「なぜ防げない」.
    folded = _QUOTED.sub(lambda match: "\0" * len(match.group()), folded)
    folded = _HEADED.sub(lambda match: "。" * len(match.group()), folded)
    asides = [match.span() for match in _BRACKET.finditer(folded)]
    hidden = _BRACKET.sub(lambda match: "\0" * len(match.group()), folded)
    start = 0
    for stop in [*(match.span() for match in _STOP.finditer(hidden)), (len(folded), len(folded))]:
        inner = [(a, b) for a, b in asides if start <= a and b <= stop[0]]
        left_out = sorted([*inner, *(m.span() for m in _HIDDEN.finditer(folded, start, stop[0]))])
        bounds = [start, *(bound for span in left_out for bound in span), stop[0]]
        yield list(zip(bounds[::2], bounds[1::2], strict=True)), False
        yield from (([(a + 1, b - 1)], True) for a, b in inner)
        start = stop[1]


def _clauses(words: Sequence[Word], sentence: int, is_aside: bool) -> list[Clause]:
    pieces: list[list[Word]] = [[]]
    for position, word in enumerate(words):
        if word.surface in _SPLITTING:
            pieces.append([])
            continue
        pieces[-1].append(word)
        if _joins_statements(words, position):
            pieces.append([])
    pieces = [piece for piece in pieces if any(word.is_content for word in piece)]
    return [
        Clause(tuple(piece), sentence, position == len(pieces), is_aside, _joins(piece, position == len(pieces)))
        for position, piece in enumerate(pieces, 1)
    ]


def _joins_statements(words: Sequence[Word], position: int) -> bool:
    """Say whether a word is a particle between two statements: 予定していたが中止した."""
    word = words[position]
    before = words[position - 1] if position else None
    is_verbal = before is not None and before.kind in ("動詞", "助動詞", "形容詞")
    return is_verbal and word.kind == "助詞" and word.surface in ("が", "けれど", "けれども", "ので")


def _joins(words: Sequence[Word], is_last: bool) -> str:
    tail = [word for word in words if word.kind != "補助記号"][-3:]
    # 設けたものの.
    tail = tail[:-1] if [word.surface for word in tail[-2:]] == ["もの", "の"] else tail
    if len(tail) > 1 and tail[-1].surface in _CONTRASTS and tail[-2].kind in ("動詞", "助動詞", "形容詞", "名詞"):
        # Behind a noun, が marks who did it.
        return "" if tail[-1].surface == "が" and tail[-2].kind == "名詞" else "contrast"
    # 工事中につき.
    is_reason = any(word.lemma in _REASONS for word in tail[-2:]) or [w.surface for w in tail[-2:]] in (
        ["に", "つき"],
        ["の", "で"],
    )
    return "reason" if not is_last and is_reason else ""
