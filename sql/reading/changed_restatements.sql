-- grain: one restated value that only the later of two releases has
select plan_id, measure_id, measure_name, fiscal_year, field, kind, before_text, after_text
from mart.restatement
anti join earlier.mart.restatement as earlier_restatement
    using (plan_id, measure_id, fiscal_year, department_id, field, after_document_id)
where is_counted
order by measure_name, fiscal_year, field
