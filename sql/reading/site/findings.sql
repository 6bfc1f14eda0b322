-- grain: one finding of the plan, most severe first, then as in the document
with

findings as (
    select * from quality.finding
    inner join (select document_id, plan_id from raw.document) using (document_id)
    where plan_id = getvariable('plan_id')
),

rules as (select rule_code, title_ja, title_en, family_no, family_ja, family_en, question_ja from quality.rule),
measures as (select measure_id, name as measure_name from core.dim_measure),

owners as (
    select finding_id, list(section_name order by section_name) as section_names
    from quality.finding_owner inner join core.dim_department using (department_id)
    group by finding_id
),

final as (
    select
        finding_id, rule_code, severity, state, title_ja, title_en, family_no, family_ja, family_en, question_ja,
        document_id, line_no, cell_no, measure_id, measure_name, fiscal_year, field, observed, expected, message_ja,
        message_en, evidence, coalesce(section_names, []) as section_names
    from findings
    inner join rules using (rule_code)
    left join measures using (measure_id)
    left join owners using (finding_id)
)

select * from final
order by
    list_position(['error', 'warning', 'notice'], severity),
    document_id, line_no nulls first, cell_no nulls first, fiscal_year nulls first, rule_code, finding_id
