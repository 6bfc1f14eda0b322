"""Texts that say the same things in other words, and texts of which one says that something came up and one not."""

import pytest

from pipeline.prose.contradictions.presence import came_up_and_did_not
from pipeline.prose.writing.restating import is_restated


@pytest.mark.parametrize(
    ("text", "other", "is_one"),
    [
        ("通学路の巡回を青パトで行いました。", "・青色パトロール車で通学路を巡回", True),
        ("公園の樹木を剪定しました。", "・公園樹木の剪定を実施", True),
        ("公園の樹木を剪定し、遊具を塗り替えた。", "・公園樹木の剪定を実施", False),
        ("図書館で英語の読み聞かせを毎週行いました。", "毎週、図書館において絵本の読み聞かせを実施した。", False),
        ("児童館で工作教室を3回開いた。", "工作教室を児童館で4回開催", False),
    ],
)
def test_the_same_things_are_the_same_statement(text: str, other: str, is_one: bool) -> None:
    assert is_restated(text, other) is is_one


@pytest.mark.parametrize(
    ("status", "evaluation", "is_said"),
    [
        ("システムの不具合が度々発生した。", "システムの不具合は一度も発生しなかった。", True),
        ("児童同士のトラブルが絶えなかった。", "トラブルもなく、落ち着いて過ごせた。", True),
        ("児童同士のトラブルが絶えなかった。", "大きなトラブルもなく、落ち着いて過ごせた。", False),
        ("苦情が多く寄せられた。", "年度後半には苦情が寄せられなくなった。", False),
        ("苦情が多く寄せられた。", "来年度は苦情がないようにしたい。", False),
    ],
)
def test_what_came_up_is_held_against_what_did_not(status: str, evaluation: str, is_said: bool) -> None:
    assert (came_up_and_did_not(status, evaluation) is not None) is is_said
