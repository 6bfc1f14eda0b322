-- grain: plan x fiscal_year x policy (its items rolled up; unknown: NULL); achievements of first listings
with

achievements as (select * from mart.achievement where is_counted),

final as (
    select
        plan_id, fiscal_year, fiscal_year_label, policy_kind, policy_number, policy_name,
        count(distinct measure_id) filter (where not is_reprise) as measure_count,
        coalesce(sum(columns('_(count|sum)$')) filter (where not is_reprise), 0) as '\0',
        avg(achievement_pct) filter (where not is_reprise) as percent_mean,
        min(achievement_pct) filter (where not is_reprise) as percent_min,
        max(achievement_pct) filter (where not is_reprise) as percent_max,
        count(distinct measure_id) filter (where is_reprise) as reprise_count
    from achievements
    group by all
)

select * from final
