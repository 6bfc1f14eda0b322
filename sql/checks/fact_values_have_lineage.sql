-- check: every printed or answered value of a fact leads back to a cell or a supplied value; none comes from nowhere
with

facts as (
    select concat_ws('|', document_id, fiscal_year, measure_id, department_id) as record_key, columns(*)
    from core.fact_progress
),

texts as (
    select record_key, column_name
    from (
        unpivot facts on achievement_as_printed, plan_text, status_text, evaluation_text
        into name column_name value text
    )
),

led_back as (
    select record_key, column_name from quality.lineage where core_table = 'core.fact_progress'
    union
    select record_key, column_name from quality.supplied_lineage where core_table = 'core.fact_progress'
)

select * from texts anti join led_back using (record_key, column_name)
