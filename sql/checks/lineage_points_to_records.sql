-- check: every record key in lineage is the key of a row; lineage that leads nowhere explains nothing
with

records as (
    select 'core.dim_policy' as core_table, policy_id as record_key from core.dim_policy
    union all select 'core.dim_department', department_id from core.dim_department
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
    union all
    select 'core.fact_indicator', concat_ws('|', document_id, measure_id, indicator_no, fiscal_year)
    from core.fact_indicator
    union all
    select 'core.fact_attribute', concat_ws('|', document_id, line_no, cell_no) from core.fact_attribute
)

select core_table, record_key, column_name, document_id, line_no, cell_no
from quality.lineage
anti join records using (core_table, record_key)
