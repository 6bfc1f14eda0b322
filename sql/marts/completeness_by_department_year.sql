-- grain: document x fiscal_year x responsible department; yearly fields of the measure lines it answers for
with

listings as (select * from core.measure_listing),
measures as (select * from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),
responsibilities as (select * from core.bridge_measure_department where is_responsible),
listing_fields as (select * from staging.listing_field),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

yearly_fields as (select unnest(['plan', 'status', 'evaluation', 'achievement']) as field),

answered as (
    select
        responsibilities.*, line_no,
        reprise_of_measure_id is not null as is_reprise,
        count(*) over (partition by document_id, fiscal_year, line_no) > 1 as is_shared
    from responsibilities
    inner join listings using (document_id, measure_id)
    inner join measures using (measure_id)
),

-- what no heading asks for in the year has no row in staging.listing_field
states as (
    select answered.*, coalesce(state, 'not_due') as state
    from answered cross join yearly_fields
    left join listing_fields using (document_id, line_no, fiscal_year, field)
),

counted as (
    select
        document_id, fiscal_year, department_id,
        string_agg(distinct bureau_name, ' / ' order by bureau_name) as bureau_name,
        count(distinct line_no) as listing_count,
        count(distinct line_no) filter (where is_reprise) as reprise_listing_count,
        count(*) filter (where state <> 'not_due') as asked_count,
        count(*) filter (where state = 'filled') as filled_count,
        count(*) filter (where state = 'dash') as dash_count,
        count(*) filter (where state = 'blank') as blank_count,
        count(*) filter (where state = 'lost') as lost_count,
        count(*) filter (where state = 'quarantined') as quarantined_count,
        count(*) filter (where state = 'not_due') as not_due_count,
        count(*) filter (where state <> 'not_due' and is_shared) as shared_asked_count,
        filled_count / nullif(asked_count, 0) as filled_share
    from states
    group by all
),

final as (
    select * from counted
    inner join departments using (department_id)
    left join fiscal_years using (fiscal_year)
)

select * from final
