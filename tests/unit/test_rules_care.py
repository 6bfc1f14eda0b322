"""Family `care`: texts that speak of a single or very few persons, and the many that do not."""

import pytest

from pipeline.prose.care import speaks_of_few_persons
from pipeline.quality.rules.texts.care import sensitive_text
from tests.quality_builders import found, measure_row, table_of

COUNTS = (
    ("相談者1名を専門機関につないだ。", "1名"),
    ("自殺未遂者３名の支援を行った。", "３名"),
    ("窓口で相談を2件受けた。", "2件"),
    ("うち1件を専門機関に引き継いだ。", "1件"),
    ("虐待の通報は3件であった。", "3件"),
    ("希死念慮のある方 1人を訪問した。", "1人"),
    ("訪問相談を１名が利用した。", "１名"),
    ("貸付の継続者は2名。", "2名"),
    ("一般就労に4人が就いた。", "4人"),
    ("二人の対象者を保護した。", "二人"),
    ("一人の相談者に継続して寄り添った。", "一人"),
    ("支援した世帯は2世帯で、1世帯が転居した。", "1世帯"),
    ("ひきこもりの家族会に2名が参加した。", "2名"),
    ("住居確保給付金の認定 3件", "3件"),
    ("DV相談《年間4件》を受けた。", "4件"),
    ("自殺者数：2人（前年5人）", "2人"),
    ("入院につながったのは数名であった。", "数名"),
    ("職員が2名の相談者を訪問した。", "2名"),
    ("講師2名を招き、参加者のうち相談者1名を支援した。", "1名"),
    ("不登校の児童1名が登校できるようになった。", "1名"),
    ("母子1組を保護した。", "1組"),
    ("緊急対応1件（警察と連携して安否確認）", "1件"),
    ("職員1名が自死した。", "1名"),
    ("高齢者1名の孤独死があった。", "1名"),
    ("通報者数: 2、受診者数: 120。", "者数: 2"),
)
CASES = (
    "自死に至った事案について関係者で振り返りを行った。",
    "自殺未遂のあったケースに、病院や学校と連携して対応した。",
    "対象者の同居の母から相談を受け、病院につないだ。",
    "電話相談を案内し、その家族から相談があった。",
    "80代の男性が自宅で倒れているのを発見した。",
    "40歳の女性から自殺をほのめかす電話があり、警察に通報した。",
    "精神疾患のある本人から電話があり、救急搬送した。",
    "ひきこもり状態の40代男性について家族から相談があり、訪問した。",
    "昨年度自死された方のご遺族に面談を行った。",
    "相談があった女性が自殺未遂をしたため、救急隊と連携した。",
    "対象となる高齢者がお一人いたため訪問した。",
    "人身事故のため駅での配布を中止した。",
)
NO_CASES = (
    "窓口で相談を24件受け、うち5件を専門機関に引き継いだ。",
    "相談者は12名であった。",
    "自殺未遂者0名、相談0件。",
    "講師2名を招き、自殺予防の講演会を開催した。",
    "臨床心理士1名による相談を行った。",
    "職員1名が相談支援の研修を受講した。",
    "各1名ずつ相談員を任命している。",
    "3名の相談員が交代で対応した。",
    "保健師を1名増員し、訪問の体制を強化した。",
    "就労支援の講座を開催した（参加者3名）。",
    "担当者2名中1名が支援の研修を受講した。",
    "一人ひとりに寄り添った支援を行った。",
    "一人一人の児童・生徒への支援を継続した。",
    "1人ひとりの相談に応じた。",
    "一人暮らしの高齢者を訪問した。",
    "1人当たりの相談時間は50分である。",
    "参加者1名当たりの支援費を見直した。",
    "相談は2名以上で対応する。",
    "2人体制で訪問した。",
    "3人に1人が相談先を知らないと回答した。",
    "誰一人取り残さない支援を行う。",
    "複数人で相談員と話す場を設けた。",
    "一人で悩まず相談できる窓口を周知した。",
    "相談会を3回開催した。",
    "出前講座の依頼は1件で、高齢者の見守りについて話した。",
    "自治会からの要請により講座を1件実施し、被害の防止に努めた。",
    "協定を2件締結し、見守りを強化した。",
    "相談の予約が入るが、キャンセル3件あり。",
    "見守り協力事業所との協定締結2件",
    "利用登録者は4人増の25人となり、相談は前年比2件減であった。",
    "支援の記事を市報に2件掲載した。",
    "第3期計画に基づき、令和4年度から相談窓口を増やした。",
    "4月1日から相談窓口を開設した。",
    "ワークショップ2回、対象者35名",
    "虐待の通報には48時間以内に本人の安全を確かめている。",
    "自殺未遂者への支援体制を検討した。",
    "困難ケースの相談を受ける機会を設けた。",
    "自殺対策に関わるケースの共有を図った。",
    "40歳の方に健診の案内を送付した。",
    "30代の女性を対象に相談会を開催した。",
    "70代の男性が多い傾向にあった。",
    "悩みを抱えている方が居た場合は、その家族から話を聞く。",
    "民生委員・児童委員2名が見守りに協力した。",
    "2人1組で訪問し、3年1組の児童の保護者と面談した。",
    "自殺について悩む方が多かった。",
    "自死遺族に対し、相談窓口を案内した。",
    "小学5年生・6年生を対象に支援を行った。",
)


