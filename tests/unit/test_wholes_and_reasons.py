"""What a text leaves to the reader: wholes named without a number, totals that point back, reasons of a wish."""

import pytest

from pipeline.prose.actors import acting_sections
from pipeline.prose.contradictions.denials import said_and_denied
from pipeline.prose.contradictions.poles import opposite_poles
from pipeline.prose.figures.quantities import only_ones
from pipeline.prose.figures.shares import net_and_gross, read_shares
from pipeline.prose.figures.totals import read_sums
from pipeline.prose.no_text import no_text
from pipeline.prose.outcome import told_as_not_done
from pipeline.prose.writing.truncation import may_end
from pipeline.prose.year_context import names_month_only, other_dates, other_years

YEAR = 2023


@pytest.mark.parametrize(
    ("text", "is_share"),
    [
        ("講座を12回開き、延べ310人が受講した。\n②粗大ごみの持込者のうち希望者540人に手引きを渡した。", False),
        ("健康相談に55人が訪れた。来場者のうち70人が血圧を測った。", True),
        ("出前講座の受講者は140人であった。受講者のうち160人が感想を寄せた。", True),
    ],
)
def test_a_part_of_another_whole_is_no_share_of_the_count_before_it(text: str, is_share: bool) -> None:
    assert bool(read_shares(text)) is is_share


@pytest.mark.parametrize(
    ("text", "is_total"),
    [
        ("・北公民館 18団体\n・南公民館 22団体\n以上、合計49団体を受け入れた。", True),
        ("①本庁 310件\n②東支所 124件\nこれらを合わせて552件を受け付けた。", True),
        ("・若葉地区 14世帯\n・青葉地区 23世帯\nこれらの地区の民生委員は合計41世帯である。", False),
    ],
)
def test_a_total_may_point_back_to_the_list_above_it(text: str, is_total: bool) -> None:
    assert any(not told.is_right for told in read_sums(text)) is is_total


def test_a_net_number_may_name_what_it_counts() -> None:
    assert net_and_gross("・延べ訪問世帯数 88世帯\n・実世帯数 96世帯")
    assert not net_and_gross("実習生数は45人、延べ利用者数は30人であった。")


def test_a_part_beside_its_whole_leaves_one_quantity() -> None:
    evaluation = "6回の相談会で85組の相談に応じ、うち9組が開業に至った。"
    assert [(a.value, b.value) for a, b in only_ones(evaluation, "起業相談会 6回、相談 58組") if a.kind == "組"] == [
        (85, 58)
    ]


@pytest.mark.parametrize(
    ("evaluation", "is_said"),
    [
        ("客席が埋まらなかったため、開演の時刻を改めたい。", True),
        ("応募が低調であったことを踏まえ、周知を強めたい。", True),
        ("客席が埋まらない日のために、当日券も考えたい。", False),
        ("平日の回は応募が低調であったことから、曜日を見直したい。", False),
    ],
)
def test_why_something_is_wished_is_told_of_the_year(evaluation: str, is_said: bool) -> None:
    assert (opposite_poles("朗読会は立ち見が出る盛況であった。", evaluation) is not None) is is_said


def test_what_tells_a_thing_more_closely_must_be_one() -> None:
    assert said_and_denied("川に面した道路の点検を終えた。川に面した道路の点検は実施していない。")
    assert not said_and_denied("川に面した道路の点検を終えた。崖に面した道路の点検は実施していない。")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("当課の所管ではないため、公園管理課に照会されたい。", ["公園管理課"]),
        ("所管外につき、防災対策課へ問い合わせてください。", ["防災対策課"]),
        ("当課の所管ではないため、相談者を防災対策課に案内した。", []),
        ("福祉車両を96回貸し出した。申請の受付は市民窓口課で行っている。", []),
    ],
)
def test_a_section_that_is_to_be_asked_instead_is_named(text: str, names: list[str]) -> None:
    assert [name for name, _ in acting_sections(text)] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("地区により差が大きく、若い世代への声掛けに力を入れたい。", None),
        ("参加者数を後で入れる。", "placeholder"),
        (
            "伝統工芸の後継者を育てるシンポジウムの開催の場所及び登壇する講師の顔ぶれについては、現時点で決まっていない。",
            "undecided",
        ),
    ],
)
def test_what_stands_in_the_place_of_a_text(text: str, kind: str | None) -> None:
    assert no_text(text) == kind


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("入札を経て、橋の架け替えに取り掛かっている。完成は来年度となる。", False),
        ("分団の再編により1分団を統合したが、出動の体制は保たれている。", False),
        ("橋の架け替えは来年度に延期した。", True),
    ],
)
def test_what_ends_later_or_in_part_was_done(text: str, is_denied: bool) -> None:
    assert (told_as_not_done(text) is not None) is is_denied


def test_another_year_may_be_what_is_prepared_for_or_measured_by() -> None:
    assert not other_dates("令和6年5月の新庁舎移転を前に、窓口の案内図を作り直した。", YEAR)
    assert not other_years("来館者は9,400人で、平成30年度の約7割となっている。", YEAR)
    assert other_dates("令和6年4月20日に植樹祭を開催し、120人が参加した。", YEAR)


def test_a_month_without_a_year_is_of_the_year() -> None:
    assert names_month_only("給湯所は2月末で閉じ")
    assert not names_month_only("給湯所は令和3年2月末で閉じ")


def test_a_note_may_end_in_a_count_of_any_word() -> None:
    assert may_end("②河川水質の定期の測定 8水系")
    assert not may_end("②河川水質の定期の測定を8")
