"""What a document's texts have in common: its words, and how its sentences end. One text is counted once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.views.once import once_per_table
from pipeline.values.text import mend

NARRATIVES = ("description", "plan", "status", "evaluation")
NAMES = ("item", "measure")
KATAKANA_WORD = re.compile(r"[ァ-ヺー]{4,}")
_SENTENCE_END = re.compile(r"[。\n]")
_RUN = re.compile(r"(?=.*[^\W\d_]{2})[^\W_]{3}")
_DIGIT = re.compile(r"\d")
_ACTION = re.compile(r"[一-龥々]{2}[しすさ]")
_CLOSED = "）)」』】。"
# Sentences of this length tell the style; shorter texts are notes.
LONG_TEXT = 20
_SHARE_IN_SENTENCES = 0.7


def without_digits(text: str) -> str:
    """Return a text in which every digit is 0, of the same length."""
    return _DIGIT.sub("0", text)


@dataclass(frozen=True)
class Place:
    """A text and the field of a row in which it stands."""

    row: MeasureRow
    field: str
    fiscal_year: int | None
    text: str


def places(rows: Sequence[MeasureRow], fields: Sequence[str]) -> Iterator[Place]:
    """Yield the texts that stand in their field for certain; what a repetition says again is left out."""
    seen: set[tuple[str, str, int | None, str]] = set()
    for row in rows:
        for name, fiscal_year in row.listing.cells:
            text = row.text(name, fiscal_year) if name in fields else None
            if text and row.is_certain(name, fiscal_year):
                key = (row.first_id, name, fiscal_year, text)
                if key not in seen:
                    seen.add(key)
                    yield Place(row, name, fiscal_year, text)


@dataclass(frozen=True)
class DocumentWords:
    """The texts of a document, known misreadings mended, and what can be counted in them."""

    rows: Sequence[MeasureRow]
    vocabulary: Mapping[str, str]

    @cached_property
    def places(self) -> list[Place]:
        """Return where texts stand in the fields that hold words."""
        return list(places(self.rows, (*NARRATIVES, *NAMES)))

    @cached_property
    def texts(self) -> list[str]:
        """Return the distinct texts of all fields that hold words."""
        return sorted({mend(place.text, self.vocabulary) for place in self.places})

    @cached_property
    def triples(self) -> Counter[str]:
        """Return how many times each run of three characters occurs, any digit written as 0."""
        plain = [without_digits(text) for text in self.texts]
        return Counter(text[i : i + 3] for text in plain for i in range(len(text) - 2))

    @cached_property
    def words(self) -> Counter[str]:
        """Return in how many texts each katakana word occurs."""
        return Counter(word for text in self.texts for word in set(KATAKANA_WORD.findall(text)))

    @cached_property
    def continuations(self) -> dict[str, Counter[str]]:
        """Return what follows each run of three that ends a text without a full stop; a line break where one ends."""
        wanted = {text[-3:] for text in self.texts if not text.endswith(tuple(_CLOSED))}
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for text in self.texts:
            for i in range(3, len(text) + 1):
                if (run := text[i - 3 : i]) in wanted:
                    found[run][text[i : i + 1] or "\n"] += 1
        return found

    @cached_property
    def ends(self) -> Counter[str]:
        """Return how often each pair of characters ends a sentence or a text."""
        sentences = (part for text in self.texts for part in _SENTENCE_END.split(text) if len(part) > 1)
        return Counter(part.rstrip(_CLOSED)[-2:] for part in sentences)

    @cached_property
    def actions(self) -> set[str]:
        """Return the kanji pairs that し, す or さ follows somewhere: 配布した makes 配布 an action."""
        return {triple[:2] for triple in self.triples if _ACTION.fullmatch(triple)}

    @cached_property
    def is_in_sentences(self) -> bool:
        """Say whether the document writes sentences with their full stop."""
        closed = [text.endswith(tuple(_CLOSED)) for text in self.texts if len(text) >= LONG_TEXT]
        # One text may always be the one that is cut.
        return sum(closed) >= max(1, _SHARE_IN_SENTENCES * (len(closed) - 1))


@once_per_table
def document_words(table: ProgressTable) -> Iterator[DocumentWords]:
    """Yield the words of each document."""
    for rows in table.by_document():
        yield DocumentWords(rows, table.vocabulary)


def is_run_of_letters(run: str) -> bool:
    """Say whether three characters are letters or digits, two letters among them."""
    return bool(_RUN.fullmatch(run))
