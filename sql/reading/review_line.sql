-- grain: one non-blank cell of a line as printed, with the place it has; line 0: none
with

printed as (
    select * from raw.cell
    where
        document_id = getvariable('document_id')::varchar and line_no = getvariable('line_no')::integer
        and trim(text) <> ''
),

placed as (select document_id, line_no, cell_no, field, fiscal_year, is_uncertain from staging.placed_cell),

final as (
    select cell_no, cell_ref, text, field, fiscal_year, coalesce(is_uncertain, false) as is_uncertain
    from printed left join placed using (document_id, line_no, cell_no)
)

select * from final order by cell_no
