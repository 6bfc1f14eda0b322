-- grain: plan x repeated measure x fiscal_year due in one of its two listings
with

progress as (select * from core.current_progress),
measures as (select measure_id, name as measure_name, reprise_of_measure_id from core.dim_measure),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

comparable as (
    select
        *,
        -- numbers compare as numbers (100 = 100%), lists and unreadable ones as printed, words by their kind
        case
            when achievement_kind in ('by_component', 'graded', 'unreadable')
                then regexp_replace(achievement_as_printed, '[\s\p{Z}]+', '', 'g')
            else coalesce(achievement_pct::varchar, achievement_kind)
        end as achievement_key,
        regexp_replace(status_text, '[\s\p{Z}]+', '', 'g') as status_key
    from progress
),

listed as (
    select
        plan_id, measure_id, fiscal_year,
        string_agg(distinct achievement_as_printed, ' / ' order by achievement_as_printed)
            filter (where is_counted) as achievement,
        string_agg(distinct achievement_kind, ' / ' order by achievement_kind) filter (where is_counted) as kinds,
        case when count(*) filter (where is_counted) = 1 then max(achievement_pct) end as pct,
        string_agg(distinct achievement_key, ' / ' order by achievement_key)
            filter (where is_counted) as achievement_key,
        string_agg(distinct status_key, ' / ' order by status_key) as status_key,
        bool_or(has_uncertain_cell) as has_uncertain_cell
    from comparable
    group by all
),

final as (
    select
        listed.plan_id, listed.fiscal_year, fiscal_year_label, listed.measure_id, measure_name,
        firsts.measure_id as first_measure_id,
        firsts.achievement as first_achievement, listed.achievement,
        firsts.kinds as first_achievement_kinds, listed.kinds as achievement_kinds,
        firsts.pct as first_achievement_pct, listed.pct as achievement_pct,
        round(listed.pct - firsts.pct, 6) as difference_points,
        listed.achievement_key is not distinct from firsts.achievement_key as is_equal,
        listed.status_key is not distinct from firsts.status_key as is_status_equal,
        listed.has_uncertain_cell or firsts.has_uncertain_cell as has_uncertain_cell
    from listed
    inner join measures using (measure_id)
    inner join listed as firsts
        on firsts.plan_id = listed.plan_id and firsts.fiscal_year = listed.fiscal_year
        and firsts.measure_id = measures.reprise_of_measure_id
    left join fiscal_years on fiscal_years.fiscal_year = listed.fiscal_year
    where listed.kinds <> 'not_due' or firsts.kinds <> 'not_due'
)

select * from final
