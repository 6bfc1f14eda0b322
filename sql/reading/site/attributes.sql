-- grain: one cell of the plan's newest documents that is kept under its own heading
select measure_id, document_id, line_no, cell_no, heading, fiscal_year, text
from core.fact_attribute
inner join raw.document using (document_id)
where plan_id = getvariable('plan_id')
order by measure_id, document_id desc, line_no, cell_no
