"""Rules of the families `department` and `bureau`: names, their years, and who belongs where."""

import pytest

from pipeline.facts.departments import DepartmentRecord
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules import bureau, department
from pipeline.quality.rules.base import Rule, rules_of
from pipeline.quality.rules.departments.bureau import (
    bureau_in_section_column,
    bureau_section_mismatch,
    bureau_without_section,
    section_in_bureau_column,
    section_without_bureau,
)
from pipeline.quality.rules.departments.department import (
    department_outside_its_years,
    misread_department,
    renaming_told_differently,
    renaming_without_earlier_name,
    repeated_department,
    unknown_department,
    unnamed_department,
)
from pipeline.values.departments import names_no_department, near_name
from tests.quality_builders import found, measure_row, table_of

REGISTER = {
    "": [
        DepartmentRecord("福祉課", "福祉部", is_registered=True),
        DepartmentRecord("健康推進課", "健康部", aliases=("健康推准課",), is_registered=True),
        DepartmentRecord("子ども家庭支援課", "福祉部", is_registered=True),
        DepartmentRecord("広報課", "企画部", valid_to_fy=2022, successor="広聴広報課", is_registered=True),
        DepartmentRecord("広聴広報課", "企画部", valid_from_fy=2023, is_registered=True),
    ]
}
ALL_RULES = (*rules_of(department), *rules_of(bureau))


def registered(*rows: list[str]) -> ProgressTable:
    return table_of(*rows, departments=REGISTER)


def unregistered(*rows: list[str]) -> ProgressTable:
    return table_of(*rows, departments={})


def observed(rule: Rule, table: ProgressTable) -> list[tuple[str | None, str | None]]:
    return [(finding.observed, finding.expected) for finding in found(rule, table)]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_clean_table_yields_nothing(rule: Rule) -> None:
    rows = [
        measure_row(),
        measure_row(measure="健診", section="健康推進課", bureau="健康部"),
        measure_row(measure="教室", section="福祉課 健康推進課", bureau="福祉部 健康部"),
        measure_row(measure="広報", section="広報課(令和5年度～広聴広報課)", bureau="企画部"),
    ]
    assert found(rule, registered(*rows)) == []
    assert found(rule, unregistered(*rows, *rows, *rows)) == []


def test_a_name_outside_the_register_is_unknown() -> None:
    assert observed(unknown_department, registered(measure_row(section="危機管理室"))) == [("危機管理室", None)]


def test_without_a_register_a_name_in_two_rows_confirms_itself() -> None:
    rows = [measure_row(measure=f"事業{number}") for number in range(2)]
    assert found(unknown_department, unregistered(*rows)) == []
    alone = measure_row(measure="訓練", section="危機管理室")
    assert [finding.line_no for finding in found(unknown_department, unregistered(*rows, alone))] == [5]


@pytest.mark.parametrize("printed", ["健康推進裸", "健唐推進課", "健康椎准課", "健康進課", "子ども家庭支授課"])
def test_a_name_near_one_known_name_is_misread(printed: str) -> None:
    table = registered(measure_row(section=printed))
    ((name, expected),) = observed(misread_department, table)
    assert (name, expected) in [(printed, "健康推進課"), (printed, "子ども家庭支援課")]
    assert found(unknown_department, table) == []


def test_a_registered_misreading_is_reported_although_it_is_understood() -> None:
    table = registered(measure_row(section="健康推准課", bureau="健康部"))
    assert observed(misread_department, table) == [("健康推准課", "健康推進課")]


def test_a_name_that_may_be_two_known_ones_is_only_unknown() -> None:
    register = {"": [DepartmentRecord(name, is_registered=True) for name in ("税務課", "財務課")]}
    table = table_of(measure_row(section="総務課"), departments=register)
    assert found(misread_department, table) == []
    assert observed(unknown_department, table) == [("総務課", None)]


@pytest.mark.parametrize("other", ["地域福祉課", "福祉総務課", "高齢福祉係", "障害福祉課"])
def test_another_word_is_another_section(other: str) -> None:
    assert near_name(other, ["生活福祉課", "福祉課"], words="地域の障害者の福祉") is None


