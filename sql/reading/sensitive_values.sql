-- grain: one value of a core table that a finding sensitive_text is about, found by its measure, year and field
-- sensitive_cells.sql finds values by their cells; a value that no cell holds (an answer of the section) is found here
-- of all municipalities, or of one if municipality_code is set
with

findings as (
    select document_id, line_no, measure_id, fiscal_year, field
    from quality.finding
    where rule_code = 'sensitive_text'
    and coalesce(starts_with(document_id, getvariable('municipality_code') || '_'), true)
),

facts as (
    select
        document_id, measure_id, fiscal_year, column_name, text,
        concat_ws('|', document_id, fiscal_year, measure_id, department_id) as record_key
    from (
        from core.fact_progress
        unpivot (text for column_name in (plan_text, status_text, evaluation_text, achievement_as_printed))
    )
),

by_year as (
    select
        'core.fact_progress' as core_table, record_key, column_name, findings.document_id, line_no, fiscal_year, text
    from facts inner join findings using (document_id, measure_id, fiscal_year)
    where column_name = case field when 'achievement' then 'achievement_as_printed' else field || '_text' end
),

described as (
    select
        'core.dim_measure' as core_table, measure_id as record_key, 'description' as column_name,
        document_id, line_no, null as fiscal_year, description as text
    from core.dim_measure inner join findings using (measure_id)
    where field = 'description' and description is not null
),

final as (
    select * from by_year
    union
    select * from described
)

select * from final order by core_table, record_key, column_name, line_no
