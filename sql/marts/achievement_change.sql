-- grain: plan x measure x department x pair of consecutive fiscal years, both due; first listings
with

progress as (select * from core.current_progress),
measures as (select measure_id, name as measure_name, reprise_of_measure_id from core.dim_measure),
departments as (select * from core.dim_department),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

-- own and not counted: a narrative names the department, but nobody asked it for an achievement
achievements as (
    select
        progress.*, measure_name, section_name, successor_department_id,
        case
            when achievement_kind in ('implemented', 'not_implemented') then 'word'
            when achievement_kind in ('percent', 'by_component', 'graded') then achievement_kind
        end as scale
    from progress
    inner join measures using (measure_id)
    inner join departments using (department_id)
    where reprise_of_measure_id is null and achievement_kind <> 'not_due' and (is_counted or attribution = 'shared')
),

-- the same section, else the one section it was named before; of two predecessors neither
pairs as (
    select
        later.plan_id, later.measure_id, later.measure_name, later.department_id, later.section_name,
        later.fiscal_year, earlier.fiscal_year as fiscal_year_before,
        earlier.department_id as department_id_before,
        earlier.achievement_kind as achievement_kind_before, later.achievement_kind,
        earlier.achievement_pct as achievement_pct_before, later.achievement_pct,
        -- rounded: 95.7 - 92.5 is no binary fraction
        round(later.achievement_pct - earlier.achievement_pct, 6) as change_points,
        coalesce(later.scale <> earlier.scale, false) as is_scale_change,
        'shared' in (later.attribution, earlier.attribution) as is_shared,
        later.is_counted,
        later.has_uncertain_cell or earlier.has_uncertain_cell as has_uncertain_cell
    from achievements as later
    inner join achievements as earlier
        on earlier.plan_id = later.plan_id and earlier.measure_id = later.measure_id
        and earlier.fiscal_year = later.fiscal_year - 1
        and later.department_id in (earlier.department_id, earlier.successor_department_id)
    qualify earlier.department_id = later.department_id
        or count(*) over (
            partition by later.plan_id, later.measure_id, later.department_id, later.fiscal_year
        ) = 1
),

final as (select * from pairs left join fiscal_years using (fiscal_year))

select * from final
