-- grain: plan x fiscal_year in which something is due x department; by name, never by result
with

achievements as (
    select * exclude (bureau_name, section_name) from mart.achievement_by_department_year
    where measure_count > own_not_due_count + shared_not_due_count
),

departments as (select department_id, bureau_name, section_name, is_registered from core.dim_department),

final as (
    select
        plan_id, fiscal_year, department_id, bureau_name, section_name, is_registered,
        own_percent_count as percent_count,
        own_percent_mean as percent_mean,
        own_implemented_count as implemented_count,
        own_not_implemented_count as not_implemented_count,
        own_missing_count as missing_count,
        own_by_component_count + own_graded_count + own_not_applicable_count + own_unreadable_count + own_not_due_count
            as other_count,
        shared_count,
        has_uncertain_count as uncertain_count
    from achievements
    inner join departments using (department_id)
)

select * from final order by plan_id, bureau_name nulls last, section_name, department_id, fiscal_year