@pytest.mark.parametrize(("text", "words"), COUNTS)
def test_a_small_count_of_persons_in_need_of_help(text: str, words: str) -> None:
    places = speaks_of_few_persons(text)
    assert words in [place.words for place in places]
    assert all(text[place.start : place.end] == place.words and place.kind == "count" for place in places)


@pytest.mark.parametrize("text", CASES)
def test_a_case_that_is_told(text: str) -> None:
    assert [place.kind for place in speaks_of_few_persons(text)] == ["case"]


@pytest.mark.parametrize("text", NO_CASES)
def test_texts_that_name_nobody(text: str) -> None:
    assert speaks_of_few_persons(text) == []


def test_a_bare_number_speaks_of_what_the_measure_is_about() -> None:
    assert speaks_of_few_persons("実績2名") == []
    assert [place.words for place in speaks_of_few_persons("実績2名", about="自殺未遂者への支援")] == ["2名"]


def test_every_cell_is_reported_and_the_text_is_not_quoted() -> None:
    row = measure_row(status_2022="相談者1名を入院につないだ。", evaluation_2023="対象者2名の支援が続いている。")
    repetition = [*row]
    repetition[5] = "○"
    findings = found(sensitive_text, table_of(row, repetition))
    places = [(f.line_no, f.field, f.fiscal_year, f.observed) for f in findings]
    assert places[:2] == [(3, "status", 2022, "1名"), (3, "evaluation", 2023, "2名")]
    assert [line_no for line_no, *_ in places] == [3, 3, 4, 4]
    assert "入院" not in str(findings)


def test_a_clean_table_yields_nothing() -> None:
    assert found(sensitive_text, table_of(measure_row())) == []


def test_a_cell_that_has_no_place_is_withheld_too() -> None:
    table = table_of([*measure_row(), "相談者1名を入院につないだ。"])
    (finding,) = found(sensitive_text, table)
    assert (finding.field, finding.cell_no, finding.observed) == ("surplus", 15, "1名")


@pytest.mark.parametrize(
    "text",
    [
        "母子家庭のAさんを支援した。",
        "Ｂ氏の支援会議を開催した。",
        "高齢の男性お一人を入院につないだ。",
        "ひとりの方が相談後に亡くなった。",
        "17歳の妊婦の家庭を訪問した。",
        "若年の母親（17歳）の家庭を訪問し、継続的に支援している。",
        "相談者（40代女性）は精神科に入院した。",
    ],
)
def test_one_person_without_a_number_is_one_person(text: str) -> None:
    assert speaks_of_few_persons(text)


@pytest.mark.parametrize(
    "text",
    [
        "お一人おひとりに寄り添った支援を行った。",
        "一人ひとりの状況に応じて支援した。",
        "A4判のチラシを配布した。",
        "SNSを活用した。",
        "40代から60代の方（40歳以上）を対象に実施した。",
    ],
)
def test_everybody_and_letters_are_no_persons(text: str) -> None:
    assert not speaks_of_few_persons(text)
