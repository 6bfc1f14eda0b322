"""What stands there more than once: repeated measures (再掲) and repeated texts."""

from pipeline.contracts import fields
from pipeline.contracts.marts.columns import Flag, Int, OfMeasure, OfPlan, OfYear, Real, Text, column, pct, table, text


class RepriseAgreement(OfMeasure, OfYear):
    """GRAIN: plan × repeated measure (再掲) × fiscal year that is due in one of its two listings. DENOMINATOR of a
    rate of agreement: the rows. Compares all achievements of the year, a shared one once."""

    first_measure_id: Text = fields.measure_id(title="再掲元ID", description="The first listing")
    first_achievement: Text = text("再掲元の達成度", "First listing, as printed; several by ' / '")
    achievement: Text = text("再掲の達成度", "This listing, as printed; several by ' / '")
    first_achievement_kinds: Text = column("再掲元の種類", "Kinds in the first listing")
    achievement_kinds: Text = column("再掲の種類", "Kinds in this listing")
    first_achievement_pct: Real = pct("再掲元の率", "Percent, where the first listing's only value")
    achievement_pct: Real = pct("再掲の率", "Percent, where this listing's only value")
    difference_points: Real = text("差(ポイント)", "This minus first percent; NULL unless both are there")
    is_equal: Flag = column("達成度の一致", "Same kinds and percents (100 = 100%); both missing: true")
    is_status_equal: Flag = column("実施状況の一致", "Same status texts, white space aside; none in both: true")
    has_uncertain_cell: Flag = column("要確認", "A cell behind one of the two is in doubt")

    Config = table("reprise_agreement", "plan_id", "measure_id", "fiscal_year")


class RepeatedNarrative(OfMeasure, OfPlan):
    """GRAIN: plan × measure × field × text that is printed in two or more fiscal years (white space aside, ten
    characters or more). Counts years, however many departments carry the text. DENOMINATOR: none, texts that are not
    repeated are not here. First listings only."""

    field: Text = column("項目", "Field", isin=["plan", "status", "evaluation"])
    text: Text = column("本文", "The text as printed in the first of the years")
    section_names: Text = column("担当課", "Departments that carry the text, joined by ' / '")
    first_fiscal_year: Int = fields.fiscal_year(title="最初の年度", description="First year with the text")
    last_fiscal_year: Int = fields.fiscal_year(title="最後の年度", description="Last year with the text")
    year_count: Int = column("年度数", "Fiscal years with the text", ge=2)
    are_years_consecutive: Flag = column("連続年度", "No year without the text in between")

    Config = table("repeated_narrative", "plan_id", "measure_id", "field", "text")
