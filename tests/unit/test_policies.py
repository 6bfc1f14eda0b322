"""Titles of policies and their items."""

import pytest

from pipeline.values.policies import Item, PolicyTitle, read_items, read_policy_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本施策1 地域における強化", PolicyTitle("basic", 1, "基本施策1 地域における強化")),
        ("基本施策１　地域における強化", PolicyTitle("basic", 1, "基本施策1 地域における強化")),
        ("基本施策1地域における強化", PolicyTitle("basic", 1, "基本施策1地域における強化")),
        ("基本施策 10", PolicyTitle("basic", 10, "基本施策 10")),
        ("重点施策2 無職者への支援", PolicyTitle("priority", 2, "重点施策2 無職者への支援")),
        ("重点施策二：無職者への支援", PolicyTitle("priority", 2, "重点施策二:無職者への支援")),
        ("施策3 啓発", PolicyTitle("other", 3, "施策3 啓発")),
        ("目標1. 啓発", PolicyTitle("other", 1, "目標1. 啓発")),
    ],
)
def test_a_title_tells_kind_and_number(text, expected):
    assert read_policy_title(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1-1. 相談体制の強化",
        "基本施策の推進",
        "今後は基本施策1に取り組む",
        "目標50人に対し60人が受講した。",
        "目標100人",
        "施策一覧",
        "自殺対策計画",
    ],
)
def test_another_text_is_no_title(text):
    assert read_policy_title(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-2. 特定の課題における連携強化", [Item("1-2", "特定の課題における連携強化")]),
        ("4-3SOSの出し方に関する教育の推進", [Item("4-3", "SOSの出し方に関する教育の推進")]),
        (" １－１．相談体制の強化 ", [Item("1-1", "相談体制の強化")]),
        ("2 - 1 人材育成", [Item("2-1", "人材育成")]),
        ("2−1 人材育成", [Item("2-1", "人材育成")]),
        ("2ー1 人材育成", [Item("2-1", "人材育成")]),
        ("10-12 啓発", [Item("10-12", "啓発")]),
        ("3-1地域づくりを推進 3-2居場所づくり", [Item("3-1", "地域づくりを推進"), Item("3-2", "居場所づくり")]),
    ],
)
def test_items_are_read_with_their_titles(text, expected):
    assert read_items(text) == expected


@pytest.mark.parametrize(
    "text", ["", "啓発", "強化 1-2", "2023-1", "1-2月", "10-15%", "03-1234-5678", "①92.5% ②97.1%", "-"]
)
def test_another_text_is_no_item(text):
    assert read_items(text) == []


def test_an_item_knows_its_policy():
    assert Item("10-2", "").policy_number == 10
