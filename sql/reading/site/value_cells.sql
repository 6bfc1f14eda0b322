-- grain: one cell behind one value of core.current_progress of the plan
with

lineage as (
    select * from quality.lineage
    where core_table = 'core.current_progress' and starts_with(record_key, getvariable('plan_id') || '|')
),

printed as (select document_id, line_no, cell_no, text as text_as_printed, cell_ref from raw.cell),
placed as (select * exclude (text, heading_cell_no) from staging.placed_cell),

final as (
    select
        record_key, column_name, document_id, line_no, cell_no, cell_ref, text_as_printed, method, posterior,
        is_uncertain, decided_by, decided_on, decision_reason
    from lineage
    inner join printed using (document_id, line_no, cell_no)
    left join placed using (document_id, line_no, cell_no)
)

select * from final order by record_key, column_name, document_id, line_no, cell_no
