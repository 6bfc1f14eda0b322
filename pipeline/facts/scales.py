"""The rating scales of a document: declared in the seeds, told by its legends, or learnt from its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.columns.known import rating_key
from pipeline.columns.neighbours.choices import chosen_marks
from pipeline.facts.documents import PlacedDocument
from pipeline.quality.findings import Finding
from pipeline.values.achievement import Achievement
from pipeline.values.scales import (
    Mark,
    RatingScale,
    are_fractions,
    higher_is_better,
    learnt_scale,
    mark_key,
    read_legend,
    scale_id,
)

_EXPLAINING = ("note", "title")
_PERCENT = 100.0


@dataclass(frozen=True)
class DeclaredScale:
    """A scale of `seeds/rating_scales.csv`: for the columns of a heading (empty: all) of a plan (empty: any)."""

    municipality_code: str
    plan_code: str
    heading: str
    scale: RatingScale

    def is_for(self, municipality_code: str, plan_code: str) -> bool:
        """Say whether the scale may be that of a plan."""
        return self.municipality_code in ("", municipality_code) and self.plan_code in ("", plan_code)


@dataclass(frozen=True)
class ColumnScale:
    """How one column of ratings is read: by the marks of a scale (None: it has none), or as fractions."""

    rating_scale_id: str
    heading: str
    scale: RatingScale | None
    is_fraction: bool = False
    first_cell: tuple[int, int] = (0, 0)

    def read(self, text: str, found: Achievement) -> Achievement:
        """Return what a rating says in this column; `found` is what it says anywhere."""
        if self.scale and (mark := self.scale.mark_of(text)) is not None:
            return Achievement("graded", grade=mark, rating_scale_id=self.rating_scale_id)
        if self.is_fraction and found.kind == "percent" and not found.has_unit and found.pct is not None:
            return replace(found, pct=round(found.pct * _PERCENT, 6), has_unit=True)
        return found


def column_scales(document: PlacedDocument, declared: Sequence[tuple[str, RatingScale]]) -> dict[str, ColumnScale]:
    """Return how each column of ratings is read, by the key of its heading; its years are one column."""
    told = [cell for line in document.lines if line.kind in _EXPLAINING for cell in line.cells]
    legend = read_legend(told)
    heads = _heading_marks(document)
    scales = {}
    for heading, cells in _ratings(document).items():
        key = rating_key(heading)
        texts = [text for _, text in cells]
        known = [scale for name, scale in declared if rating_key(name) == key or not name]
        learnt = heads.get(key) or learnt_scale(texts, heading)
        scale = known[0] if known else _explained(legend or read_legend([heading]), learnt, told)
        fractions = scale is None and are_fractions(texts, heading)
        scales[key] = ColumnScale(scale_id(document.plan_id, key), heading, scale, fractions, cells[0][0])
    return scales


def _ratings(document: PlacedDocument) -> Mapping[str, list[tuple[tuple[int, int], str]]]:
    """Return the cells of each column of ratings: their places and texts, by the column's heading."""
    headings = dict(reversed(list(_headings(document))))
    found: dict[str, list[tuple[tuple[int, int], str]]] = {}
    by_key: dict[str, str] = {}
    for cell in document.read_cells:
        if cell.field == "achievement":
            line = document.lines[cell.line_no - 1]
            text = headings.get((line.heading_line_no or 0, cell.fiscal_year), "")
            heading = by_key.setdefault(rating_key(text), text)
            found.setdefault(heading, []).append(((cell.line_no, cell.cell_no), cell.text))
    return found


def _headings(document: PlacedDocument) -> Iterator[tuple[tuple[int, int | None], str]]:
    for line_no, columns in document.headings.items():
        for column in columns:
            if column.field == "achievement":
                yield (line_no, column.fiscal_year), column.text


def _heading_marks(document: PlacedDocument) -> dict[str, RatingScale]:
    """Return the scales of ratings that are spread over columns, each headed by a mark, by the key of their heading."""
    found: dict[str, dict[str, Mark]] = {}
    for columns in document.headings.values():
        marks = chosen_marks(columns)
        for column in columns:
            if column.field == "achievement" and (mark := mark_key(marks.get(column.cell_no, ""))):
                found.setdefault(rating_key(column.text), {})[mark] = Mark(mark)
    return {key: RatingScale(marks, "learnt") for key, marks in found.items()}


def _explained(legend: RatingScale | None, learnt: RatingScale | None, lines: Sequence[str]) -> RatingScale | None:
    """Return a column's scale with what a legend says of its marks; a legend of other marks is not its own."""
    if learnt is None:
        return None
    if legend is None or not any(legend.mark_of(mark) for mark in learnt.marks):
        return replace(learnt, is_higher_better=higher_is_better(lines, learnt.marks))
    others = {mark: Mark(mark) for mark in learnt.marks if legend.mark_of(mark) is None}
    return replace(legend, marks={**legend.marks, **others})


def scale_rows(document: PlacedDocument, column: ColumnScale) -> Iterator[dict[str, Any]]:
    """Yield a row of `core.dim_rating_scale` for each mark of a column's scale."""
    for mark in column.scale.marks.values() if column.scale else ():
        yield {
            "rating_scale_id": column.rating_scale_id,
            "plan_id": document.plan_id,
            "heading": column.heading,
            **vars(mark),
            "is_higher_better": column.scale.is_higher_better if column.scale else None,
            "source": column.scale.source if column.scale else None,
        }


def scale_findings(document: PlacedDocument, column: ColumnScale) -> Iterator[Finding]:
    """Tell once of a scale that nobody explains, and of fractions that are read as percentages."""
    place = (document.document_id, *column.first_cell)
    if column.scale and column.scale.source == "learnt":
        marks = "、".join(column.scale.marks)
        yield Finding("rating_scale_learnt", *place, field="achievement", observed=column.heading, expected=marks)
    if column.is_fraction:
        yield Finding("rates_as_fractions", *place, field="achievement", observed=column.heading)
