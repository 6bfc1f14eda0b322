-- grain: one text of another listing of the same measure (再掲, or another edition), by field and fiscal year
with

listings as (
    select document_id, line_no, coalesce(reprise_of_measure_id, measure_id) as first_measure_id
    from core.measure_listing inner join core.dim_measure using (measure_id)
),

asked as (
    select first_measure_id from listings
    where document_id = getvariable('document_id')::varchar and line_no = getvariable('line_no')::integer
),

others as (
    select document_id, line_no
    from listings inner join asked using (first_measure_id)
    where (document_id, line_no) <> (getvariable('document_id')::varchar, getvariable('line_no')::integer)
),

final as (
    select document_id, line_no, field, fiscal_year, string_agg(trim(text), chr(10) order by cell_no) as text
    from staging.placed_cell inner join others using (document_id, line_no)
    where field not in ('policy', 'surplus', 'quarantined')
    group by all
)

select * from final order by document_id, line_no, fiscal_year nulls first, field
