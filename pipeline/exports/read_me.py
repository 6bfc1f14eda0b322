"""The first sheet of the workbook: what the data is, what it was read from, and how its figures are to be read.

What does not depend on the data stands in `read_me.csv`.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.reports.withholding import WITHHELD
from pipeline.values.fiscal_years import fiscal_year_label

# A line of the sheet: its style, and its texts from the left.
Line = tuple[str, Sequence[str]]
_PATH = Path(__file__).parent / "read_me.csv"


def read_me(documents: Sequence[Mapping[str, Any]], sheets: Sequence[tuple[str, str, str]]) -> Iterator[Line]:
    """Yield the lines for these documents and sheets (name, meaning, what is told of its rows)."""
    yield "title", ["施策進捗データ"]
    for _, text in _texts("about"):
        yield "paragraph", [text]
    yield "section", ["もとになった表"]
    yield "head", ["団体・計画", "版、取得日、公表元、利用条件"]
    for document in documents:
        yield "row", [f"{document['municipality_name']}\n{document['plan_name']}", _edition(document)]
    yield "section", ["シートの一覧"]
    yield "head", ["シート", "内容", "行数"]
    for name, meaning, rows in sheets:
        yield "link", [name, meaning, rows]
    yield "section", ["数値の読み方"]
    yield "head", ["ことば", "意味"]
    for word, meaning in _texts("reading"):
        yield "row", [word, meaning]
    yield "section", ["In English"]
    for _, text in _texts("english"):
        yield "paragraph", [text]


def _texts(part: str) -> Iterator[tuple[str, str]]:
    with _PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["part"] == part:
                yield row["word"], row["text"].format(withheld=WITHHELD.strip("（）"))


def _edition(document: Mapping[str, Any]) -> str:
    told = [f"{fiscal_year_label(document['edition_fiscal_year'])}版"]
    if document["retrieved_on"]:
        told.append(f"{document['retrieved_on']} 取得")
    told.append(document["source_url"] or "公表元のURL：登録なし")
    told.append(f"利用条件：{document['licence'] or '登録なし。公表した団体の利用条件をご確認ください'}")
    return "、".join(told) + (f"\n備考：{document['note']}" if document["note"] else "")
