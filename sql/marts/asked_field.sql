-- grain: plan x measure x field x fiscal_year (NULL: fields without a year): what became of it, with a flag per state
with

asked as (select * from core.current_field),
measures as (select measure_id, name as measure_name, policy_id, reprise_of_measure_id from core.dim_measure),
policies as (
    select policy_id, kind as policy_kind, number as policy_number,
        max(name) filter (where item_no is null)
            over (partition by parent_policy_id) as policy_name
    from core.dim_policy
),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

yearly_fields as (select unnest(['plan', 'status', 'evaluation', 'achievement']) as field),
plan_years as (select distinct plan_id, fiscal_year from asked where fiscal_year is not null),
plan_measures as (select distinct plan_id, measure_id from asked),

-- what no heading asks for in one of the plan's years
not_due as (
    select plan_id, measure_id, field, fiscal_year, 'not_due' as state
    from plan_measures inner join plan_years using (plan_id) cross join yearly_fields
    anti join asked using (plan_id, measure_id, field, fiscal_year)
),

states as (from asked union all by name from not_due),

final as (
    select
        * exclude (policy_id, reprise_of_measure_id), reprise_of_measure_id is not null as is_reprise,
        (state <> 'not_due')::integer as asked_count,
        (state = 'filled')::integer as filled_count,
        (state = 'dash')::integer as dash_count,
        (state = 'blank')::integer as blank_count,
        (state = 'lost')::integer as lost_count,
        (state = 'quarantined')::integer as quarantined_count,
        (state = 'not_due')::integer as not_due_count
    from states
    inner join measures using (measure_id)
    left join policies using (policy_id)
    left join fiscal_years using (fiscal_year)
)

select * from final
