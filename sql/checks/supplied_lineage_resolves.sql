-- check: supplied lineage names a supplied value and a row, and every supplied value is in use; an answer is not lost
with

records as (
    select 'core.dim_policy' as core_table, policy_id as record_key from core.dim_policy
    union all select 'core.dim_measure', measure_id from core.dim_measure
    union all select 'core.measure_listing', concat_ws('|', document_id, line_no) from core.measure_listing
    union all
    select 'core.bridge_measure_department', concat_ws('|', document_id, measure_id, fiscal_year, department_id)
    from core.bridge_measure_department
    union all
    select 'core.fact_progress', concat_ws('|', document_id, fiscal_year, measure_id, department_id)
    from core.fact_progress
    union all
    select 'core.current_progress', concat_ws('|', plan_id, fiscal_year, measure_id, department_id)
    from core.current_progress
    union all
    select 'core.fact_restatement',
        concat_ws('|', plan_id, measure_id, fiscal_year, department_id, field, after_document_id)
    from core.fact_restatement
    union all
    select 'core.fact_achievement_component',
        concat_ws('|', document_id, fiscal_year, measure_id, department_id, component_no)
    from core.fact_achievement_component
),

lineage as (select * from quality.supplied_lineage),

-- years are NULL for the fields of a whole line, so the values are compared, not joined by name
unused as (
    select 'unused value' as fault, document_id, line_no, field, fiscal_year from staging.supplied_value
    except
    select 'unused value', document_id, line_no, field, fiscal_year from lineage
),

unknown as (
    select 'no such value' as fault, document_id, line_no, field, fiscal_year from lineage
    except
    select 'no such value', document_id, line_no, field, fiscal_year from staging.supplied_value
),

nowhere as (
    select 'no such record' as fault, document_id, line_no, field, fiscal_year
    from lineage anti join records using (core_table, record_key)
)

from unused union all from unknown union all from nowhere
