-- grain: document x fiscal_year (NULL for yearless fields) x field; fields of measure lines
with

listings as (select * from core.measure_listing),
measures as (select * from core.dim_measure),
asked as (select document_id, line_no, field, fiscal_year, state from staging.listing_field),
headings as (select * from staging.heading_field where field is not null),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

lines as (
    select document_id, line_no, reprise_of_measure_id is not null as is_reprise
    from listings inner join measures using (measure_id)
),

document_years as (select distinct document_id, fiscal_year from asked where fiscal_year is not null),

yearly_fields as (select unnest(['plan', 'status', 'evaluation', 'achievement']) as field),

not_due as (
    select document_id, line_no, field, fiscal_year, 'not_due' as state
    from lines inner join document_years using (document_id) cross join yearly_fields
    anti join asked using (document_id, line_no, field, fiscal_year)
),

states as (select * from asked union all select * from not_due),

counted as (
    select
        document_id, fiscal_year, field,
        count(*) as listing_count,
        count(*) filter (where is_reprise) as reprise_listing_count,
        count(*) filter (where state <> 'not_due') as asked_count,
        count(*) filter (where state = 'filled') as filled_count,
        count(*) filter (where state = 'dash') as dash_count,
        count(*) filter (where state = 'blank') as blank_count,
        count(*) filter (where state = 'lost') as lost_count,
        count(*) filter (where state = 'quarantined') as quarantined_count,
        count(*) filter (where state = 'not_due') as not_due_count,
        filled_count / nullif(asked_count, 0) as filled_share
    from states inner join lines using (document_id, line_no)
    group by all
),

printed as (
    select document_id, fiscal_year, field, string_agg(distinct text, ' / ' order by text) as heading_as_printed
    from headings group by all
),

final as (
    select counted.*, fiscal_year_label, heading_as_printed
    from counted left join fiscal_years using (fiscal_year)
    left join printed on printed.document_id = counted.document_id and printed.field = counted.field
        and printed.fiscal_year is not distinct from counted.fiscal_year
)

select * from final
