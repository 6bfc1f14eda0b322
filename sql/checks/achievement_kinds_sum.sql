-- check: counts by kind add up to the denominator beside them; a kind without a column would be lost
with

policies as (
    select 'policy' as mart, plan_id, fiscal_year, achievement_count, rated_count,
        percent_count + implemented_count + not_implemented_count + by_component_count + graded_count as rated_sum,
        rated_sum + not_applicable_count + unreadable_count + missing_count + not_due_count as kind_sum
    from mart.achievement_by_policy_year
),

bureaus as (
    select 'bureau', plan_id, fiscal_year, achievement_count, rated_count,
        percent_count + implemented_count + not_implemented_count + by_component_count + graded_count as rated_sum,
        rated_sum + not_applicable_count + unreadable_count + missing_count + not_due_count
    from mart.achievement_by_bureau_year
),

own as (
    select 'department, own', plan_id, fiscal_year, own_count, own_rated_count,
        own_percent_count + own_implemented_count + own_not_implemented_count + own_by_component_count + own_graded_count as rated_sum,
        rated_sum + own_not_applicable_count + own_unreadable_count + own_missing_count + own_not_due_count
    from mart.achievement_by_department_year
),

shared as (
    select 'department, shared', plan_id, fiscal_year, shared_count, shared_rated_count,
        shared_percent_count + shared_implemented_count + shared_not_implemented_count + shared_by_component_count + shared_graded_count
            as rated_sum,
        rated_sum + shared_not_applicable_count + shared_unreadable_count + shared_missing_count + shared_not_due_count
    from mart.achievement_by_department_year
),

together as (
    select * from policies union all select * from bureaus union all select * from own union all select * from shared
)

select * from together
where achievement_count <> kind_sum or rated_count <> rated_sum
