-- grain: one cell of a text that a finding sensitive_text is about; a text may stand in several cells of its field
-- of all municipalities, or of one if municipality_code is set
with

findings as (
    select document_id, line_no, cell_no, field, fiscal_year
    from quality.finding
    where rule_code = 'sensitive_text'
    and coalesce(starts_with(document_id, getvariable('municipality_code') || '_'), true)
),

placed as (select document_id, line_no, cell_no, field, fiscal_year, text from staging.placed_cell),
printed as (select document_id, line_no, cell_no, text from raw.cell),

cells as (
    select distinct placed.document_id, placed.line_no, placed.cell_no, placed.fiscal_year, placed.text
    from placed
    inner join findings
        on
            placed.document_id = findings.document_id
            and placed.line_no = findings.line_no
            and (
                placed.cell_no = findings.cell_no
                or (placed.field = findings.field and placed.fiscal_year is not distinct from findings.fiscal_year)
            )
),

-- an adjudication may have replaced the printed text; findings may quote either
final as (
    select document_id, line_no, cell_no, fiscal_year, text from cells
    union
    select document_id, line_no, cell_no, fiscal_year, printed.text
    from cells inner join printed using (document_id, line_no, cell_no)
)

select * from final order by document_id, line_no, cell_no, text
