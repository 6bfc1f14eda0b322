"""Rules of the family `reading`: texts that break off, words that were misread, pages out of order."""

import pytest

from pipeline.prose.writing.lookalikes import is_likely_misreading
from pipeline.prose.writing.scripts import mixed_scripts
from pipeline.prose.writing.truncation import begins_midway, breaks_off, name_breaks_off, unpaired_brackets
from pipeline.quality.rules import misreading, pages, truncation
from pipeline.quality.rules.base import Rule, rules_of
from pipeline.quality.rules.reading.misreading import (
    blank_within_word,
    doubled_wording,
    likely_misreading,
    mixed_script,
)
from pipeline.quality.rules.reading.pages import page_runs_backwards
from pipeline.quality.rules.reading.truncation import text_without_beginning, truncated_text, unpaired_bracket
from pipeline.values.blanks import blanks_within_words
from tests.quality_builders import found, measure_row, table_of

ALL_RULES = (*rules_of(misreading), *rules_of(truncation), *rules_of(pages))
TELEGRAMS = (
    "年2回実施",
    "ポスターを窓口に配布",
    "取組を継続",
    "受講者100名",
    "電話相談等の周知",
    "4月から10月まで",
    "見守りの後押し",
    "小・中学校からの依頼無し",
    "参加した子ども",
    "講演会を開催予定(2月)",
    "相談件数 1,166件",
    "システム構築を行った",
    "次年度も実施する",
    "実施の見込みはない",
    "面接率を上げていく",
    "引き続き取り組みたい",
    "①④⑤は集団健診のため3月は延期",
)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_clean_table_yields_nothing(rule: Rule) -> None:
    rows = [measure_row(measure=f"事業{n}", status_2023=text) for n, text in enumerate(TELEGRAMS)]
    assert found(rule, table_of(*rows)) == []


@pytest.mark.parametrize("text", TELEGRAMS)
def test_telegrams_are_whole(text: str) -> None:
    assert breaks_off(text) is None
    assert begins_midway(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "関係各課とも協力し、普及を図",
        "受診勧奨により検診の受診者を",
        "行事の中止が相次いだ中で",
        "専門機関と連携し、",
        "相談窓口を開設し",
        "関係機関と情報を共有することがで",
        "支援につなげられ",
        "相談を受け付けてい",
        "関係機関への引継ぎを行いまし",
        "民生委員・児童委員に対し",
        "講演会「こころの健康",
        "研修を行った。また、庁内の連絡会（年2回",
        "若年層の相談が増加しており、窓口の",
        "普及啓発に努",
        "相談があっ",
    ],
)
def test_a_text_that_stops_within_a_sentence_breaks_off(text: str) -> None:
    assert breaks_off(text) == text[-12:]
    (finding,) = found(truncated_text, table_of(measure_row(status_2022=text)))
    assert (finding.fiscal_year, finding.field, finding.observed) == (2022, "status", text[-12:])


def test_one_of_two_departments_that_breaks_off() -> None:
    table = table_of(measure_row(status_2022="(福祉課)相談窓口の周知を図 (健康課)相談を受けた。"))
    assert [finding.observed for finding in found(truncated_text, table)] == ["相談窓口の周知を図"]


def test_a_word_that_goes_on_everywhere_else_is_cut() -> None:
    table = table_of(
        measure_row(status_2022="ゲートキーパーの研修を行い、受講者に啓発グッズとリーフレットを配った。"),
        measure_row(measure="研修", status_2022="リーフレットを置いた。", status_2023="啓発のためのリーフレッ"),
    )
    (finding,) = found(truncated_text, table)
    assert (finding.line_no, finding.fiscal_year) == (4, 2023)


def test_a_table_in_sentences_does_not_end_one_in_an_unheard_of_way() -> None:
    row = measure_row(measure="就労支援", status_2022="求職中の方へのセミナーを実施した。若者サポートステーシ")
    assert len(found(truncated_text, table_of(measure_row(), row))) == 1
    notes = [
        measure_row(measure=f"事業{n}", status_2023=f"年{n}回の会合と窓口における案内と相談{n}回") for n in range(9)
    ]
    assert found(truncated_text, table_of(*notes)) == []


