-- grain: plan x fiscal_year x bureau (unknown: NULL); achievements of first listings, shared ones once
with

achievements as (
    select *, is_counted and not is_reprise as is_in
    from mart.achievement
    where is_counted or attribution = 'shared'
),

shared_homes as (
    select plan_id, fiscal_year, measure_id, list(distinct coalesce(bureau_name, '')) as homes
    from achievements where attribution = 'shared' and is_in
    group by all
),

final as (
    select
        plan_id, fiscal_year, fiscal_year_label, bureau_name,
        count(distinct measure_id) filter (where is_in) as measure_count,
        coalesce(sum(columns('_(count|sum)$')) filter (where is_in), 0) as '\0',
        avg(achievement_pct) filter (where is_in) as percent_mean,
        min(achievement_pct) filter (where is_in) as percent_min,
        max(achievement_pct) filter (where is_in) as percent_max,
        count(distinct measure_id) filter (where is_reprise) as reprise_count,
        count(distinct measure_id)
            filter (where attribution = 'shared' and not coalesce(list_contains(homes, coalesce(bureau_name, '')), false))
            as counted_elsewhere_count
    from achievements
    left join shared_homes using (plan_id, fiscal_year, measure_id)
    group by all
)

select * from final
