-- grain: one open finding that a person may decide about; those of a cell whose place is in doubt are left to doubts.sql
-- Consequence: the rows of core.fact_progress that a decision about its value, measure or scale changes, and for a
-- column the cells that stand in it; a finding that can only be accepted changes none.
with

rules as (select rule_code, title_ja, title_en, rationale_ja, question_ja, answer from quality.rule),
measures as (select measure_id, name as measure_name from core.dim_measure),
guards as (select document_id, line_no, sha256 as guard from raw.line),
documents as (select document_id, plan_id from raw.document),
facts as (select document_id, measure_id, fiscal_year, department_id, rating_scale_id from core.fact_progress),
sections as (
    select finding_id, string_agg(section_name, '、' order by section_name) as section_names
    from quality.finding_owner inner join core.dim_department using (department_id)
    group by finding_id
),

doubts as (
    select document_id, line_no, cell_no from staging.placed_cell
    where (is_uncertain or field = 'quarantined') and method <> 'adjudicated'
),

open_findings as (
    select * from quality.finding
    where
        state in ('new', 'persisting')
        and not (
            rule_code in ('doubtful_cell', 'quarantined_cell', 'surplus_cell')
            and (document_id, line_no, cell_no) in (select (document_id, line_no, cell_no) from doubts)
        )
),

values_in_place as (
    select
        document_id, line_no, field, fiscal_year,
        string_agg(trim(text), chr(10) order by cell_no) as text, list(cell_no order by cell_no) as cell_nos
    from staging.placed_cell
    where field not in ('policy', 'surplus', 'quarantined') and not is_beside
    group by all
),

scales as (
    select plan_id, heading, rating_scale_id, list(mark order by mark) as marks
    from core.dim_rating_scale
    group by all
),

in_columns as (
    select document_id, heading_cell_no as cell_no, count(*) as cell_count
    from staging.placed_cell
    where heading_cell_no is not null
    group by all
),

columns as (
    select document_id, line_no, cell_no, text as heading, posterior, alternative_field from staging.heading_field
),

of_measures as (
    select finding_id, count(*) as fact_count
    from open_findings
    inner join facts
        on facts.document_id = open_findings.document_id and facts.measure_id = open_findings.measure_id
        and facts.fiscal_year = coalesce(open_findings.fiscal_year, facts.fiscal_year)
    group by finding_id
),

of_scales as (select rating_scale_id, count(*) as fact_count from facts group by rating_scale_id),

final as (
    select
        found.finding_id, found.rule_code, found.severity, found.document_id, documents.plan_id, found.line_no, found.cell_no,
        found.measure_id, found.fiscal_year, found.field, found.observed, found.expected, found.message_ja,
        found.message_en, title_ja, title_en, rationale_ja, question_ja, answer, measure_name, guard, section_names,
        values_in_place.text, coalesce(values_in_place.cell_nos, []) as cell_nos,
        columns.heading, columns.posterior, columns.alternative_field, marks,
        coalesce(
            case
                when found.rule_code = 'rating_scale_learnt' then of_scales.fact_count
                when found.rule_code in ('doubtful_column', 'unknown_heading') then cell_count
                when answer in ('rating', 'text', 'relation') then of_measures.fact_count
            end, 0
        ) as fact_count
    from open_findings as found
    inner join rules using (rule_code)
    left join documents on documents.document_id = found.document_id
    left join measures on measures.measure_id = found.measure_id
    left join guards on guards.document_id = found.document_id and guards.line_no = found.line_no
    left join sections on sections.finding_id = found.finding_id
    left join values_in_place
        on values_in_place.document_id = found.document_id and values_in_place.line_no = found.line_no
        and values_in_place.field = case when answer = 'rating' then 'achievement' else found.field end
        and values_in_place.fiscal_year is not distinct from found.fiscal_year
    left join columns
        on columns.document_id = found.document_id and columns.line_no = found.line_no
        and columns.cell_no = found.cell_no
    left join scales
        on found.rule_code = 'rating_scale_learnt' and scales.plan_id = documents.plan_id
        and scales.heading = found.observed
    left join of_scales on of_scales.rating_scale_id = scales.rating_scale_id
    left join in_columns on in_columns.document_id = found.document_id and in_columns.cell_no = found.cell_no
    left join of_measures on of_measures.finding_id = found.finding_id
)

select * from final
