-- grain: one finding that a section can answer x section that can answer it (NULL: nobody is known)
-- findings.* brings the state, so that accepted ones can be left out
with

-- the newest edition is asked about: an older one can no longer be changed
findings as (
    select * exclude (department_id) from quality.finding
    semi join core.dim_plan on dim_plan.last_document_id = finding.document_id
    where not is_superseded
),
rules as (select rule_code, question_ja, answer from quality.rule where question_ja <> ''),
measures as (select measure_id, name as measure_name from core.dim_measure),
unplaced as (select document_id, line_no, cell_no from staging.placed_cell where field = 'quarantined'),
guards as (select document_id, line_no, sha256 as guard from raw.line),

owners as (
    select finding_id, department_id, section_name
    from quality.finding_owner
    inner join core.dim_department using (department_id)
    -- the name that stands for a section that is not printed (pipeline/facts/departments.py)
    where section_name <> '(不明)'
),

final as (
    select
        findings.* exclude (line_no), question_ja, answer, measure_name, department_id, section_name,
        -- a measure that is gone has no line in the edition that is asked about
        coalesce(findings.line_no, 0) as line_no, coalesce(guard, '') as guard,
        unplaced.cell_no is not null as is_unplaced
    from findings
    inner join rules using (rule_code)
    left join guards using (document_id, line_no)
    left join owners using (finding_id)
    left join measures using (measure_id)
    left join unplaced using (document_id, line_no, cell_no)
)

select * from final
order by document_id, line_no, fiscal_year nulls first, finding_id, department_id
