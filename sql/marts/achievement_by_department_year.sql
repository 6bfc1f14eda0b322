-- grain: plan x fiscal_year x department; achievements of first listings, own and shared ones apart
with

achievements as (select * from mart.achievement),

final as (
    select
        plan_id, fiscal_year, fiscal_year_label, department_id, section_name,
        count(*) filter (where part in ('own', 'shared')) as measure_count,
        count(*) filter (where part = 'own') as own_count,
        coalesce(sum(columns('^(rated|percent|.*implemented|by_component|graded|not_.*|unreadable|missing)_count$'))
            filter (where part = 'own'), 0) as 'own_\0',
        coalesce(sum(percent_sum) filter (where part = 'own'), 0) as own_percent_sum,
        avg(achievement_pct) filter (where part = 'own') as own_percent_mean,
        min(achievement_pct) filter (where part = 'own') as own_percent_min,
        max(achievement_pct) filter (where part = 'own') as own_percent_max,
        count(*) filter (where part = 'shared') as shared_count,
        coalesce(sum(columns('^(rated|percent|.*implemented|by_component|graded|not_.*|unreadable|missing)_count$'))
            filter (where part = 'shared'), 0) as 'shared_\0',
        count(*) filter (where part in ('own', 'shared') and has_uncertain_cell) as has_uncertain_count,
        count(*) filter (where part = 'narrative_only') as narrative_only_count,
        count(*) filter (where part = 'reprise') as reprise_count,
        string_agg(distinct bureau_name, ' / ' order by bureau_name) as bureau_name
    from achievements
    group by all
)

select * from final
