-- grain: one text of another listing of the same measure (再掲, or another edition), by field and fiscal year; and of the
-- measure of the plan that it may be the new name of (earlier_name, if it is not NULL)
with

listings as (
    select
        document_id, plan_id, line_no, name_as_printed, coalesce(reprise_of_measure_id, measure_id) as first_measure_id
    from core.measure_listing
    inner join core.dim_measure using (measure_id)
    inner join raw.document using (document_id)
),

asked as (
    select plan_id, first_measure_id from listings
    where document_id = getvariable('document_id')::varchar and line_no = getvariable('line_no')::integer
),

others as (
    select document_id, line_no
    from listings inner join asked using (plan_id)
    where
        (document_id, line_no) <> (getvariable('document_id')::varchar, getvariable('line_no')::integer)
        and (
            listings.first_measure_id = asked.first_measure_id
            or name_as_printed = getvariable('earlier_name')::varchar
        )
),

final as (
    select document_id, line_no, field, fiscal_year, string_agg(trim(text), chr(10) order by cell_no) as text
    from staging.placed_cell inner join others using (document_id, line_no)
    where field not in ('policy', 'surplus', 'quarantined') and not is_beside
    group by all
)

select * from final order by document_id, line_no, fiscal_year nulls first, field
