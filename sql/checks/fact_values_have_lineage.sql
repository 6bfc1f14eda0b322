-- check: every printed or answered value of a fact, or of what is current or restated, leads back to a cell or answer
with

facts as (
    select concat_ws('|', document_id, fiscal_year, measure_id, department_id) as record_key, columns(*)
    from core.fact_progress
),

texts as (
    select record_key, column_name
    from (
        unpivot facts on achievement_as_printed, plan_text, status_text, evaluation_text, direction_text
        into name column_name value text
    )
),

current as (
    select concat_ws('|', plan_id, fiscal_year, measure_id, department_id) as record_key, columns(*)
    from core.current_progress
),

current_texts as (
    select record_key, column_name
    from (
        unpivot current on achievement_as_printed, plan_text, status_text, evaluation_text, direction_text
        into name column_name value text
    )
),

restated as (
    select
        concat_ws('|', plan_id, measure_id, fiscal_year, department_id, field, after_document_id) as record_key,
        before_text, after_text
    from core.fact_restatement
),

restated_texts as (
    select record_key, column_name from (unpivot restated on before_text, after_text into name column_name value text)
),

told as (
    select 'core.fact_progress' as core_table, * from texts
    union all select 'core.current_progress', * from current_texts
    union all select 'core.fact_restatement', * from restated_texts
),

led_back as (
    select core_table, record_key, column_name from quality.lineage
    union
    select core_table, record_key, column_name from quality.supplied_lineage
)

select * from told anti join led_back using (core_table, record_key, column_name)
