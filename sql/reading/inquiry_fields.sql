-- grain: one field (and fiscal year) of a measure line that the heading asks for or in which something stands
with

asked as (select document_id, line_no, field, fiscal_year, state from staging.listing_field),

texts as (
    select
        document_id, line_no, field, fiscal_year,
        string_agg(trim(text), chr(10) order by cell_no) as text, list(cell_no order by cell_no) as cell_nos
    from staging.placed_cell
    where field not in ('policy', 'surplus', 'quarantined') and not is_beside
    group by all
    union all
    select document_id, line_no, field, fiscal_year, text, [] from staging.supplied_value
),

lines as (select document_id, line_no, measure_id from core.measure_listing),

final as (
    select
        lines.document_id, lines.line_no, lines.measure_id,
        coalesce(asked.field, texts.field) as field,
        coalesce(asked.fiscal_year, texts.fiscal_year) as fiscal_year,
        asked.state,
        texts.text,
        coalesce(texts.cell_nos, []) as cell_nos
    from asked
    full join texts
        on asked.document_id = texts.document_id and asked.line_no = texts.line_no and asked.field = texts.field
        and asked.fiscal_year is not distinct from texts.fiscal_year
    inner join lines
        on lines.document_id = coalesce(asked.document_id, texts.document_id)
        and lines.line_no = coalesce(asked.line_no, texts.line_no)
)

select * from final
order by document_id, line_no, fiscal_year nulls first, field
