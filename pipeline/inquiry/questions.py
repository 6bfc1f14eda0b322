"""What a section is asked: the open findings of the published warehouse as questions about single fields.

A finding asks about one field of one line. Where it speaks of several (a whole year is missing), each field that stands
empty becomes a question of its own, so that an answer always has one place to go.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from pipeline.inquiry.marks import RatingPlace, marks_told, read_scales
from pipeline.values.field_names import FIELD_NAMES_JA
from pipeline.values.fiscal_years import fiscal_year_label
from pipeline.values.scales import Mark, RatingScale
from pipeline.values.text import filled
from pipeline.warehouse.connect import read_rows

SEVERITIES = ("error", "warning", "notice")
# Answers about a measure as a whole: no field is corrected by them.
OF_MEASURES = ("relation", "ending")
_OPEN_STATES = ("blank", "lost", "quarantined")
# What sections are asked about, year by year.
YEARLY_FIELDS = ("plan", "status", "evaluation", "achievement")

Row = dict[str, Any]
LineKey = tuple[str, int]
# A field and its fiscal year.
Place = tuple[str, int | None]


@dataclass(frozen=True)
class FieldText:
    """What stands in a field (and year) of a measure line; `state` None: the heading does not ask for it."""

    field: str
    fiscal_year: int | None
    state: str | None
    text: str
    cell_nos: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether the heading asks for it and nothing stands there."""
        return self.state in _OPEN_STATES and not self.text


@dataclass(frozen=True)
class Question:
    """One question to one section. `field` None: no field can be named, and an answer needs a reader.

    `cell_no` is the first cell in the field (None: nothing is printed there), `guard` the hash of the line;
    `section_count` tells how many sections answer for the field together. With `places`, the question is to which of
    these vacant fields the cell belongs. `earlier_name`: the measure of an older edition that `printed` may go on with.
    `marks`: those that the field is filled in with, if it has a scale.
    """

    finding_id: str
    document_id: str
    line_no: int
    cell_no: int | None
    field: str | None
    fiscal_year: int | None
    guard: str
    department_id: str
    section_name: str
    measure_name: str
    sentence: str
    answer: str
    printed: str
    text: str = ""
    cell_nos: tuple[int, ...] = ()
    section_count: int = 1
    places: tuple[Place, ...] = ()
    earlier_name: str = ""
    severity: str = "warning"
    further_ids: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """Return the findings that the question is about: one answer is for all of them."""
        return self.finding_id, *self.further_ids

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what names the question within an inquiry: finding, section, field and year."""
        return self.finding_id, self.department_id, self.field or "", str(self.fiscal_year or "")

    @property
    def place(self) -> str:
        """Return the name of the field in question; empty where none can be named."""
        return FIELD_NAMES_JA.get(self.field, self.field) if self.field else ""

    @property
    def year(self) -> str:
        """Return the name of the fiscal year in question, 令和4年度; empty where there is none."""
        return fiscal_year_label(self.fiscal_year) if self.fiscal_year else ""


@dataclass(frozen=True)
class Section:
    """A section under its present name, every name and alias it is printed by, and the lines it answers for."""

    department_id: str
    section_name: str
    names: tuple[str, ...]
    is_registered: bool = False
    lines: tuple[LineKey, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Inquiries:
    """Everything the warehouse has to ask: questions by section, sections, documents, the lines' texts and scales."""

    questions: Mapping[str, Sequence[Question]]
    sections: Mapping[str, Section]
    documents: Mapping[str, Row]
    fields: Mapping[LineKey, Sequence[FieldText]]
    unaddressed_count: int
    scales: Mapping[RatingPlace, RatingScale] = field(default_factory=dict)

    def by_key(self) -> dict[tuple[str, str, str, str], Question]:
        """Return every question by its key."""
        every = [question for questions in self.questions.values() for question in questions]
        return {replace(q, finding_id=name).key: q for q in every for name in q.finding_ids}


def read_inquiries(
    connection: duckdb.DuckDBPyConnection, least: str = "notice", is_accepted_asked: bool = False
) -> Inquiries:
    """Return the questions of the published warehouse, of findings of severity `least` and above.

    Accepted findings are not asked unless wanted.
    """
    fields = _fields(read_rows(connection, "inquiry_fields"))
    counts = {
        (row["document_id"], row["line_no"], row["fiscal_year"]): row["section_count"]
        for row in read_rows(connection, "inquiry_responsible")
    }
    scales = read_scales(connection)
    asked = SEVERITIES[: SEVERITIES.index(least) + 1]
    found = [row for row in read_rows(connection, "inquiry_findings") if row["severity"] in asked]
    findings = [row for row in found if is_accepted_asked or row.get("state") != "accepted"]
    questions: dict[str, list[Question]] = {}
    for row in findings:
        if row["department_id"] is not None:
            texts = fields.get((row["document_id"], row["line_no"]), [])
            own = (_with_marks(question, scales) for question in _questions(row, texts, counts))
            questions.setdefault(row["department_id"], []).extend(own)
    return Inquiries(
        {section: one_per_place(asked_of) for section, asked_of in questions.items()},
        _sections(read_rows(connection, "inquiry_sections"), findings),
        {row["document_id"]: row for row in read_rows(connection, "documents")},
        fields,
        len({row["finding_id"] for row in findings if row["department_id"] is None}),
        scales,
    )


