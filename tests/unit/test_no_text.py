"""What stands in the place of a text, and what reads like it and is one."""

import pytest

from pipeline.prose.no_text import no_text, tells_nothing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（後日記入）", "placeholder"),
        ("○○において△△を実施。", "placeholder"),
        ("ここに実績を入力してください", "placeholder"),
        ("xxxx", "placeholder"),
        ("同上", "ditto"),
        ("〃", "ditto"),
        ("前年度に同じ", "ditto"),
        ("左記参照", "ditto"),
        ("現在集計中。", "undecided"),
        ("実績は未定である。", "undecided"),
        ("https://www.example.jp/", "empty"),
    ],
)
def test_what_stands_for_a_text(text: str, kind: str) -> None:
    assert no_text(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "前年度と同様に講座を開催した。",
        "継続。",
        "該当なし",
        "例年どおり",
        "担当課で確認しながら配布した。",
        "アンケートに記入してもらった。",
        "申込書の記入方法を案内した。",
        "○×クイズを行った。",
        "関係課と調整中のため、開催は1回にとどまった。",
    ],
)
def test_what_is_a_text(text: str) -> None:
    assert no_text(text) is None


def test_a_mere_name_tells_nothing() -> None:
    assert tells_nothing("健康づくり講演会")
    assert not tells_nothing("講演会を開催")
    assert not tells_nothing("年2回")
