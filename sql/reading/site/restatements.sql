-- grain: one value of a closed year that a later edition of the plan prints differently; for all sections that share it
select
    measure_id, measure_name, fiscal_year, field, kind, before_document_id, before_line_no, before_text,
    after_document_id, after_line_no, after_text, list(section_name order by section_name) as section_names
from mart.restatement
where plan_id = getvariable('plan_id')
group by all
order by fiscal_year, measure_name, measure_id, field, before_document_id
