-- grain: document x fiscal_year x bureau (unknown: NULL); achievements of first listings, shared ones once
with

progress as (select * from core.fact_progress),
measures as (select * from core.dim_measure),
responsibilities as (select * from core.bridge_measure_department),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

placed as (
    select
        progress.*, bureau_name,
        measures.reprise_of_measure_id is null as is_first,
        is_first and is_counted as is_in,
        achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component') as is_rated
    from progress
    inner join measures using (measure_id)
    left join responsibilities using (document_id, fiscal_year, measure_id, department_id)
    -- own and not counted: a narrative names the department, but no section column and no rating does
    where is_counted or attribution = 'shared'
),

shared_homes as (
    select document_id, fiscal_year, measure_id, bureau_name as home
    from placed where attribution = 'shared' and is_in
),

counted as (
    select
        document_id, fiscal_year, bureau_name,
        count(distinct measure_id) filter (where is_in) as measure_count,
        count(*) filter (where is_in) as achievement_count,
        count(*) filter (where is_in and is_rated) as rated_count,
        count(achievement_pct) filter (where is_in) as percent_count,
        coalesce(sum(achievement_pct) filter (where is_in), 0) as percent_sum,
        avg(achievement_pct) filter (where is_in) as percent_mean,
        min(achievement_pct) filter (where is_in) as percent_min,
        max(achievement_pct) filter (where is_in) as percent_max,
        count(*) filter (where is_in and achievement_kind = 'implemented') as implemented_count,
        count(*) filter (where is_in and achievement_kind = 'not_implemented') as not_implemented_count,
        count(*) filter (where is_in and achievement_kind = 'by_component') as by_component_count,
        count(*) filter (where is_in and achievement_kind = 'not_applicable') as not_applicable_count,
        count(*) filter (where is_in and achievement_kind = 'unreadable') as unreadable_count,
        count(*) filter (where is_in and achievement_kind = 'missing') as missing_count,
        count(*) filter (where is_in and achievement_kind = 'not_due') as not_due_count,
        count(*) filter (where is_in and attribution = 'shared') as shared_count,
        count(*) filter (where is_in and has_uncertain_cell) as has_uncertain_count,
        count(distinct measure_id) filter (where not is_first) as reprise_count,
        count(distinct measure_id) filter (where attribution = 'shared' and bureau_name is distinct from home)
            as counted_elsewhere_count
    from placed
    left join shared_homes using (document_id, fiscal_year, measure_id)
    group by all
),

final as (select * from counted left join fiscal_years using (fiscal_year))

select * from final
