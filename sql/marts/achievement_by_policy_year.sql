-- grain: document x fiscal_year x policy (its items rolled up; unknown: NULL); achievements of first listings
with

progress as (select * from core.fact_progress where is_counted),
measures as (select * from core.dim_measure),
policies as (
    select policy_id, item_no, kind as policy_kind, number as policy_number,
        max(name) filter (where item_no is null)
            over (partition by municipality_code, plan_code, kind, number) as policy_name
    from core.dim_policy
),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

placed as (
    select
        progress.*,
        measures.reprise_of_measure_id is null as is_first,
        achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component') as is_rated,
        policy_kind, policy_number, policy_name
    from progress
    inner join measures using (measure_id)
    left join policies using (policy_id)
),

counted as (
    select
        document_id, fiscal_year, policy_kind, policy_number, policy_name,
        count(distinct measure_id) filter (where is_first) as measure_count,
        count(*) filter (where is_first) as achievement_count,
        count(*) filter (where is_first and is_rated) as rated_count,
        count(achievement_pct) filter (where is_first) as percent_count,
        coalesce(sum(achievement_pct) filter (where is_first), 0) as percent_sum,
        avg(achievement_pct) filter (where is_first) as percent_mean,
        min(achievement_pct) filter (where is_first) as percent_min,
        max(achievement_pct) filter (where is_first) as percent_max,
        count(*) filter (where is_first and achievement_kind = 'implemented') as implemented_count,
        count(*) filter (where is_first and achievement_kind = 'not_implemented') as not_implemented_count,
        count(*) filter (where is_first and achievement_kind = 'by_component') as by_component_count,
        count(*) filter (where is_first and achievement_kind = 'not_applicable') as not_applicable_count,
        count(*) filter (where is_first and achievement_kind = 'unreadable') as unreadable_count,
        count(*) filter (where is_first and achievement_kind = 'missing') as missing_count,
        count(*) filter (where is_first and achievement_kind = 'not_due') as not_due_count,
        count(*) filter (where is_first and attribution = 'shared') as shared_count,
        count(*) filter (where is_first and has_uncertain_cell) as has_uncertain_count,
        count(distinct measure_id) filter (where not is_first) as reprise_count
    from placed
    group by all
),

final as (select * from counted left join fiscal_years using (fiscal_year))

select * from final
