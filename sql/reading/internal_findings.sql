-- grain: one finding x section that can answer it (none: one row); sections by name, findings as in the document
with

findings as (select * from quality.finding where not is_superseded),
owners as (select finding_id, department_id from quality.finding_owner),
rules as (select rule_code, title_ja, question_ja from quality.rule),
measures as (select measure_id, name as measure_name from core.dim_measure),
departments as (select department_id, bureau_name, section_name from core.dim_department),

final as (
    select
        finding_id, severity, state, rule_code, title_ja, document_id, line_no, cell_no, measure_id, measure_name,
        fiscal_year, field, observed, expected, message_ja, question_ja, evidence,
        owners.department_id, bureau_name, section_name
    from findings
    inner join rules using (rule_code)
    left join owners using (finding_id)
    left join departments on owners.department_id = departments.department_id
    left join measures using (measure_id)
)

select * from final
order by
    department_id is null, bureau_name nulls last, section_name, department_id,
    list_position(['error', 'warning', 'notice'], severity),
    document_id, line_no nulls first, cell_no nulls first, fiscal_year nulls first, rule_code, finding_id