def test_a_misread_bureau_is_named_and_no_mismatch() -> None:
    table = registered(measure_row(section="健康推進課", bureau="健庚部"))
    assert observed(misread_department, table) == [("健庚部", "健康部")]
    assert found(bureau_section_mismatch, table) == []


def test_without_a_register_names_printed_often_are_known() -> None:
    rows = [measure_row(measure=f"事業{number}", section="健康推進課") for number in range(4)]
    table = unregistered(*rows, measure_row(section="健康椎進課"))
    assert observed(misread_department, table) == [("健康椎進課", "健康推進課")]


@pytest.mark.parametrize("text", ["関係各課", "全課", "庁内関係各課", "各課", "関係部署"])
def test_sections_that_are_not_named(text: str) -> None:
    assert names_no_department(text)


def test_a_pointer_to_sections_names_nobody() -> None:
    table = registered(measure_row(section="福祉課 関係各課", bureau="福祉部 関係各部"))
    assert observed(unnamed_department, table) == [("関係各課", None)]
    assert found(unknown_department, table) == found(section_without_bureau, table) == []


def test_a_name_printed_twice() -> None:
    assert observed(repeated_department, registered(measure_row(bureau="福祉部福祉部"))) == [("福祉部", None)]


def test_a_renaming_whose_earlier_name_is_lost() -> None:
    table = registered(measure_row(bureau="(令和5年度～福祉部)"))
    assert observed(renaming_without_earlier_name, table) == [("令和5年度～福祉部", None)]


def test_a_renaming_in_another_year_than_the_registered_one() -> None:
    table = registered(measure_row(section="広報課(令和4年度～広聴広報課)", bureau="企画部"))
    expected = ("広報課(令和4年度～広聴広報課)", "広報課(令和5年度～広聴広報課)")
    assert observed(renaming_told_differently, table) == [expected]
    assert found(department_outside_its_years, table) == []


def test_a_renaming_told_otherwise_than_in_most_rows() -> None:
    rows = [measure_row(measure=f"広報{n}", section="広報課(令和5年度～広聴広報課)") for n in range(2)]
    (finding,) = found(renaming_told_differently, unregistered(measure_row(section="広報課(令和5年度～広聴課)"), *rows))
    assert (finding.line_no, finding.expected) == (3, "広報課(令和5年度～広聴広報課)")


def test_an_old_name_without_its_renaming_is_outside_its_years() -> None:
    (finding,) = found(department_outside_its_years, registered(measure_row(section="広報課", bureau="企画部")))
    assert (finding.fiscal_year, finding.field, finding.observed) == (2023, "section", "広報課")
    assert (finding.expected, finding.department_id) == ("令和4年度まで", "012345_広報課")


def test_a_new_name_for_a_year_before_it_is_outside_its_years() -> None:
    (finding,) = found(department_outside_its_years, registered(measure_row(section="広聴広報課", bureau="企画部")))
    assert (finding.fiscal_year, finding.observed) == (2022, "広聴広報課")


def test_a_table_that_prints_the_name_of_today_for_all_years_does_so_on_purpose() -> None:
    rows = [measure_row(measure=f"事業{n}", section="広聴広報課", bureau="企画部") for n in range(6)]
    assert found(department_outside_its_years, registered(*rows)) == []


def test_a_printed_renaming_tells_the_years_without_a_register() -> None:
    rows = [
        measure_row(measure="広報", section="広報課(令和5年度～広聴広報課)", bureau="企画部"),
        measure_row(measure="相談", section="広報課", bureau="企画部"),
    ]
    (finding,) = found(department_outside_its_years, unregistered(*rows))
    assert (finding.line_no, finding.fiscal_year) == (4, 2023)


def test_an_old_name_in_a_later_status_is_outside_its_years_but_not_in_a_plan() -> None:
    section = "広報課(令和5年度～広聴広報課)福祉課"
    row = measure_row(
        section=section,
        bureau="企画部 福祉部",
        plan_2023="(広報課)周知する。(福祉課)継続する。",
        status_2023="(広報課)周知した。(福祉課)継続した。",
    )
    (finding,) = found(department_outside_its_years, registered(row))
    assert (finding.fiscal_year, finding.field, finding.observed) == (2023, "status", "広報課")


