-- grain: one row of a document of the plan that lists a measure
select document_id, edition_fiscal_year, line_no, measure_id, name_as_printed, page, is_reprise_marked
from core.measure_listing
inner join raw.document using (document_id)
where plan_id = getvariable('plan_id')
order by edition_fiscal_year desc, document_id, line_no
