"""Achievements, one by one and counted: by department, policy and bureau."""

from pipeline.contracts import names
from pipeline.contracts.marts.columns import (
    Achievements,
    Flag,
    Int,
    OfBureau,
    OfDepartment,
    OfMeasure,
    OfPolicy,
    OfYear,
    Real,
    Text,
    column,
    count,
    kind,
    pct,
    table,
    text,
)


class Achievement(OfPolicy, OfDepartment, OfMeasure, OfYear):
    """GRAIN: plan × fiscal year × measure × department: core.current_progress with names and without narratives.
    DENOMINATOR: none; the other marts of achievement sum its flags. Sum over rows with is_counted and not is_reprise:
    a shared value then counts once, a repeated measure (再掲) not at all."""

    item_no: Text = text("項目番号", "Number of the item, 1-2; NULL: unknown")
    is_reprise: Flag = column("再掲である", "A repetition of an earlier listing")
    is_responsible: Flag = column("担当である", "The section column names it")
    achievement_kind: Text = kind("種類", "What kind of achievement was printed")
    achievement_pct: Real = pct("率", "Percent, where one was printed")
    achievement_as_printed: Text = text("達成度", "As printed")
    achievement_document_id: Text = text("達成度の文書", "Edition that it comes from; NULL: none asks for it")
    achievement_grade: Text = text("評価記号", "Mark of the rating scale; NULL: none")
    rating_scale_id: Text = text("評価尺度", "Rating scale of the mark (core.dim_rating_scale); NULL: none")
    attribution: Text = column("帰属", "own, or shared: given for several departments", isin=names.ATTRIBUTIONS)
    is_counted: Flag = column("集計対象", "True in one row per printed achievement")
    part: Text = column(
        "集計区分",
        "own, shared; narrative_only: only a text names it; reprise: a repeated measure",
        isin=[*names.ATTRIBUTIONS, "narrative_only", "reprise"],
    )
    has_uncertain_cell: Flag = column("要確認である", "A cell of the row is in doubt")
    achievement_count: Int = count("達成度の件数", "1")
    rated_count: Int = count("達成度あり", "1: percent, (not) implemented, by component, graded")
    percent_count: Int = count("率の件数", "1: a percent")
    percent_sum: Real = count("率の合計", "The percent; 0: none")
    implemented_count: Int = count("実施", "1: rated 実施")
    not_implemented_count: Int = count("未実施", "1: rated 未実施")
    by_component_count: Int = count("内訳別の率", "1: a list of percents")
    graded_count: Int = count("評価記号あり", "1: a mark of a rating scale")
    not_applicable_count: Int = count("該当なし", "1: a dash, 該当なし or the like")
    unreadable_count: Int = count("読取不能", "1: in none of the known forms")
    missing_count: Int = count("未記入", "1: asked for, but nothing is printed or it is lost")
    not_due_count: Int = count("未到来", "1: not yet asked for in any edition")
    shared_count: Int = count("複数課共通", "1: given for several departments")
    has_uncertain_count: Int = count("要確認", "1: a cell of the row is in doubt")

    Config = table("achievement", "plan_id", "fiscal_year", "measure_id", "department_id")


class AchievementByDepartmentYear(OfDepartment, OfYear):
    """GRAIN: plan × fiscal year × department. DENOMINATOR: own_count for values of its own, shared_count for values
    given for several departments together; the mean is over own printed percents (own_percent_count) only. A shared
    value stands under each department that shares it: do not add shared columns over departments. Counts achievements
    of first listings; repeated measures are in reprise_count alone. 実施 is counted, never averaged."""

    measure_count: Int = count("実施内容数", "Measures: own_count + shared_count")
    own_count: Int = count("単独", "Achievements of its own, absent ones included")
    own_rated_count: Int = count("単独:達成度あり", "Of own_count: rated")
    own_percent_count: Int = count("単独:率の件数", "Own printed percents: denominator of own_percent_mean")
    own_percent_sum: Real = count("単独:率の合計", "Sum of the own percents; 0: none")
    own_percent_mean: Real = pct("単独:率の平均", "own_percent_sum / own_percent_count, unweighted; without 実施")
    own_percent_min: Real = pct("単独:率の最小", "Lowest own percent")
    own_percent_max: Real = pct("単独:率の最大", "Highest own percent; can exceed 100")
    own_implemented_count: Int = count("単独:実施", "Own, rated 実施")
    own_not_implemented_count: Int = count("単独:未実施", "Own, rated 未実施")
    own_by_component_count: Int = count("単独:内訳別の率", "Own lists of percents (①…); not in the mean")
    own_graded_count: Int = count("単独:評価記号", "Own marks of a rating scale; see mart.grade_by_department_year")
    own_not_applicable_count: Int = count("単独:該当なし", "Own, a dash or 該当なし")
    own_unreadable_count: Int = count("単独:読取不能", "Own, in none of the known forms")
    own_missing_count: Int = count("単独:未記入", "Own, asked for but absent")
    own_not_due_count: Int = count("単独:未到来", "Own, not yet asked for in any edition")
    shared_count: Int = count("共通", "Achievements given for it and others together, absent included")
    shared_rated_count: Int = count("共通:達成度あり", "Of shared_count: rated")
    shared_percent_count: Int = count("共通:率の件数", "Shared printed percents; in no mean here")
    shared_implemented_count: Int = count("共通:実施", "Shared, rated 実施")
    shared_not_implemented_count: Int = count("共通:未実施", "Shared, rated 未実施")
    shared_by_component_count: Int = count("共通:内訳別の率", "Shared lists of percents (①…)")
    shared_graded_count: Int = count("共通:評価記号", "Shared marks of a rating scale")
    shared_not_applicable_count: Int = count("共通:該当なし", "Shared, a dash or 該当なし")
    shared_unreadable_count: Int = count("共通:読取不能", "Shared, in none of the known forms")
    shared_missing_count: Int = count("共通:未記入", "Shared, asked for but absent")
    shared_not_due_count: Int = count("共通:未到来", "Shared, not yet asked for in any edition")
    has_uncertain_count: Int = count("要確認", "Of measure_count: a cell of the row is in doubt")
    narrative_only_count: Int = count("記述のみ(集計外)", "A text names it, the section column does not; no rating")
    reprise_count: Int = count("再掲(集計外)", "Repeated measures (再掲), left out of every other count")

    Config = table("achievement_by_department_year", "plan_id", "fiscal_year", "department_id")


class AchievementByPolicyYear(Achievements, OfPolicy, OfYear):
    """GRAIN: plan × fiscal year × policy (items rolled up; unknown policy: a row with NULL number). DENOMINATOR:
    achievement_count; of the mean, percent_count. Counts achievements of first listings, one given for several
    departments once; repeated measures are in reprise_count, where they are repeated. 実施 is never averaged."""

    Config = table(
        "achievement_by_policy_year", "plan_id", "fiscal_year", "policy_kind", "policy_number", "policy_name"
    )


class AchievementByBureauYear(Achievements, OfBureau, OfYear):
    """GRAIN: plan × fiscal year × bureau (NULL: unknown). DENOMINATOR: achievement_count; of the mean,
    percent_count. Counts achievements of first listings. One that several bureaus share is counted once, under
    the bureau of the department that comes first, and is in counted_elsewhere_count of the others. 実施 is never
    averaged."""

    counted_elsewhere_count: Int = count("他部署で集計", "Shared achievements counted under another bureau")

    Config = table("achievement_by_bureau_year", "plan_id", "fiscal_year", "bureau_name")
