"""Evidence: what a text says about its field, pattern by pattern, and what that is worth."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from pipeline.placement.evidence import forms as evidence
from pipeline.placement.evidence.forms import EVIDENCE, READERS, features
from pipeline.placement.evidence.scoring import (
    CLOSED,
    FIELDS,
    NARRATIVES,
    UNITS,
    YEAR_EVIDENCE,
    field_scores,
    fitted_weights,
    mentioned_years,
    year_scores,
)
from pipeline.placement.evidence.texts import Texts, normalised

# Name → texts that have the form, texts that do not.
FORMS: dict[str, tuple[list[str], list[str]]] = {
    "blank": (["", "  ", "\u3000"], ["-", "実施", "○"]),
    "words": (["窓口相談", "PR", "きずな"], ["100%", "○", "p12"]),
    "dash": (["-", "―", "ー", " － "], ["センター", "1-1", ""]),
    "page_mark": (["P12", "p.7", "34ページ", "P.12-13", "５６頁"], ["12", "12回", "1ページ目に掲載した。"]),
    "bare_number": (["12", "95.7", "１００"], ["12%", "12回", ""]),
    "reprise_mark": (["○", "◯", "再掲", "●"], ["再掲する。", "100%", "-"]),
    "one_phrase": (["窓口相談", "福祉課", "100%"], ["実施した。", "", "あ" * 21]),
    "no_full_stop": (["窓口相談", "あ" * 50], ["実施した。", "", "3回実施。次年度も行う"]),
    "object": (["冊子を配る。", "福祉課、健康課", "冊子を"], ["窓口相談", "福祉課", ""]),
    "verbal_end": (
        ["冊子を配る。", "窓口で話を聞く", "周知に努めた。", "冊子を配ります．"],
        ["窓口相談", "関係各課", "配る予定。", "冊子を配布", ""],
    ),
    "long": (["あ" * 41], ["あ" * 40, ""]),
    "very_long": (["あ" * 101], ["あ" * 100, "相談"]),
    "polite_present": (["窓口で相談を受けます。", "冊子を配ります"], ["冊子を配りました。", "配る。", "ますの養殖"]),
    "carry_on": (["継続", "継続する。", "引き続き実施", "事業を継続して実施"], ["12回実施した。", "検討する。"]),
    "intention": (["相談会を開く予定", "周知に努める。", "検討する。"], ["12回実施した。", "福祉課", "100%"]),
    "planned": (
        ["相談会を開く予定", "相談会を開く予定です。", "講座を開く予定である。"],
        ["予定より早く終えた。", "検討する。", "福祉課"],
    ),
    "from_now_on": (["今後も続ける。", "次年度に行う。", "引き続き周知する。"], ["12回実施した。", "効果があった。"]),
    "done": (["12回実施した。", "冊子を配布", "周知に努めた。"], ["冊子を配る。", "課題が残る。", "福祉課"]),
    "acted": (["講座を開催した。", "冊子を配布し、説明した。", "窓口に配架した。"], ["講座を開く。", "効果があった。"]),
    "tried": (["周知を図った。", "改善に努めた。", "病院と連携した。"], ["12回だった。", "福祉課", "100%"]),
    "counted": (["参加者25人", "３回", "80%"], ["令和5年度", "数回実施した。", "12"]),
    "begins_with_count": (
        ["12回実施した。", "相談 3件", "100%"],
        ["実施した。", "", "市の広報と窓口とで周知を続け、3回行った。"],
    ),
    "dated": (["9月に開いた。", "3月10日", "１２月号"], ["月に一度", "12回実施した。"]),
    "scheduled": (["年12回実施", "月2回の相談", "第3回の会議", "9月10日に開いた。"], ["12回実施した。", "毎年開く。"]),
    "cancelled": (["中止した。", "延期となった。", "開催を見送った。"], ["実施した。", "継続する。"]),
    "achieved": (["周知できた。", "支援につながった。", "好評であった。"], ["12回実施した。", "冊子を配る。"]),
    "could": (["話を聞くことができた。", "講座を開催出来た。"], ["講座を開催した。", "完成した。"]),
    "became": (["参加者が多くなった。", "改善がみられた。", "盛況だった。"], ["12回実施した。", "継続する。"]),
    "wanting": (["周知が必要である。", "人手が課題である。", "参加者が減少した。"], ["12回実施した。", "継続する。"]),
    "marked_parts": (
        ["【福祉課】窓口で配布した。", "(健康課)3回", "①相談 ②講座"],
        ["福祉課が配布した。", "相談(窓口)"],
    ),
    "rating": (
        ["100%", "１００％", "実施", "未実施", "①80% ②95%", "福祉課 80% 健康課 実施"],
        ["-", "", "12回実施した。", "参加者25人", "継続"],
    ),
    "item_number": (["1-1. 相談の充実", "２－３ 人材の育成", "基本施策2 人材の育成"], ["100%", "窓口相談", "1月10日"]),
    "bureaus": (["福祉部", "健康福祉部", "健康部福祉部"], ["福祉課", "広報を500部", "一部", "福祉部が配布した。"]),
    "sections": (
        [
            "福祉課",
            "保健センター",
            "福祉課、健康課",
            "福祉課健康課",
            "福祉課 社会福祉協議会",
            "福祉課社会福祉協議会",
            "福祉課(窓口を含む)",
        ],
        [
            "(福祉課)窓口の協力を得て3課",
            "健康福祉部",
            "3か所",
            "今後の課題",
            "福祉課が窓口で相談を受けた。",
            "地域自立支援協議会",
            "福祉課相談事業",
        ],
    ),
}


def looked_at(texts: Sequence[str]) -> NDArray[np.float64]:
    return features(normalised(texts))


@cache
def forms_found() -> dict[str, set[str]]:
    """Look at all texts of the table above at once: text → the evidence found in it."""
    texts = [text for pair in FORMS.values() for part in pair for text in part]
    return {t: {EVIDENCE[i] for i in np.flatnonzero(row)} for t, row in zip(texts, looked_at(texts), strict=True)}


def has(name: str, text: str) -> bool:
    return bool(looked_at([text])[0, EVIDENCE.index(name)])


def cases(number: int) -> list[object]:
    return [
        pytest.param(name, text, id=f"{name}-{text[:12]!r}") for name, pair in FORMS.items() for text in pair[number]
    ]


def test_every_kind_of_evidence_is_tried_here() -> None:
    assert set(FORMS) == set(EVIDENCE)


@pytest.mark.parametrize(("name", "text"), cases(0))
def test_a_text_has_the_form(name: str, text: str) -> None:
    assert name in forms_found()[text]


@pytest.mark.parametrize(("name", "text"), cases(1))
def test_a_text_has_not_the_form(name: str, text: str) -> None:
    assert name not in forms_found()[text]


@pytest.mark.parametrize("text", ["①相談 ②講座", "①窓口で配布した。②広報に掲載した。"])
def test_circled_numbers_mark_parts(text: str) -> None:
    assert has("marked_parts", text)


def test_a_list_of_units_is_read_up_to_a_hundred_characters() -> None:
    units = "福祉課 健康課 " * 20
    assert has("sections", units[:99])
    assert not has("sections", units[:101])


PLANS_IN_DEARU = ["講座を開く予定である。", "次年度も年2回の講座を開く予定である。"]


@pytest.mark.parametrize("text", PLANS_IN_DEARU)
def test_a_plan_may_end_in_dearu(text: str) -> None:
    assert has("intention", text)


@pytest.mark.xfail(strict=True, reason="an intention that ends in である counts as done, too")
@pytest.mark.parametrize("text", PLANS_IN_DEARU)
def test_a_plan_that_ends_in_dearu_is_not_done(text: str) -> None:
    assert not has("done", text)


def test_features_are_zeros_and_ones_a_row_per_text_and_a_column_per_kind() -> None:
    found = looked_at(["福祉課", "", "12回実施した。", "福祉課"])
    assert found.shape == (4, len(EVIDENCE))
    assert set(np.unique(found)) <= {0.0, 1.0}
    np.testing.assert_array_equal(found[0], found[3])


def test_texts_do_not_depend_on_each_other() -> None:
    texts = ["福祉課", "", "12回実施した。", "100%", "福祉課"]
    np.testing.assert_array_equal(looked_at(texts), np.concatenate([looked_at([text]) for text in texts]))


def test_no_texts_have_no_evidence() -> None:
    assert looked_at([]).shape == (0, len(EVIDENCE))


def test_equal_texts_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    pattern, _ = READERS["rating"]
    monkeypatch.setitem(evidence.READERS, "rating", (pattern, lambda text: not read.append(text)))
    found = looked_at(["100%", "実施", "200%", "窓口で相談を受ける。", "100%"])
    assert sorted(read) == ["000%", "実施"]
    assert found[:, EVIDENCE.index("rating")].tolist() == [1, 1, 1, 0, 1]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("Ｐ１２", "P12"),
        ("１００％", "100%"),
        ("参加者２５人", "参加者25人"),
        ("９月１０日に配布した。", "9月10日に配布した。"),
    ],
)
def test_full_width_texts_say_the_same(wide: str, narrow: str) -> None:
    np.testing.assert_array_equal(looked_at([wide]), looked_at([narrow]))


def test_the_fitted_table_knows_every_kind_of_evidence_and_field() -> None:
    weights = fitted_weights()
    assert set(weights.index) == {*EVIDENCE, "bias", "log_prior", *YEAR_EVIDENCE}
    assert list(weights.columns) == list(FIELDS)
    assert np.isfinite(weights.to_numpy()).all()


# --- what it is worth


def scores(text: str) -> dict[str, float]:
    return dict(zip(FIELDS, field_scores(looked_at([text]), fitted_weights())[0], strict=True))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("1-2. 人材の育成", "item"),
        ("窓口相談", "measure"),
        ("窓口で市民の相談を受け、関係機関を案内します。", "description"),
        ("P34", "page"),
        ("健康福祉部", "bureau"),
        ("福祉課", "section"),
        ("○", "reprise"),
        ("次年度も年2回の講座を開く予定。", "plan"),
        ("9月10日に講座を開催し、25人が参加した。", "status"),
        ("多くの市民に周知することができた。", "evaluation"),
        ("85%", "achievement"),
        ("未実施", "achievement"),
    ],
)
def test_a_typical_text_fits_its_field_best(text: str, field: str) -> None:
    found = scores(text)
    assert max(found, key=lambda name: found[name]) == field


@pytest.mark.parametrize("text", ["窓口相談", "福祉課", "12回実施した。", "実施", "100%"])
def test_a_closed_field_takes_nothing_but_its_forms(text: str) -> None:
    found = scores(text)
    for field in ("page", "reprise"):
        assert found[field] < -4
        assert found[field] < max(found.values()) - 4


@pytest.mark.parametrize(("text", "field"), [("P3", "page"), ("12", "page"), ("○", "reprise"), ("再掲", "reprise")])
def test_a_closed_field_takes_its_forms(text: str, field: str) -> None:
    assert scores(text)[field] > -4


@pytest.mark.parametrize("field", ["page", "reprise"])
@pytest.mark.parametrize("text", ["", "-"])
def test_a_closed_field_may_be_blank_or_dashed(field: str, text: str) -> None:
    assert scores(text)[field] > -4


@pytest.mark.parametrize("text", ["P34", "福祉課", "健康福祉部", "福祉課、健康課"])
def test_a_page_or_the_name_of_a_unit_is_never_a_narrative(text: str) -> None:
    found = scores(text)
    assert max(found[field] for field in NARRATIVES) <= -10


@pytest.mark.parametrize("field", UNITS)
@pytest.mark.parametrize("text", ["福祉課", "健康福祉部", "福祉課、健康課", "-", ""])
def test_the_column_of_a_unit_takes_names_of_units_of_both_kinds(field: str, text: str) -> None:
    assert scores(text)[field] > scores("関係各位")[field]


@pytest.mark.parametrize("field", UNITS)
def test_a_unit_of_an_unknown_ending_is_doubtful_and_a_clause_is_none(field: str) -> None:
    unknown = scores("関係各位")[field]
    assert unknown < 0
    for clause in ("窓口で話を聞く。", "12回", "参加者25人", "周知に努めた。"):
        assert scores(clause)[field] < unknown


def test_a_narrative_that_begins_with_a_unit_is_one() -> None:
    found = scores("【福祉課】窓口で冊子を200部配布した。")
    assert max(found, key=lambda name: found[name]) == "status"


def test_scores_are_relative_to_how_common_a_field_is() -> None:
    """A table without evidence tells nothing: every field scores the same."""
    weights = pd.DataFrame(0.0, index=[*EVIDENCE, "bias", "log_prior"], columns=list(FIELDS))
    weights.loc["log_prior"] = -np.log(len(FIELDS))
    found = field_scores(looked_at(["開いた"]), weights)[0]
    is_open = [field not in CLOSED and field not in UNITS for field in FIELDS]
    np.testing.assert_allclose(found[is_open], 0, atol=1e-12)


# --- years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和3年度に開いた。", {2021}),
        ("令和４年度から再開する予定", {2022}),
        ("令和2年2月に中止した。", {2019}),
        ("令和2年4月に再開した。", {2020}),
        ("令和元年度", {2019}),
        ("平成31年度", {2019}),
        ("12回実施した。", set()),
        ("", set()),
    ],
)
def test_years_named_in_a_text(text: str, years: set[int]) -> None:
    assert mentioned_years(text) == years


def years_of(texts: list[str], years: Sequence[int | None]) -> np.ndarray:
    return year_scores(Texts(texts), years, fitted_weights())


@pytest.mark.parametrize(
    "text",
    [
        "令和4年度に講座を開いた。",
        "令和 4年度に開いた。",
        "R4年度に開いた。",
        "令和５年３月に配布した。",
        "令和４年度は中止した。",
    ],
)
def test_a_year_in_a_text_favours_its_column(text: str) -> None:
    before, same, after, none = years_of([text], [2021, 2022, 2023, None])[0]
    assert same > 0 > before == after
    assert none == 0


def test_a_text_without_years_favours_no_column() -> None:
    assert not years_of(["講座を3回開いた。", "", "-"], [2021, 2022, None]).any()


def test_two_years_in_a_text_favour_both_columns() -> None:
    found = years_of(["令和3年度に続き、令和4年度も開いた。"], [2020, 2021, 2022])[0]
    assert found[1] == found[2] > 0 > found[0]


def test_no_texts_have_no_years() -> None:
    assert years_of([], [2021, 2022]).shape == (0, 2)
