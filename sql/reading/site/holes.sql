-- grain: measure x fiscal_year x field of the plan that is asked for and not filled; ratings: x section that has none
with

asked as (
    select * from mart.asked_field
    where plan_id = getvariable('plan_id') and fiscal_year is not null and state <> 'not_due'
),

sections as (
    select measure_id, fiscal_year, list(section_name order by section_name) as section_names
    from core.current_progress inner join core.dim_department using (department_id)
    where plan_id = getvariable('plan_id') and is_responsible
    group by all
),

-- a cell that is filled for other sections holds nothing for this one
unrated as (
    select
        measure_id, fiscal_year, 'achievement' as field, 'elsewhere' as state, document_id, line_no,
        list(section_name order by section_name) as section_names
    from mart.achievement inner join asked using (plan_id, measure_id, fiscal_year)
    where achievement_kind = 'missing' and is_responsible and field = 'achievement' and state = 'filled'
    group by all
),

empty as (
    select
        measure_id, fiscal_year, field, state, document_id, line_no,
        coalesce(section_names, []) as section_names
    from asked left join sections using (measure_id, fiscal_year)
    where state <> 'filled'
),

final as (select * from empty union all by name select * from unrated)

select * from final order by fiscal_year, field, line_no, measure_id
