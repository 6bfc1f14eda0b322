"""The columns of the sheet of questions and the phrases of its answers: what is written is what is read back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.contracts.names import DATED_FIELDS, INDICATOR_FIELDS, is_place
from pipeline.inquiry.questions import OF_MEASURES, Place, Question
from pipeline.values.field_names import FIELD_NAMES_JA, place_name
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import is_dash, normalise

_OF_LINE = ("item", "measure", "description", "page", "bureau", "section", "reprise")
FIELDS = (*_OF_LINE, *DATED_FIELDS, *INDICATOR_FIELDS)
_LONGEST_LIST = 255

QUESTION_SHEET, COVER_SHEET, REFERENCE_SHEET = "照会事項", "依頼", "参考（記載の全文）"

CONFIRMED = "記載のとおりで正しい"
CORRECTED = "訂正する"
ENTERED = "右の欄に記入"
NOT_APPLICABLE = "該当なし"
UNNEEDED = "不要（重複など）"
# Whether two names are one measure, and what became of one that is not printed any more.
SAME, DIFFERENT = "同じ", "別"
OTHER_ENDING = "その他（備考に記入）"
ENDINGS = ("終了", "統合", "掲載漏れ", OTHER_ENDING)
RATINGS = ("実施", "未実施", NOT_APPLICABLE)
# How people write the choices when they type them.
CONFIRMATIONS = frozenset(
    {CONFIRMED, "記載の通りで正しい", "記載のとおり", "記載の通り", "記載どおり", "記載通り", "正しい", "はい"}
)
REFERRALS = frozenset({CORRECTED, ENTERED, "訂正", "訂正あり"})

ANSWER, CORRECTION, REMARKS = "ご回答", "訂正・補記する内容", "備考"
FINDING_ID = "照会番号"


@dataclass(frozen=True)
class Column:
    """A column of the sheet of questions: its heading, its width in characters, and what stands in it."""

    heading: str
    width: float
    value: Callable[[Question], str]
    is_hidden: bool = False
    is_answer: bool = False


VISIBLE = (
    Column("実施内容", 18, lambda question: question.measure_name),
    Column("年度", 9, lambda question: question.year),
    Column("欄", 10, lambda question: question.place),
    Column("現在の記載", 30, lambda question: question.printed or "（記載なし）"),
    Column("お伺いしたいこと", 34, lambda question: question.sentence),
    Column(ANSWER, 15, lambda _: "", is_answer=True),
    Column(CORRECTION, 32, lambda _: "", is_answer=True),
    Column(REMARKS, 16, lambda _: "", is_answer=True),
    Column(FINDING_ID, 12, lambda question: "\n".join(question.finding_ids)),
)
# What tells whether the source is the one that was asked about; nobody needs to see it.
HIDDEN = (
    Column("document_id", 10, lambda question: question.document_id, is_hidden=True),
    Column("line_no", 8, lambda question: str(question.line_no), is_hidden=True),
    Column("cell_no", 8, lambda question: str(question.cell_no or ""), is_hidden=True),
    Column("field", 8, lambda question: question.field or "", is_hidden=True),
    Column("fiscal_year", 8, lambda question: str(question.fiscal_year or ""), is_hidden=True),
    Column("guard", 10, lambda question: question.guard, is_hidden=True),
    Column("department_id", 10, lambda question: question.department_id, is_hidden=True),
)
COLUMNS = (*VISIBLE, *HIDDEN)


def choices(question: Question) -> tuple[str, ...]:
    """Return what the answer's drop-down suggests; anything else may be typed."""
    if question.places:
        return tuple(_within([UNNEEDED, *(place_name(*place) for place in question.places)]))
    if question.answer in OF_MEASURES:
        return (SAME, DIFFERENT) if question.answer == "relation" else ENDINGS
    confirmed = (CONFIRMED,) if question.printed or question.answer == "confirmation" else ()
    if question.answer == "rating":
        graded = (*(mark.mark for mark in question.marks), NOT_APPLICABLE)
        return tuple(_within([*confirmed, *(graded if question.marks else RATINGS)]))
    if question.answer == "confirmation" or (question.text and not is_dash(question.text)):
        return (CONFIRMED, CORRECTED)
    return (*confirmed, ENTERED, NOT_APPLICABLE)


def is_confirmation(answer: str) -> bool:
    """Say whether an answer means that it is right as printed."""
    return normalise(answer).rstrip("。") in CONFIRMATIONS


def is_referral(answer: str) -> bool:
    """Say whether an answer only points to the column of corrections."""
    return normalise(answer).rstrip("。") in REFERRALS


def read_place(answer: str) -> Place | None:
    """Return the field and fiscal year that an answer names (令和4年度の実施状況; `surplus`: not needed), or None."""
    plain = normalise(answer).rstrip("。")
    if plain.startswith("不要"):
        return "surplus", None
    years = read_fiscal_years(plain)
    named = [field for field in FIELDS if FIELD_NAMES_JA[field] in plain]
    # 実施内容 is not meant where 担当課の評価 is: the longest name counts.
    name = max(named, key=lambda field: len(FIELD_NAMES_JA[field]), default="")
    year = years[0].first if len(years) == 1 and years[0].first == years[0].last else None
    return (name, year) if name and is_place(name, year) else None


def _within(labels: Sequence[str]) -> Iterator[str]:
    # A list of suggestions may hold 255 characters, commas included.
    taken = 0
    for label in labels:
        taken += len(label) + 1
        if taken <= _LONGEST_LIST:
            yield label
