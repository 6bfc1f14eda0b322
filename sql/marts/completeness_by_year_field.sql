-- grain: plan x fiscal_year (NULL for yearless fields) x field; fields of listed measures
with

asked as (select * from mart.asked_field),

counted as (
    select
        plan_id, fiscal_year, fiscal_year_label, field,
        count(*) as listing_count,
        count(*) filter (where is_reprise) as reprise_listing_count,
        sum(columns('_count$')) as '\0',
        sum(filled_count) / nullif(sum(asked_count), 0) as filled_share
    from asked
    group by all
),

-- headings of the editions that the counted values come from
printed as (
    select asked.plan_id, headings.fiscal_year, headings.field,
        string_agg(distinct text, ' / ' order by text) as heading_as_printed
    from (select distinct plan_id, document_id, field, fiscal_year from asked) as asked
    inner join staging.heading_field as headings
        on headings.document_id = asked.document_id and headings.field = asked.field
        -- a column without a year is asked in the year that each row prints
        and (headings.fiscal_year is not distinct from asked.fiscal_year or headings.fiscal_year is null)
        and not headings.is_beside
    group by all
),

final as (
    select counted.*, heading_as_printed
    from counted
    left join printed
        on printed.plan_id = counted.plan_id and printed.field = counted.field
        and printed.fiscal_year is not distinct from counted.fiscal_year
)

select * from final
