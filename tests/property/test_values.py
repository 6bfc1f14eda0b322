"""Readers of single texts never crash and never lose a character, whatever is printed."""

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.values.achievement import is_rating_form, read_achievement, read_ratings
from pipeline.values.departments import split_departments, split_passages
from pipeline.values.fiscal_years import (
    fiscal_year_label,
    read_date_years,
    read_fiscal_years,
    without_fiscal_years,
)
from pipeline.values.policies import read_items, read_policy_title
from pipeline.values.text import comparison_key, fold_width, is_blank, is_dash, normalise

KINDS = {"percent", "implemented", "not_implemented", "not_applicable", "by_component", "missing", "unreadable"}
NAMES = ["企画課", "健康推進課", "福祉・子ども部", "男女共同参画センター", "関係各課", "東京都"]
PIECES = [
    *NAMES,
    *["80%", "１００％", "95.7", "実施", "未実施", "①", "②", "-", "ー", "一部", "500部", "約", "○"],
    *["令和", "平成", "R", "H", "元", "5", "31", "2023", "年度", "年", "月", "日", "以降", "～", "から", "."],
    *["(", ")", "（", "）", "【", "】", "[", "]", " ", "　", "、", "・", "/", ":", "。", "1-1", "基本施策", "課", "係"],
]
# Any text, and texts made of what such cells are made of: the second finds what the first is too wide for.
texts = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
known = st.lists(st.sampled_from([*NAMES, ""]), max_size=3)


def squeezed(text):
    return re.sub(r"[\s、,，・/／]", "", normalise(text))


@given(texts)
def test_fold_width_keeps_the_length(text):
    assert len(fold_width(text)) == len(text)


@given(texts)
def test_normalising_twice_changes_nothing_more(text):
    assert fold_width(fold_width(text)) == fold_width(text)
    assert normalise(normalise(text)) == normalise(text)
    assert comparison_key(normalise(text)) == comparison_key(text)


@given(texts)
def test_no_text_is_both_blank_and_a_dash(text):
    assert not (is_blank(text) and is_dash(text))


@given(texts)
@example("①50%")
@example("一部実施")
def test_an_achievement_is_always_one_of_the_kinds(text):
    achievement = read_achievement(text)
    assert achievement.kind in KINDS
    assert (achievement.pct is not None) == (achievement.kind == "percent")
    assert bool(achievement.components) == (achievement.kind == "by_component")
    assert (achievement.kind == "missing") == is_blank(text)
    assert achievement.kind != "percent" or "実施" not in text


@given(texts)
def test_a_percentage_is_made_of_printed_digits_alone(text):
    """①50% is not 150%: every digit of the number stands in the text as a digit."""
    if (pct := read_achievement(text).pct) is not None:
        assert not re.search("[①-⑳㉑-㊿]", text)
        assert pct == float(re.sub(r"[^\d.]", "", normalise(text)))


@given(st.decimals(0, 99999, places=1), st.sampled_from(["%", "％", " %"]), st.booleans())
def test_a_percentage_comes_back_as_printed(number, unit, is_wide):
    printed = str(number).translate(str.maketrans("0123456789.", "０１２３４５６７８９．")) if is_wide else str(number)
    achievement = read_achievement(printed + unit)
    assert (achievement.kind, achievement.pct, achievement.has_unit) == ("percent", float(number), True)


@given(texts, known)
def test_ratings_lose_no_character(text, names):
    printed = "".join(rating.printed for rating in read_ratings(text, names))
    assert re.sub(r"\W", "", normalise(printed)) == re.sub(r"\W", "", normalise(text))


@given(st.lists(st.tuples(st.sampled_from(NAMES[:2]), st.integers(0, 200)), min_size=1, max_size=4))
def test_every_section_of_a_list_gets_its_rating(pairs):
    glued = " ".join(f"{name}{pct}%" for name, pct in pairs)
    bracketed = " ".join(f"【{name}】{pct}%" for name, pct in pairs)
    for text in (glued, bracketed):
        assert [(rating.department, rating.achievement.pct) for rating in read_ratings(text)] == pairs


@given(texts)
def test_whether_a_text_is_a_rating_can_always_be_told(text):
    assert is_rating_form(text) in (True, False)


@given(texts)
def test_fiscal_years_lie_in_the_text_in_order(text):
    position = 0
    for mention in read_fiscal_years(text):
        assert position <= mention.start < mention.end <= len(text)
        assert mention.last is None or mention.first <= mention.last
        position = mention.end
    assert all(1900 <= year <= 2200 for year in read_date_years(text))


@given(texts)
def test_cutting_out_the_years_leaves_every_other_character(text):
    rest, position = "", 0
    for mention in read_fiscal_years(text):
        rest, position = rest + text[position : mention.start], mention.end
    assert without_fiscal_years(text) == rest + text[position:]


@given(st.integers(1900, 2099))
def test_a_label_reads_back_to_its_year(fiscal_year):
    label = fiscal_year_label(fiscal_year)
    (mention,) = read_fiscal_years(label)
    assert (mention.first, mention.last, mention.start, mention.end) == (fiscal_year, fiscal_year, 0, len(label))
    assert without_fiscal_years(f"{label}実績") == "実績"


@given(st.integers(1989, 2090), st.integers(1, 8))
def test_a_range_of_labels_reads_back(first, length):
    text = f"{fiscal_year_label(first)}～{fiscal_year_label(first + length)}"
    (mention,) = read_fiscal_years(text)
    assert (mention.first, mention.last, mention.end) == (first, first + length, len(text))


@given(st.integers(2019, 2090), st.integers(1, 12))
def test_a_date_lies_in_the_year_of_its_april(year, month):
    text = f"令和{year - 2018}年{month}月1日"
    assert read_date_years(text) == [year if month >= 4 else year - 1]
    assert not read_fiscal_years(text)


@given(texts, known)
@example("企画課(令和4年度～", [])
@example("(", [])
def test_departments_cover_the_text_but_separators(text, names):
    position = 0
    for department in split_departments(text, names):
        assert re.fullmatch(r"[\s、，,/／・]*", text[position : department.start])
        assert department.start < department.end
        assert text.startswith(department.name, department.start)
        assert (department.renamed_to is None) == (department.renamed_in is None)
        position = department.end
    assert re.fullmatch(r"[\s、，,/／・]*", text[position:])


@given(st.lists(st.sampled_from(NAMES[:5]), min_size=1, max_size=5), st.sampled_from(["", " ", "　", "、"]))
def test_names_that_were_joined_are_split_again(names, separator):
    assert [department.name for department in split_departments(separator.join(names))] == names


@given(texts, known)
def test_passages_cover_the_text_without_gap(text, names):
    passages = split_passages(text, names)
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(passages))
    assert all(passage.text in text[passage.start : passage.end] for passage in passages)


@given(texts)
def test_policies_and_items_are_read_without_loss(text):
    title = read_policy_title(text)
    assert title is None or (title.name == normalise(text) and title.number >= 0)
    items = read_items(text)
    printed = "".join(item.item_no + item.name for item in items)
    assert not items or re.findall(r"\w", fold_width(printed)) == re.findall(r"\w", fold_width(text))
