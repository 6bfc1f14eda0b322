-- grain: plan x measure x indicator x fiscal_year; of the newest edition that tells of the measure's indicators
with

indicators as (select * from core.fact_indicator where is_current),
measures as (select measure_id, name as measure_name from core.dim_measure),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

final as (
    select
        plan_id, measure_id, measure_name, indicator_no, indicator_name, unit, fiscal_year, fiscal_year_label,
        baseline_as_printed, baseline_number, target_as_printed, target_number, actual_as_printed, actual_number,
        document_id, source_line_no
    from indicators
    inner join measures using (measure_id)
    left join fiscal_years using (fiscal_year)
)

select * from final
