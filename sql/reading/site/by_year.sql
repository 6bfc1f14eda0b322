-- grain: fiscal_year of the plan; the policies of mart.achievement_by_policy_year added up
with

policies as (select * from mart.achievement_by_policy_year where plan_id = getvariable('plan_id')),

final as (
    select
        plan_id, fiscal_year,
        sum(measure_count) as measure_count,
        sum(achievement_count) as achievement_count,
        sum(not_due_count) as not_due_count,
        sum(achievement_count) - sum(not_due_count) as due_count,
        sum(percent_count) as percent_count,
        sum(percent_sum) / nullif(sum(percent_count), 0) as percent_mean,
        sum(implemented_count) as implemented_count,
        sum(not_implemented_count) as not_implemented_count,
        sum(by_component_count) as by_component_count,
        sum(graded_count) as graded_count,
        sum(not_applicable_count) as not_applicable_count,
        sum(unreadable_count) as unreadable_count,
        sum(missing_count) as missing_count,
        sum(has_uncertain_count) as uncertain_count
    from policies
    group by plan_id, fiscal_year
)

select * from final order by fiscal_year
