-- grain: plan x fiscal_year in which something is due x policy (unknown: NULL)
with

policies as (select * from mart.achievement_by_policy_year where achievement_count > not_due_count),

final as (
    select
        plan_id, fiscal_year, policy_kind, policy_number, policy_name,
        percent_count, percent_mean, implemented_count, not_implemented_count, missing_count,
        by_component_count + graded_count + not_applicable_count + unreadable_count + not_due_count as other_count,
        has_uncertain_count as uncertain_count
    from policies
)

select * from final
order by
    plan_id,
    list_position(['basic', 'priority', 'other'], policy_kind) nulls last,
    policy_number nulls last,
    policy_name,
    fiscal_year
