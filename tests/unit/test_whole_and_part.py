"""What is the name of a measure, what a part of it, what stands for another year."""

import pytest

from pipeline.prose.actors import acting_sections
from pipeline.prose.grammar.topics import is_bare_name
from pipeline.prose.no_text import no_text
from pipeline.prose.outcome import told_as_done, told_as_not_done, told_as_part
from pipeline.prose.to_come import is_only_planned, told_as_past
from pipeline.prose.writing.later_years import later_years_in_words
from pipeline.prose.writing.restating import says_as_before
from pipeline.prose.year_context import other_dates, other_years

YEAR = 2023


@pytest.mark.parametrize(
    "text",
    [
        "廃校を集会所に改める事業は、年度が明けるまで始められませんでした。",
        "ブロック塀等の撤去補助。本年度は申請ゼロ。",
        "外来魚の生息調査 → 調査員の手配が追いつかず、まだ着手できていません",
        "梅まつり（2月開催、年1回）は降雪により見合わせることとなった。",
        "10月14日に予定していたハイキングは、当日の朝に取りやめを決めた。",
        "35の自治会に参加を呼び掛けていた。強風のため、清掃は行わないこととした。",
    ],
)
def test_a_measure_that_is_named_was_not_held_by_that(text: str) -> None:
    assert told_as_not_done(text)
    assert told_as_done(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "案内板は据え付けたが、散策路のほうは手をつけられていない。",
        "夏の体操会はにぎわった一方で、冬の寒げいこは指導者の病気により開けなかった。",
        "相談員の研修は終わった。だが、保護者向けの勉強会は講師の急病で流れた。",
    ],
)
def test_what_is_set_against_its_like_is_a_part(text: str) -> None:
    assert told_as_not_done(text) is None
    assert told_as_part(text)


def test_what_was_done_for_another_thing_leaves_the_whole_not_held() -> None:
    assert told_as_not_done("ポスターは刷り上がったが、肝心の講演会は大雪のため中止となった。")
    assert told_as_done("相談窓口の開設。ちらしの配布。出張相談は中止。")


def test_names_have_neither_object_nor_number() -> None:
    assert is_bare_name("木造住宅の耐震診断補助")
    assert not is_bare_name("講座を開催")
    assert not is_bare_name("講座 3回")


def test_later_years_are_put_in_words_of_the_same_length() -> None:
    text = "令和6年度に改めて施工することとした。"
    named = later_years_in_words(text, YEAR)
    assert len(named) == len(text)
    assert told_as_not_done(named)
    assert later_years_in_words(text, YEAR + 1) == text


@pytest.mark.parametrize(
    "text",
    [
        "2040年を見据え、担い手の養成を続けた。",
        "昨年度に植えたひまわりの種を園児に配り、交流した。",
        "令和2年国勢調査の人口をもとに、受持ちを見直した。",
        "隔年の表彰であり、次は令和7年度に行う。",
    ],
)
def test_years_that_are_only_named_are_no_years_of_acting(text: str) -> None:
    assert other_years(text, YEAR) == []


def test_what_came_of_an_occasion_of_last_year_is_of_that_year() -> None:
    assert other_years("昨年度に催した家族会には31名が集まった。", YEAR)
    assert other_dates("中学生議会を開催（R4.11.12）。", YEAR)


def test_what_is_in_question_is_left_open() -> None:
    assert no_text("敬老会を開くかどうか、まだ決まっていません。") == "undecided"
    assert no_text("受講者数 … 集計中（確定後に報告）") == "undecided"
    assert no_text("敬老会を続けるかどうかを尋ね、回答を得た。") is None


def test_plans_and_results_are_told_by_their_end() -> None:
    assert is_only_planned("花壇づくりを広める。講習を2回開く。")
    assert not is_only_planned("相談（年間134件）を通じて支援を行う。")
    assert told_as_past("条例が六月定例会で可決され、七月から施行されている。")
    assert told_as_past("条例に基づき設けられている協議会を2回開く。") is None


def test_offices_act_and_rooms_do_not() -> None:
    assert acting_sections("台帳の整理は情報政策室にて完了済み。")
    assert not acting_sections("照明は公共建築課が取り替え、当課は教室を開いた。")


def test_answers_to_those_who_asked_are_no_work_of_the_measure() -> None:
    assert told_as_done("料理教室は開けなかった。希望者には電話で案内した。") is None
    assert told_as_done("料理教室は開けなかったが、体操教室を9回催した。")


def test_texts_say_themselves_that_they_are_as_before() -> None:
    assert says_as_before("昨年に引き続き、全戸に配った。")
    assert not says_as_before("昨年より多く配った。")
