-- grain: one supplied value behind one value of the fact with the given key: an answer, where no cell is printed
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
        supplied.*
    from quality.supplied_lineage as lineage
    inner join keys on lineage.core_table = keys.core_table and lineage.record_key = keys.record_key
    inner join staging.supplied_value as supplied
        on supplied.document_id = lineage.document_id and supplied.line_no = lineage.line_no
        and supplied.field = lineage.field and supplied.fiscal_year is not distinct from lineage.fiscal_year
    where lineage.document_id = (select given.document_id from given)
)

select * from final
order by line_no, field, fiscal_year, core_table, column_name
