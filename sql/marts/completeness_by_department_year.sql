-- grain: plan x fiscal_year x responsible department; yearly fields of the measures it answers for
with

asked as (select * from mart.asked_field where fiscal_year is not null),
departments as (select department_id, section_name from core.dim_department),

responsible as (
    select
        plan_id, fiscal_year, measure_id, department_id, bureau_name,
        count(*) over (partition by plan_id, fiscal_year, measure_id) > 1 as is_shared
    from core.current_progress
    where is_responsible
),

final as (
    select
        plan_id, fiscal_year, fiscal_year_label, department_id, section_name,
        string_agg(distinct bureau_name, ' / ' order by bureau_name) as bureau_name,
        count(distinct measure_id) as listing_count,
        count(distinct measure_id) filter (where is_reprise) as reprise_listing_count,
        sum(columns('_count$')) as '\0',
        coalesce(sum(asked_count) filter (where is_shared), 0) as shared_asked_count,
        sum(filled_count) / nullif(sum(asked_count), 0) as filled_share
    from responsible
    inner join asked using (plan_id, fiscal_year, measure_id)
    inner join departments using (department_id)
    group by all
)

select * from final