def _with_marks(question: Question, scales: Mapping[RatingPlace, RatingScale]) -> Question:
    """Return a question about a rating with the marks it can be answered by."""
    scale = scales.get((question.document_id, question.line_no, question.fiscal_year))
    if scale is None or question.field != "achievement":
        return question
    marks = tuple(scale.marks.values())
    return replace(question, marks=marks, sentence=f"{question.sentence}（この欄の記号: {marks_told(marks)}）")


def one_per_place(questions: Iterable[Question]) -> list[Question]:
    """Return questions, those about one cell as one, most consequential first; nobody answers for a cell twice."""
    places: dict[Any, list[Question]] = {}
    for question in sorted(questions, key=_weight):
        own = () if question.field and not question.places and question.answer not in OF_MEASURES else question.key
        place = (question.document_id, question.line_no, question.field, question.fiscal_year, own)
        places.setdefault(place, []).append(question)
    return [_together(asked) for asked in places.values()]


def _together(asked: Sequence[Question]) -> Question:
    """Return several questions about one cell as one: the first tells what an answer can be, all what is asked."""
    first = next((q for q in asked if q.answer != "confirmation"), asked[0])
    others = [question for question in asked if question is not first]
    sentences = dict.fromkeys(question.sentence for question in (first, *others))
    return replace(
        first,
        sentence="\n".join(sentences),
        printed=max((question.printed for question in asked), key=len),
        severity=asked[0].severity,
        further_ids=tuple(dict.fromkeys(q.finding_id for q in others if q.finding_id != first.finding_id)),
    )


def _weight(question: Question) -> tuple[Any, ...]:
    """Return the order of questions: errors before warnings before notices, then by their place in the document."""
    in_document = (question.line_no, question.fiscal_year or 0, question.field or "", question.finding_id)
    return (question.document_id, SEVERITIES.index(question.severity), *in_document)


def _fields(rows: Iterable[Row]) -> dict[LineKey, list[FieldText]]:
    fields: dict[LineKey, list[FieldText]] = {}
    for row in rows:
        text = FieldText(row["field"], row["fiscal_year"], row["state"], row["text"] or "", tuple(row["cell_nos"]))
        fields.setdefault((row["document_id"], row["line_no"]), []).append(text)
    return fields


def _sections(rows: Iterable[Row], findings: Iterable[Row]) -> dict[str, Section]:
    """Return the responsible sections; one that is only named by a finding answers for that finding's line."""
    sections: dict[str, Section] = {}
    for row in rows:
        known = sections.setdefault(
            row["department_id"],
            Section(row["department_id"], row["section_name"], tuple(row["names"]), row["is_registered"]),
        )
        lines = (*known.lines, (row["document_id"], row["line_no"]))
        sections[row["department_id"]] = replace(known, lines=lines)
    for row in findings:
        if (name := row["department_id"]) is not None:
            known = sections.setdefault(name, Section(name, row["section_name"], (row["section_name"],)))
            if (line := (row["document_id"], row["line_no"])) not in known.lines:
                sections[name] = replace(known, lines=tuple(sorted((*known.lines, line))))
    return sections


def _questions(row: Row, texts: Sequence[FieldText], counts: Mapping[Any, int]) -> Iterator[Question]:
    """Yield the questions of a finding: one for the field it asks about, or one for each that stands empty."""
    base = Question(
        row["finding_id"],
        row["document_id"],
        row["line_no"],
        None,
        None,
        row["fiscal_year"],
        row["guard"],
        row["department_id"],
        row["section_name"],
        row["measure_name"] or "（名称の記載なし）",
        filled(row["question_ja"], row),
        row["answer"],
        printed=row["observed"] or "",
        earlier_name=(row["expected"] or "") if row["answer"] == "relation" else "",
        severity=row["severity"],
    )
    targets = _targets(row, texts)
    for target in targets:
        in_line = (row["document_id"], row["line_no"], target.fiscal_year)
        yield replace(
            base,
            cell_no=target.cell_nos[0] if target.cell_nos else None,
            field=target.field,
            fiscal_year=target.fiscal_year,
            printed=_printed(row, target, texts),
            text=target.text,
            cell_nos=target.cell_nos,
            section_count=counts.get(in_line, 1),
        )
    if not targets:
        # An empty mark of repetition is the rule, and no place for a text.
        vacant = tuple((text.field, text.fiscal_year) for text in texts if text.is_open and text.field != "reprise")
        is_about_place = row["is_unplaced"] and row["field"] is None
        yield replace(base, cell_no=row["cell_no"], places=vacant) if is_about_place else base


def _targets(row: Row, texts: Sequence[FieldText]) -> list[FieldText]:
    """Return the fields that an answer can go to: that of a rating is the rating, also where a narrative was found."""
    if row["answer"] in OF_MEASURES:
        return []
    name = "achievement" if row["answer"] == "rating" else row["field"]
    year = row["fiscal_year"]
    exact = [text for text in texts if (text.field, text.fiscal_year) == (name, year)]
    if exact or row["answer"] == "confirmation" or row["is_unplaced"]:
        return exact
    return [
        text
        for text in texts
        if text.is_open
        and text.field in YEARLY_FIELDS
        and name in (None, text.field)
        and year in (None, text.fiscal_year)
    ]


def _printed(row: Row, target: FieldText, texts: Sequence[FieldText]) -> str:
    """Return what stands in the field, and, where the finding was made in another one, what stands there."""
    found_in = [text for text in texts if (text.field, text.fiscal_year) == (row["field"], row["fiscal_year"])]
    others = [text for text in found_in if text.text and text.field != target.field]
    if not others:
        return target.text
    told = [f"【{FIELD_NAMES_JA[text.field]}】{text.text or '（記載なし）'}" for text in (target, *others)]
    return "\n".join(told)
