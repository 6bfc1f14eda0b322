"""Text of another measure that stands in a row to which it does not belong."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from pipeline.prose.grammar.pairs import content_pairs
from pipeline.prose.writing.likeness import is_standing_phrase
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import compared
from pipeline.quality.views.narratives import NARRATIVES
from pipeline.values.text import comparison_key

# A sentence of so many letters does not come about twice by itself; one of three measures is everybody's.
_LEAST_LETTERS, _MOST_MEASURES = 18, 2
# Where a text belongs, its row has more of its words: a fifth more, and where it does not, less than a quarter of them.
_FEWEST_PAIRS, _FAR, _CLOSER = 8, 0.25, 0.2
# Rows that share more of their texts than this are relatives (a measure that was renamed, or told with its sister).
_MOST_SHARED = 0.4


@dataclass(frozen=True)
class _Told:
    row: MeasureRow
    field: str
    fiscal_year: int
    text: str

    @property
    def key(self) -> str:
        return comparison_key(self.text)


@rule(
    severity="warning",
    title_ja="他の実施内容の文の混入",
    title_en="Text of another measure",
    rationale="The text stands word for word (or nearly) in another measure's row, whose other texts share its words, "
    "while those of this row do not.",
    rationale_ja="他の実施内容の記載とほぼ同文で、この実施内容の他の記載とは内容が異なっており、混入の可能性があります。",
    message_ja="「{expected}」の記載と同文で、この実施内容のものではない可能性があります。「{observed}」",
    message_en="The text is that of '{expected}' and may not belong to this measure: '{observed}'",
    example="窓口相談の実施状況に、健康診査の「受診券を配布し、集団健診を3回実施した。」",
    question_ja="他の実施内容と同じ文が記載されています。この実施内容の正しい内容をご記入ください。",
    answer="text",
)
def text_of_other_measure(table: ProgressTable) -> Iterator[Finding]:
    """Report texts that belong to another row, once per field and year."""
    for rows in table.by_document():
        own = {id(row): list(_texts(row)) for row in rows}
        seen: set[tuple[int, str, int]] = set()
        for group in _groups(text for texts in own.values() for text in texts):
            for here, there in permutations(group, 2):
                place = (id(here.row), here.field, here.fiscal_year)
                if place not in seen and _is_stranger(here, there, own):
                    seen.add(place)
                    evidence = compared(here.row, here.text, there.row, there.text)
                    yield here.row.finding(
                        here.field, here.fiscal_year, observed=here.text, expected=there.row.name, **evidence
                    )


def _texts(row: MeasureRow) -> Iterator[_Told]:
    """Yield the narratives of a row, those in doubt, too: a stranger is in doubt because it is one. Of a column in
    doubt nobody knows what belongs there."""
    columns = {(column.field, column.fiscal_year) for column in row.listing.columns if column.is_uncertain}
    for fiscal_year in row.years:
        for field in NARRATIVES:
            if (field, fiscal_year) not in columns and (text := row.text(field, fiscal_year)):
                yield _Told(row, field, fiscal_year, text)


def _groups(texts: Iterator[_Told]) -> Iterator[list[_Told]]:
    """Yield texts that begin or end alike: copies, as far as one misread character leaves one end whole."""
    blocks: dict[tuple[str, str], list[_Told]] = {}
    for told in texts:
        if len(key := told.key) >= _LEAST_LETTERS and not is_standing_phrase(told.text):
            for end, letters in (("start", key[:_LEAST_LETTERS]), ("end", key[-_LEAST_LETTERS:])):
                blocks.setdefault((end, letters), []).append(told)
    for block in blocks.values():
        if len({told.row.first_id for told in block}) == _MOST_MEASURES:
            yield block


def _is_stranger(here: _Told, there: _Told, own: dict[int, list[_Told]]) -> bool:
    if here.row.first_id == there.row.first_id or here.row.name == there.row.name:
        return False
    if len(content_pairs(here.text)) < _FEWEST_PAIRS or not _is_copy(here, there):
        return False
    texts, other_texts = own[id(here.row)], own[id(there.row)]
    if any(other is not here and _is_copy(here, other) for other in texts):
        return False
    keys, other_keys = {told.key for told in texts}, {told.key for told in other_texts}
    if len(keys & other_keys) > max(1, _MOST_SHARED * len(keys)):
        return False
    fit = _fit(here, texts, other_keys)
    return fit < _FAR and _fit(there, other_texts, keys) >= fit + _CLOSER


def _is_copy(here: _Told, there: _Told) -> bool:
    pairs, other = content_pairs(here.text), content_pairs(there.text)
    return len(pairs & other) >= 0.9 * max(len(pairs), len(other))


def _fit(told: _Told, texts: list[_Told], foreign: set[str]) -> float:
    """Return the share of a text's words that its row has elsewhere: in its name, description and other texts."""
    around = set(content_pairs(told.row.name or "") | content_pairs(told.row.text("description") or ""))
    for other in texts:
        if other.key not in foreign and other is not told and not _is_copy(told, other):
            around |= content_pairs(other.text)
    own = content_pairs(told.text)
    return len(own & around) / len(own)
