-- grain: plan x measure, repetitions included; the years stand within the row, as text
with

progress as (select * from core.current_progress),
measures as (select * from core.dim_measure),
policies as (
    select policy_id, item_no, kind as policy_kind, number as policy_number,
        max(name) filter (where item_no is null)
            over (partition by parent_policy_id) as policy_name
    from core.dim_policy
),
departments as (select department_id, section_name from core.dim_department),

achievements as (
    select *, case achievement_kind when 'missing' then '(未記入)' when 'not_due' then '(未到来)'
        else regexp_replace(trim(achievement_as_printed), '\s+', ' ', 'g') end as printed
    from progress where is_counted
),

years as (
    select plan_id, measure_id, fiscal_year,
        string_agg(distinct printed, ' / ' order by printed) as printed,
        string_agg(distinct achievement_kind, ' / ' order by achievement_kind) as kinds,
        count(achievement_pct) as percent_count,
        case when count(*) = 1 then max(achievement_pct) end as only_pct,
        bool_or(achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component', 'graded'))
            as is_rated,
        not is_rated and bool_or(achievement_kind = 'missing') as is_missing,
        bool_and(achievement_kind = 'not_due') as is_not_due
    from achievements group by all
),

timelines as (
    select plan_id, measure_id,
        min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year,
        string_agg(fiscal_year || ': ' || printed, ' | ' order by fiscal_year) as achievement_by_year,
        string_agg(fiscal_year || ': ' || kinds, ' | ' order by fiscal_year) as achievement_kind_by_year,
        arg_min(only_pct, fiscal_year) filter (where only_pct is not null) as percent_first,
        arg_max(only_pct, fiscal_year) filter (where only_pct is not null) as percent_last,
        sum(percent_count) as percent_count, count(*) as year_count,
        count(*) filter (where is_rated) as rated_year_count,
        count(*) filter (where is_missing) as missing_year_count,
        count(*) filter (where is_not_due) as not_due_year_count,
        year_count - rated_year_count - missing_year_count - not_due_year_count as unrated_year_count
    from years group by all
),

sections as (
    select plan_id, measure_id, string_agg(distinct section_name, ' / ' order by section_name) as section_names
    from progress inner join departments using (department_id) group by all
),

final as (
    select timelines.*, section_names, name as measure_name, policy_kind, policy_number, policy_name, item_no,
        reprise_of_measure_id, reprise_of_measure_id is not null as is_reprise
    from timelines inner join sections using (plan_id, measure_id)
    inner join measures using (measure_id) left join policies using (policy_id)
)

select * from final
