-- grain: one source cell behind one value of the fact with the given key
with given as (
    select
        getvariable('document_id')::varchar as document_id,
        getvariable('fiscal_year')::varchar as fiscal_year,
        getvariable('measure_id')::varchar as measure_id,
        getvariable('department_id')::varchar as department_id
),

keys as (
    select
        'core.fact_progress' as core_table,
        concat_ws('|', document_id, fiscal_year, measure_id, department_id) as record_key
    from given
    union all
    select
        'core.bridge_measure_department' as core_table,
        concat_ws('|', document_id, measure_id, fiscal_year, department_id) as record_key
    from given
    union all
    select 'core.dim_measure' as core_table, measure_id as record_key
    from given
),

final as (
    select
        lineage.core_table,
        lineage.column_name,
        lineage.line_no,
        lineage.cell_no,
        cell.cell_ref,
        cell.text as text_as_printed,
        placed.text as text_in_use,
        placed.field,
        placed.fiscal_year,
        placed.method,
        placed.posterior,
        placed.is_uncertain,
        placed.decided_by,
        placed.decided_on
    from quality.lineage as lineage
    inner join keys on lineage.core_table = keys.core_table and lineage.record_key = keys.record_key
    inner join raw.cell as cell using (document_id, line_no, cell_no)
    inner join staging.placed_cell as placed using (document_id, line_no, cell_no)
    where document_id = (select given.document_id from given)
)

select * from final
order by line_no, cell_no, core_table, column_name
