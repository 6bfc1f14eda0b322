"""Years of columns by what stands beside them: a year before that is named, targets beside actuals."""

from pipeline.columns.years.column_years import fiscal_years, read_column_year


def years_of(*columns: tuple[str, str], base: int | None = None) -> list[int | None]:
    headings, fields = zip(*columns, strict=True)
    return [column.fiscal_year for column in fiscal_years(fields, [read_column_year(text) for text in headings], base)]


def test_a_year_named_as_the_one_before_is_that_of_its_column_alone() -> None:
    found = years_of(
        ("前年度（R5）実績", "actual"), ("実績", "actual"), ("自己評価", "achievement"), ("実施状況", "status")
    )
    assert found == [2023, 2024, 2024, 2024]


def test_a_year_named_as_this_one_is_that_of_the_columns_behind_it() -> None:
    assert years_of(("本年度（令和6年度）の実績", "status"), ("評価", "achievement"), base=2023) == [2024, 2024]


def test_a_target_is_of_the_year_of_the_actual_behind_it_where_neither_says_one() -> None:
    assert years_of(("目標", "target"), ("実績", "actual"), ("達成率", "achievement"), base=2024) == [2024, 2024, 2024]
    assert years_of(("目標値", "target"), ("R5実績", "actual"), ("R6実績", "actual"), base=2024) == [None, 2023, 2024]
