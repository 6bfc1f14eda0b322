-- grain: one plan; what its front page and its line among all plans tell
with

plans as (select * from core.dim_plan),

measures as (
    select
        municipality_code || '_' || plan_code as plan_id, count(*) as measure_count,
        count(reprise_of_measure_id) as reprise_count
    from core.dim_measure
    group by plan_id
),

years as (
    select plan_id, min(fiscal_year) as first_fiscal_year, max(fiscal_year) as last_fiscal_year
    from core.current_progress
    group by plan_id
),

findings as (
    select plan_id, count(*) as finding_count
    from quality.finding
    inner join raw.document using (document_id)
    where not is_superseded and state <> 'accepted'
    group by plan_id
),

final as (
    select
        plan_id, municipality_code, municipality_name, plan_name, first_edition_fiscal_year, last_edition_fiscal_year, edition_count,
        coalesce(measure_count, 0) as measure_count, coalesce(reprise_count, 0) as reprise_count,
        first_fiscal_year, last_fiscal_year, coalesce(finding_count, 0) as finding_count
    from plans
    left join measures using (plan_id)
    left join years using (plan_id)
    left join findings using (plan_id)
)

select * from final order by plan_id
