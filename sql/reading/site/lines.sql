-- grain: one line of a document of the plan that is not blank
select document_id, line_no, kind, heading_line_no, measure_id
from raw.line
inner join (select document_id, plan_id from raw.document) using (document_id)
left join core.measure_listing using (document_id, line_no)
where plan_id = getvariable('plan_id') and kind <> 'blank'
order by document_id, line_no
