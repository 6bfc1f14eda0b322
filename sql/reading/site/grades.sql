-- grain: rating scale x fiscal_year x mark of the plan, over all policies
with

counted as (
    select
        rating_scale_id, heading, fiscal_year, achievement_grade, meaning, order_no, source,
        sum(graded_count) as graded_count, sum(scale_count) as scale_count
    from mart.grade_by_policy_year
    where plan_id = getvariable('plan_id')
    group by all
)

select * from counted order by rating_scale_id, fiscal_year, order_no nulls last, achievement_grade
