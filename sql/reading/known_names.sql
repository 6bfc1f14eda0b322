-- grain: one name by which findings can be asked for, with its kind
with final as (
    select 'rule' as kind, rule_code as name from quality.rule
    union
    select 'family', family_ja || ' ' || family_en from quality.rule
    union
    select 'document', document_id from raw.document
    union
    select 'document', document_id from quality.finding
    union
    select 'department', section_name from core.dim_department
    union
    select 'department_id', department_id from core.dim_department
)

select * from final order by kind, name
