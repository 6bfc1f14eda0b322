"""The exports workbook from frames of a few rows: hostile texts, empty tables, tables too large for a sheet."""

from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline.contracts.base import columns, conform
from pipeline.contracts.marts import MeasureTimeline, RepeatedNarrative
from pipeline.exports.looks import looks
from pipeline.exports.workbook import Sheet, workbook_bytes
from tests.unit.test_spreadsheet import SIGNS

DOCUMENT = {
    "municipality_name": "=A1",
    "plan_name": "+計画",
    "edition_fiscal_year": 2023,
    "retrieved_on": None,
    "source_url": "=HYPERLINK(1)",
    "licence": None,
    "note": "@x",
}
ROW = {
    "plan_id": "p",
    "measure_id": "m",
    "measure_name": "名",
    "field": "status",
    "text": "文",
    "section_names": "課",
    "first_fiscal_year": 2019,
    "last_fiscal_year": 2021,
    "year_count": 2,
    "are_years_consecutive": False,
}


def repeated(*changes: dict[str, Any]) -> pd.DataFrame:
    return conform(RepeatedNarrative, [{**ROW, **change} for change in changes])


def book_of(*parts: pd.DataFrame, most_rows: int = 100) -> bytes:
    sheet = Sheet.empty()
    for part in parts:
        sheet = sheet.with_rows(part, most_rows)
    return workbook_bytes({RepeatedNarrative: sheet}, [DOCUMENT])


def opened(*parts: pd.DataFrame, most_rows: int = 100) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(book_of(*parts, most_rows=most_rows)))


@pytest.mark.parametrize("sign", [*SIGNS, "http://", "\t=", "{="])
def test_a_text_stays_a_text_whatever_it_begins_with(sign: str) -> None:
    book = opened(repeated({"text": f"{sign}SUM(A1)", "measure_name": f"{sign}1+1"}))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert f"{sign}SUM(A1)" in [cell.value for cell in cells]
    assert [cell.value for cell in cells if cell.hyperlink] == ["同文_繰返し", "列の説明"]


def test_a_text_that_no_cell_can_hold_is_cut_off_and_controls_are_shown() -> None:
    sheet = opened(repeated({"text": "長" * 40_000}, {"text": "a\x00b\x1b"}))["同文_繰返し"]
    texts = [str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row]
    assert any(len(text) == 32_001 and text.endswith("…") for text in texts)
    assert "a␀b␛" in texts


def test_a_table_without_rows_is_a_sheet_with_headings() -> None:
    sheet = opened(repeated())["同文_繰返し"]
    assert (sheet.max_row, sheet.cell(1, 1).value) == (1, "計画ID")


@pytest.mark.parametrize("parts", [[repeated({}, {"text": "別"})], [repeated({}), repeated({"text": "別"})]])
def test_of_a_table_too_large_the_first_sheet_tells_where_it_is(parts: list[pd.DataFrame]) -> None:
    book = opened(*parts, most_rows=1)
    assert book["同文_繰返し"].max_row == 1
    told = [str(cell.value) for row in book["お読みください"].iter_rows() for cell in row]
    assert "2 行（多いため、mart.repeated_narrative.csv をご利用ください）" in told


def test_the_same_rows_in_another_order_give_the_same_bytes() -> None:
    one, other = ({"text": text, "measure_id": text} for text in "ab")
    assert book_of(repeated(one, other)) == book_of(repeated(other, one))


def test_a_table_in_parts_is_one_sheet() -> None:
    one, other = ({"text": text, "measure_id": text} for text in "ab")
    assert book_of(repeated(one), repeated(other)) == book_of(repeated(one, other))


def test_rows_stand_as_the_plan_prints_them() -> None:
    frame = repeated(*({"measure_id": str(-no), "measure_name": f"項目{no}"} for no in (10, 2, 1)))
    (names,) = (
        look.values
        for look in looks("mart.repeated_narrative", columns(RepeatedNarrative), frame)
        if look.heading == "実施内容"
    )
    assert names == ["項目1", "項目2", "項目10"]


def test_ids_stand_behind_what_people_read_but_for_the_plan() -> None:
    frame = conform(MeasureTimeline, [])
    headings = [look.heading for look in looks("mart.measure_timeline", columns(MeasureTimeline), frame)]
    assert headings[0] == "計画ID"
    assert headings[-2:] == ["実施内容ID", "再掲元ID"]
