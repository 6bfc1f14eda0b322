-- grain: one source cell behind one value of the fact with the given key
with keys as (
    select * from (
        values
            ('core.fact_progress', concat_ws('|', $document_id, $fiscal_year, $measure_id, $department_id)),
            ('core.bridge_measure_department', concat_ws('|', $document_id, $measure_id, $fiscal_year, $department_id)),
            ('core.dim_measure', $measure_id)
    ) as given (core_table, record_key)
),

sources as (
    select lineage.*
    from quality.lineage as lineage
    inner join keys on lineage.core_table = keys.core_table and lineage.record_key = keys.record_key
    where lineage.document_id = $document_id
),

final as (
    select
        sources.core_table,
        sources.column_name,
        sources.line_no,
        sources.cell_no,
        cell.text as text_as_printed,
        placed.text as text_in_use,
        placed.field,
        placed.fiscal_year,
        placed.method,
        placed.posterior,
        placed.is_uncertain
    from sources
    inner join raw.cell as cell using (document_id, line_no, cell_no)
    inner join staging.placed_cell as placed using (document_id, line_no, cell_no)
)

select * from final
order by line_no, cell_no, core_table, column_name
