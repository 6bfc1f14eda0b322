-- check: marts count what a direct count of what is current gives; a join that loses or doubles rows shows in totals
with

facts as (
    select plan_id, achievement_kind, achievement_pct, attribution
    from core.current_progress
    inner join core.dim_measure using (measure_id)
    where is_counted and reprise_of_measure_id is null
),

expected as (
    select plan_id, 'achievements' as total, count(*) as expected from facts group by all
    union all select plan_id, 'percents', count(achievement_pct) from facts group by all
    union all select plan_id, 'percent_sum', coalesce(sum(achievement_pct), 0) from facts group by all
    union all select plan_id, 'own', count(*) filter (where attribution = 'own') from facts group by all
    union all
    select plan_id, 'rated',
        count(*) filter (where achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component', 'graded'))
    from facts group by all
    union all select plan_id, 'asked', count(*) from core.current_field group by all
    union all select plan_id, 'asked yearly', count(fiscal_year) from core.current_field group by all
),

-- a mart that has lost a plan altogether fails, too
promised as (
    from (values ('policy', 'achievements'), ('policy', 'percents'), ('policy', 'percent_sum'), ('policy', 'rated'),
        ('bureau', 'achievements'), ('bureau', 'percents'), ('bureau', 'percent_sum'), ('bureau', 'rated'),
        ('department', 'own'), ('year and field', 'asked'), ('policy', 'asked yearly')) as promised (mart, total)
),

policies as (from mart.achievement_by_policy_year),
bureaus as (from mart.achievement_by_bureau_year),

found as (
    select 'policy' as mart, plan_id, 'achievements' as total, sum(achievement_count) as found
    from policies group by all
    union all select 'policy', plan_id, 'percents', sum(percent_count) from policies group by all
    union all select 'policy', plan_id, 'percent_sum', sum(percent_sum) from policies group by all
    union all select 'policy', plan_id, 'rated', sum(rated_count) from policies group by all
    union all select 'bureau', plan_id, 'achievements', sum(achievement_count) from bureaus group by all
    union all select 'bureau', plan_id, 'percents', sum(percent_count) from bureaus group by all
    union all select 'bureau', plan_id, 'percent_sum', sum(percent_sum) from bureaus group by all
    union all select 'bureau', plan_id, 'rated', sum(rated_count) from bureaus group by all
    union all
    select 'department', plan_id, 'own', sum(own_count) from mart.achievement_by_department_year group by all
    union all
    select 'year and field', plan_id, 'asked', sum(asked_count) from mart.completeness_by_year_field group by all
    union all
    select 'policy', plan_id, 'asked yearly', sum(asked_count) from mart.completeness_by_policy_year group by all
)

-- sums of percents differ in the last binary digits with the order of addition
select * from expected inner join promised using (total) full join found using (mart, plan_id, total)
where abs(expected - coalesce(found, 0)) > 1e-6 or expected is null
