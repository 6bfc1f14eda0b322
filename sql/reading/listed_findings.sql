-- grain: one finding that meets every given condition (NULL: not given), those resolved in this run included
-- change: against the warehouse published before: new, persisting, resolved. Most severe first, then as in the document.
with

runs as (select run_id from quality.run),
rules as (select rule_code, title_ja, title_en, question_ja, family_ja, family_en from quality.rule),
measures as (select measure_id, name as measure_name from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),
addresses as (select document_id, line_no, cell_no, cell_ref from raw.cell where cell_ref is not null),

answering as (
    select finding_id, department_id from quality.finding_owner
    union
    select finding_id, department_id from quality.finding_history where department_id is not null
),

sections as (
    select
        finding_id,
        string_agg(section_name, '、' order by section_name) as section_names,
        bool_or(
            department_id = getvariable('department')::varchar
            or contains(section_name, getvariable('department')::varchar)
        ) as is_asked
    from answering inner join departments using (department_id)
    group by finding_id
),

findings as (
    select *, case when first_seen_run = run_id then 'new' else 'persisting' end as change, null as resolved_in_run
    from quality.finding cross join runs
    union all by name
    select finding_history.*, 'resolved' as change, 'resolved' as state
    from quality.finding_history inner join runs on resolved_in_run = run_id
),

final as (
    select
        finding_id, change, state, severity, rule_code, title_ja, title_en, document_id, line_no, cell_no, cell_ref,
        measure_id, measure_name, fiscal_year, field, section_names, observed, expected, message_ja, message_en,
        question_ja, evidence, first_seen_run, resolved_in_run
    from findings
    inner join rules using (rule_code)
    left join measures using (measure_id)
    left join sections using (finding_id)
    left join addresses using (document_id, line_no, cell_no)
    where
        (change <> 'resolved' or getvariable('is_with_resolved')::integer = 1)
        and rule_code = coalesce(getvariable('rule')::varchar, rule_code)
        and contains(family_ja || ' ' || family_en, coalesce(getvariable('family')::varchar, ''))
        and severity = coalesce(getvariable('severity')::varchar, severity)
        -- what a newer edition has settled is listed only where it is asked for
        and state = coalesce(getvariable('state')::varchar, nullif(state, 'superseded'))
        and document_id = coalesce(getvariable('document')::varchar, document_id)
        and fiscal_year is not distinct from coalesce(getvariable('fiscal_year')::integer, fiscal_year)
        and (getvariable('department')::varchar is null or is_asked)
)

select * from final
order by
    list_position(['error', 'warning', 'notice'], severity),
    document_id, line_no nulls first, cell_no nulls first, fiscal_year nulls first, rule_code, finding_id
