-- grain: one value of core.current_progress of the plan that no cell holds: a section or reader supplied it
with

lineage as (
    select * from quality.supplied_lineage
    where core_table = 'core.current_progress' and starts_with(record_key, getvariable('plan_id') || '|')
),

supplied as (select * from staging.supplied_value),

final as (
    select record_key, column_name, document_id, line_no, reason, decided_by, decided_on
    from lineage
    inner join supplied using (document_id, line_no, field, fiscal_year)
)

select * from final order by record_key, column_name, document_id, line_no
