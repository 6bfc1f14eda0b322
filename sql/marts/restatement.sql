-- grain: core.fact_restatement with names: one value of a year that a later edition prints differently x department
with

restatements as (select * from core.fact_restatement),
measures as (select measure_id, name as measure_name from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

final as (
    select *
    from restatements
    inner join measures using (measure_id)
    inner join departments using (department_id)
    left join fiscal_years using (fiscal_year)
)

select * from final
