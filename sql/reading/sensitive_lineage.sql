-- grain: one row of lineage from a line that a finding sensitive_text is about
-- of all municipalities, or of one if municipality_code is set
with

lines as (
    select distinct document_id, line_no
    from quality.finding
    where rule_code = 'sensitive_text'
    and coalesce(starts_with(document_id, getvariable('municipality_code') || '_'), true)
),

final as (
    select core_table, record_key, column_name, document_id, line_no, cell_no
    from quality.lineage
    inner join lines using (document_id, line_no)
)

select * from final order by all
