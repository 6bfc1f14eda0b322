"""Titles of tables: which municipality and plan they name."""

import pytest

from pipeline.values.titles import is_alike_plan, is_same_plan, read_municipality, read_plan

TITLES = {
    "清瀬市自殺対策計画進捗管理票": ("清瀬市", "清瀬市自殺対策計画"),
    "令和6年度清瀬市自殺対策計画 進捗状況": ("清瀬市", "清瀬市自殺対策計画"),
    "東京都清瀬市　自殺対策計画（令和６年度）": ("清瀬市", "自殺対策計画"),
    "第2次清瀬市自殺対策計画": ("清瀬市", "第2次清瀬市自殺対策計画"),
    "第二期東村山市地域福祉計画": ("東村山市", "第二期東村山市地域福祉計画"),
    "清瀬市市民協働計画": ("清瀬市", "清瀬市市民協働計画"),
    "四日市市自殺対策計画": ("四日市市", "四日市市自殺対策計画"),
    "東京都府中市環境プラン": ("府中市", "府中市環境プラン"),
    "大津市健康増進計画": ("大津市", "大津市健康増進計画"),
    "新宿区市民活動推進計画": ("新宿区", "新宿区市民活動推進計画"),
    "余市町子ども計画": ("余市町", "余市町子ども計画"),
    "清瀬市町会活動計画": ("清瀬市", "清瀬市町会活動計画"),
    "玉村町子ども計画": ("玉村町", "玉村町子ども計画"),
    "令和6年度 進捗状況一覧": ("", ""),
    "令和6年度実施計画の進捗状況": ("", ""),
}


@pytest.mark.parametrize(("title", "expected"), TITLES.items(), ids=TITLES)
def test_a_title_is_read(title: str, expected: tuple[str, str]) -> None:
    assert (read_municipality(title), read_plan(title)) == expected


@pytest.mark.parametrize("title", ["都市計画の進捗", "中心市街地活性化基本計画", "農村振興計画", "市区町村別の進捗"])
def test_a_word_that_ends_like_a_municipality_is_none(title: str) -> None:
    assert read_municipality(title) == ""


def test_plans_are_compared_without_the_name_of_the_municipality() -> None:
    assert is_same_plan("自殺対策計画", "清瀬市自殺対策計画", "清瀬市")
    assert not is_same_plan("第2次清瀬市自殺対策計画", "清瀬市自殺対策計画", "清瀬市")
    assert is_alike_plan("第2次清瀬市自殺対策計画", "清瀬市自殺対策計画", "清瀬市")
    assert is_alike_plan("いのち支える清瀬市自殺対策計画", "自殺対策計画", "清瀬市")
    assert not is_alike_plan("清瀬市健康増進計画", "清瀬市自殺対策計画", "清瀬市")
