-- grain: document x fiscal_year x policy (its items rolled up; unknown: NULL); yearly fields of measure lines
with

listings as (select * from core.measure_listing),
measures as (select * from core.dim_measure),
policies as (
    select policy_id, item_no, kind as policy_kind, number as policy_number,
        max(name) filter (where item_no is null)
            over (partition by municipality_code, plan_code, kind, number) as policy_name
    from core.dim_policy
),
listing_fields as (select * from staging.listing_field where fiscal_year is not null),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

yearly_fields as (select unnest(['plan', 'status', 'evaluation', 'achievement']) as field),

document_years as (select distinct document_id, fiscal_year from listing_fields),

placed as (
    select
        document_id, line_no, reprise_of_measure_id is not null as is_reprise,
        policy_kind, policy_number, policy_name
    from listings
    inner join measures using (measure_id)
    left join policies using (policy_id)
),

-- what no heading asks for in the year has no row in staging.listing_field
states as (
    select placed.*, fiscal_year, coalesce(state, 'not_due') as state
    from placed inner join document_years using (document_id) cross join yearly_fields
    left join listing_fields using (document_id, line_no, fiscal_year, field)
),

counted as (
    select
        document_id, fiscal_year, policy_kind, policy_number, policy_name,
        count(distinct line_no) as listing_count,
        count(distinct line_no) filter (where is_reprise) as reprise_listing_count,
        count(*) filter (where state <> 'not_due') as asked_count,
        count(*) filter (where state = 'filled') as filled_count,
        count(*) filter (where state = 'dash') as dash_count,
        count(*) filter (where state = 'blank') as blank_count,
        count(*) filter (where state = 'lost') as lost_count,
        count(*) filter (where state = 'quarantined') as quarantined_count,
        count(*) filter (where state = 'not_due') as not_due_count,
        filled_count / nullif(asked_count, 0) as filled_share
    from states
    group by all
),

final as (select * from counted left join fiscal_years using (fiscal_year))

select * from final
