-- grain: plan x fiscal_year x policy (its items rolled up; unknown: NULL) x rating scale x mark; first listings
with

graded as (select * from mart.achievement where achievement_kind = 'graded' and is_counted and not is_reprise),
marks as (
    select rating_scale_id, heading, mark as achievement_grade, meaning, order_no, is_higher_better, source
    from core.dim_rating_scale
),

counted as (
    select
        plan_id, fiscal_year, fiscal_year_label, policy_kind, policy_number, policy_name,
        rating_scale_id, heading, achievement_grade, meaning, order_no, is_higher_better, source,
        count(*) as graded_count,
        sum(shared_count) as shared_count,
        sum(has_uncertain_count) as has_uncertain_count
    from graded
    inner join marks using (rating_scale_id, achievement_grade)
    group by all
),

final as (
    select
        *,
        sum(graded_count) over (partition by plan_id, fiscal_year, policy_kind, policy_number, policy_name, rating_scale_id) as scale_count
    from counted
)

select * from final
