-- grain: one cell of the plan's documents that holds a text, with where it was placed and how
with

cells as (
    select document_id, line_no, cell_no, text, cell_ref from raw.cell
    inner join (select document_id, plan_id from raw.document) using (document_id)
    where plan_id = getvariable('plan_id') and trim(text) <> ''
),

placed as (select * exclude (heading_cell_no, is_beside) rename (text as text_in_use) from staging.placed_cell),

headings as (
    select document_id, line_no, cell_no, field as heading_field, fiscal_year as heading_fiscal_year from staging.heading_field
),

final as (
    select
        document_id, line_no, cell_no, cell_ref, text, text_in_use, disposition, field, fiscal_year, heading_field,
        heading_fiscal_year, method, posterior, is_uncertain, decided_by, decided_on, decision_reason,
        alternative_field,
        alternative_fiscal_year, alternative_posterior
    from cells
    left join quality.cell_ledger using (document_id, line_no, cell_no)
    left join placed using (document_id, line_no, cell_no)
    left join headings using (document_id, line_no, cell_no)
)

select * from final order by document_id, line_no, cell_no