def test_a_section_of_another_bureau() -> None:
    table = registered(measure_row(section="健康推進課", bureau="福祉部"))
    (finding,) = found(bureau_section_mismatch, table)
    assert (finding.observed, finding.expected, finding.fiscal_year) == ("福祉部 健康推進課", "健康部", None)
    assert found(bureau_without_section, table) == found(section_without_bureau, table) == []


def test_a_bureau_that_fits_until_a_renaming_only() -> None:
    table = registered(measure_row(bureau="福祉部(令和5年度～企画部)"))
    (finding,) = found(bureau_section_mismatch, table)
    assert (finding.observed, finding.fiscal_year) == ("企画部 福祉課", 2023)


def test_without_a_register_most_rows_tell_where_a_section_belongs() -> None:
    rows = [measure_row(measure=f"事業{number}") for number in range(4)]
    table = unregistered(*rows, measure_row(bureau="環境部"))
    assert observed(bureau_section_mismatch, table) == [("環境部 福祉課", "福祉部")]
    assert found(bureau_section_mismatch, unregistered(rows[0], measure_row(bureau="環境部"))) == []


def test_a_bureau_to_which_no_section_belongs() -> None:
    table = registered(measure_row(bureau="福祉部 健康部"))
    assert observed(bureau_without_section, table) == [("健康部", None)]
    assert found(bureau_section_mismatch, table) == []


def test_a_section_of_unknown_home_may_belong_to_any_bureau() -> None:
    table = registered(measure_row(section="福祉課 危機管理室", bureau="福祉部 総務部"))
    assert found(bureau_without_section, table) == found(bureau_section_mismatch, table) == []


def test_a_section_without_its_bureau() -> None:
    both = measure_row(measure="教室", section="福祉課 健康推進課", bureau="福祉部 健康部")
    table = registered(both, measure_row(section="福祉課 健康推進課", bureau="福祉部"))
    assert observed(section_without_bureau, table) == [("健康推進課", "健康部")]


def test_a_table_that_prints_the_leading_bureau_only_lacks_nothing() -> None:
    rows = [measure_row(measure=f"教室{n}", section="福祉課 健康推進課", bureau="福祉部") for n in range(3)]
    assert found(section_without_bureau, registered(*rows)) == []


def test_a_bureau_in_the_column_of_sections() -> None:
    table = registered(measure_row(section="広報課(令和5年度～企画部)", bureau="企画部"))
    assert observed(bureau_in_section_column, table) == [("企画部", None)]


def test_a_table_without_a_column_for_bureaus_may_print_them_with_the_sections() -> None:
    heading = ["項目", "事業名", "担当課", "令和5年度の実施状況", "達成度"]
    table = table_of(["1-1. 相談", "窓口相談", "福祉部 福祉課", "相談を受けた。", "90%"], heading=heading)
    assert found(bureau_in_section_column, table) == []


def test_a_section_in_the_column_of_bureaus() -> None:
    table = registered(measure_row(section="広報課", bureau="企画課"))
    assert observed(section_in_bureau_column, table) == [("企画課", "企画部")]


@pytest.mark.parametrize("bureau_name", ["市長公室", "教育委員会事務局", "会計管理者", "議会事務局"])
def test_units_that_rank_with_bureaus_are_no_sections(bureau_name: str) -> None:
    assert found(section_in_bureau_column, registered(measure_row(bureau=bureau_name))) == []


@pytest.mark.parametrize(
    ("often", "once", "said"),
    [
        ("商工振興課", "文化振興課", ""),
        ("農村整備課", "森林整備課", ""),
        ("こども政策課", "こども未来課", ""),
        ("環境政策課", "環境対策課", "騒音の対策を進めた。"),
    ],
)
def test_without_a_register_another_word_is_another_section(often: str, once: str, said: str) -> None:
    rows = [measure_row(measure=f"事業{number}", section=often, status_2022=said) for number in range(4)]
    assert found(misread_department, unregistered(*rows, measure_row(section=once))) == []


def test_without_a_register_a_name_that_comes_twice_is_no_misreading() -> None:
    rows = [measure_row(measure=f"事業{number}", section="健康推進課") for number in range(4)]
    twice = [measure_row(measure=f"教室{number}", section="健康椎進課") for number in range(2)]
    assert found(misread_department, unregistered(*rows, *twice)) == []
