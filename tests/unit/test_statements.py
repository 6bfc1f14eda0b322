"""Everything a text says, as one list."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.explain import explained
from pipeline.prose.statements import KINDS, read_statements


def said(text: str) -> list[tuple[str, str]]:
    return [(statement.kind, statement.sense) for statement in read_statements(text, 2023)]


def test_a_text_is_read_as_statements() -> None:
    assert said("講師の都合により開催を見送った。") == [("event", "called_off")]
    assert said("講座を3回開催し、計45名が参加した。") == [
        ("event", "held"),
        ("quantity", "count"),
        ("event", "held"),
        ("quantity", "total"),
    ]
    assert said("同上") == [("no_text", "ditto")]
    assert ("judgement", "missed") in said("目標の30人に届かなかった。")
    assert ("reference", "fiscal_year") in said("令和3年度に策定した。")
    assert ("reference", "section") in said("介護保険課が開催した。")
    assert ("change", "rose, but the figures differ") in said("参加者は前年度の120人から90人へと増加した。")


@given(st.text(alphabet="令和5年度前は中止開催を見送った。、120人回（）うち計%増減ずなし", max_size=60))
def test_every_statement_has_its_place(text: str) -> None:
    for statement in read_statements(text, 2023):
        assert statement.kind in KINDS
        assert 0 <= statement.start <= statement.end <= len(text)


def test_every_sense_has_a_japanese_name() -> None:
    texts = (Path(__file__).parent.parent / "data" / "planted" / "faults.csv").read_text("utf-8").splitlines()
    senses = {statement.sense for text in texts[::5] for statement in read_statements(text, 2023)}
    assert len(senses) > 30
    assert all(ord(explained(sense)[0]) > 127 for sense in senses)