@pytest.mark.parametrize("name", ["こころの健康づくりへ", "いのちを支える地域に", "広報紙等の活用"])
def test_names_may_end_like_headlines(name: str) -> None:
    assert name_breaks_off(name) is None


def test_a_name_that_stops_midway() -> None:
    (finding,) = found(truncated_text, table_of(measure_row(measure="子育てに関する相談の")))
    assert finding.field == "measure"


def test_what_a_repetition_says_again_is_told_once() -> None:
    row = measure_row(status_2022="関係各課とも協力し、普及を図")
    repetition = [*row]
    repetition[5] = "○"
    assert len(found(truncated_text, table_of(row, repetition))) == 1


@pytest.mark.parametrize(
    "text", ["を実施し、12人が参加した。", "、関係機関と連携した。", "」をテーマに講演会を開催した。"]
)
def test_a_text_whose_beginning_is_lost(text: str) -> None:
    (finding,) = found(text_without_beginning, table_of(measure_row(status_2023=text)))
    assert finding.observed == text[:12]


def test_a_bracket_without_its_partner() -> None:
    table = table_of(measure_row(status_2022="「睡眠と休養」について」からだを守る」を放送した。"))
    assert len(found(unpaired_bracket, table)) == 1
    assert unpaired_brackets("講演会(春）を「夏」に 1)周知 2)相談") == []


def test_a_listed_misreading_is_told_once_for_a_measure() -> None:
    text = "グートキーパー研修を行った。"
    row = measure_row(status_2022=text, status_2023=text)
    (finding,) = found(likely_misreading, table_of(row, vocabulary={"グートキーパー": "ゲートキーパー"}))
    assert (finding.observed, finding.expected, finding.fiscal_year) == ("グートキーパー", "ゲートキーパー", 2022)


def with_frequent(word: str, printed: str) -> list[list[str]]:
    rows = [measure_row(measure=f"事業{n}", status_2022=f"{n}回目の{word}で周知した。") for n in range(4)]
    return [*rows, measure_row(measure="広報", status_2023=f"新たに{printed}を行った。")]


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("シティプロモーション", "シティプロムーション"),
        ("ゲートキーパー", "グートキーパー"),
        ("ハラスメント", "ハラメント"),
        ("ゲートキーパー", "ゲートキーバー"),
        ("こころの健康推進", "こころの健康椎進"),
        ("自殺未遂の対策", "自殺末遂の対策"),
    ],
)
def test_a_rare_word_beside_a_frequent_one(word: str, printed: str) -> None:
    (finding,) = found(likely_misreading, table_of(*with_frequent(word, printed)))
    assert (finding.line_no, finding.fiscal_year) == (7, 2023)
    assert (finding.observed or "") in f"新たに{printed}を行った。"
    assert (finding.expected or "") in f"新たに{word}を行った。"


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("キャンセル", "キャンドル"),
        ("コロナウイルス", "コロナウィルス"),
        ("コンピューター", "コンピュータ"),
        ("集合研修", "集会研修"),
    ],
)
def test_other_words_and_other_spellings_are_no_misreadings(word: str, printed: str) -> None:
    assert not is_likely_misreading(printed, word)
    assert found(likely_misreading, table_of(*with_frequent(word, printed))) == []


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("関係機関との協カ体制", "協力体制"),
        ("令和ニ年", "令和二年"),
        ("窓ロを設けた", "窓口"),
        ("セン夕ーで実施", "センター"),
        ("サポータ一を養成", "サポーター"),
        ("ー人ひとり", "一人"),
        ("1O名が参加", "10名"),
        ("参加者2l名", "21名"),
        ("１0件", "10件"),
        ("開催できた地域もあつた", "あった"),
        ("融資のあつせん", "あっせん"),
        ("ちよっとした変化", "ちょっと"),
        ("ハロ-ワーク", "ハローワーク"),
        ("メンタルへルス", "へ"),
    ],
)
def test_a_character_of_another_script(text: str, reading: str) -> None:
    assert any(reading in mixture.reading for mixture in mixed_scripts(text)) or reading == "へ"


