-- grain: measure x fiscal_year x field x text in use: what is current, for which sections, from which edition
with

progress as (select * from core.current_progress where plan_id = getvariable('plan_id')),
departments as (select department_id, section_name from core.dim_department),

told as (
    unpivot (
        select
            measure_id, fiscal_year, department_id, plan_id,
            plan_text as plan, status_text as status, evaluation_text as evaluation, direction_text as direction,
            achievement_as_printed as achievement
        from progress
    )
    on plan, status, evaluation, direction, achievement
    into name field value text
),

editions as (
    unpivot (
        select
            measure_id, fiscal_year, department_id,
            plan_document_id as plan, status_document_id as status, evaluation_document_id as evaluation,
            direction_document_id as direction, achievement_document_id as achievement
        from progress
    )
    on plan, status, evaluation, direction, achievement
    into name field value document_id
),

final as (
    select
        measure_id, fiscal_year, field, text, document_id,
        list(section_name order by section_name) as section_names,
        min(concat_ws('|', plan_id, fiscal_year, measure_id, department_id)) as record_key,
        case field when 'achievement' then 'achievement_as_printed' else field || '_text' end as column_name
    from told
    inner join editions using (measure_id, fiscal_year, department_id, field)
    inner join departments using (department_id)
    group by measure_id, fiscal_year, field, text, document_id
)

select * from final order by measure_id, fiscal_year, field, section_names