@pytest.mark.parametrize(
    "text",
    [
        "市内10カ所で3カ月ごとに実施",
        "数カ国語の案内",
        "能力アップ塾",
        "コミュニケーション力アップ",
        "サービス一覧",
        "セミナー二回",
        "コーナーへ掲示",
        "一人ひとりに寄り添う",
        "LINE相談とSNS相談",
        "O157の予防",
        "かつて相談した方",
        "3つて",
        "ワーク・ライフ・バランス",
        "相談（2月～3月）",
        "リーフレットへのQRコード",
    ],
)
def test_words_that_mix_scripts_by_right(text: str) -> None:
    assert list(mixed_scripts(text)) == []


def test_a_mixed_word_without_a_reading_has_none_expected() -> None:
    (finding,) = found(mixed_script, table_of(measure_row(status_2022="アサーションtraining講座を実施した。")))
    assert finding.expected is None


def test_a_blank_within_a_word() -> None:
    rows = [measure_row(measure=f"事業{n}", status_2022=f"窓口で{n}件の相談を受けた。") for n in range(3)]
    (finding,) = found(blank_within_word, table_of(*rows, measure_row(status_2023="新たな相 談を受けた。")))
    assert (finding.observed, finding.expected) == ("新たな相 談を受け", "新たな相談を受け")


def test_blanks_between_statements_divide_nothing() -> None:
    triples = {"人受診": 9, "施参加": 1}
    assert list(blanks_within_words("対象者452人 受診者418人 講演会を実施 参加者121名", triples)) == []


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("県の協力の協力により配布した。", "の協力の協力"),
        (
            "図書館や健康センターでのパネル展示、配布。図書館や健康センターでのパネル展示。",
            "図書館や健康センターでのパネル展示",
        ),
    ],
)
def test_words_that_stand_twice(text: str, doubled: str) -> None:
    assert [finding.observed for finding in found(doubled_wording, table_of(measure_row(status_2022=text)))] == [
        doubled
    ]


@pytest.mark.parametrize(
    "text",
    [
        "進み方は各社まちまちであった。",
        "ひとりひとりに応じた支援",
        "(福祉課)関係機関との連絡会を開催した。(健康課)関係機関との連絡会を開催した。",
        "一般向け 3回 小学校 3回 中学生 3回",
    ],
)
def test_words_that_stand_twice_by_right(text: str) -> None:
    assert found(doubled_wording, table_of(measure_row(status_2022=text))) == []


def paged(*printed: str, name: str = "事業", **changes: str) -> list[list[str]]:
    return [measure_row(measure=f"{name}{n}", page=page, **changes) for n, page in enumerate(printed)]


@pytest.mark.parametrize(
    ("printed", "line_no", "expected"),
    [
        (("P20", "P21", "P12", "P23"), 5, "P21～P23"),
        (("P.20", "P.91", "P.22", "P.22"), 4, "P20～P22"),
        (("P30", "P21", "P22"), 3, "P21"),
    ],
)
def test_a_page_out_of_order(printed: tuple[str, ...], line_no: int, expected: str) -> None:
    (finding,) = found(page_runs_backwards, table_of(*paged(*printed)))
    assert (finding.line_no, finding.expected) == (line_no, expected)


def test_repetitions_keep_the_page_of_the_first_listing() -> None:
    rows = [*paged("P20", "P21", "P22"), measure_row(measure="事業0", page="P9", reprise="○")]
    assert found(page_runs_backwards, table_of(*rows)) == []


def test_a_table_that_is_not_ordered_by_page_is_left_alone() -> None:
    assert found(page_runs_backwards, table_of(*paged("P30", "P12", "P25", "P8", "P19", "P3"))) == []


def test_pages_that_begin_anew_in_each_policy() -> None:
    second = ["基本施策2 人材の育成", *[""] * 13]
    rows = [*paged("P50", "P51", "P52"), second, *paged("P20", "P10", "P21", "P22", item="2-1. 研修", name="研修")]
    assert [finding.observed for finding in found(page_runs_backwards, table_of(*rows))] == ["P10"]


def test_a_quotation_from_within_a_text_says_so() -> None:
    (cut,) = found(truncated_text, table_of(measure_row(status_2022="関係機関と連携しながら、市民への普及を図")))
    assert cut.observed and cut.messages and f"「…{cut.observed}」" in cut.messages[0]
    text = "「健康づくり」講座」を年に3回、市民向けに開催した。"
    (bracket,) = found(unpaired_bracket, table_of(measure_row(evaluation_2022=text)))
    assert bracket.observed and bracket.messages and f"{bracket.observed}…" in bracket.messages[0]
