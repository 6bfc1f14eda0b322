-- grain: measure line x fiscal_year that a heading asks a rating for: the plan, and the column's heading (the first, of several)
select
    listing.document_id, listing.line_no, heading.fiscal_year, document.plan_id,
    arg_min(heading.text, heading.cell_no) as heading
from core.measure_listing as listing
inner join raw.document as document using (document_id)
inner join raw.line as line using (document_id, line_no)
inner join staging.heading_field as heading
    on heading.document_id = line.document_id and heading.line_no = line.heading_line_no
where heading.field = 'achievement' and not heading.is_beside
group by all
order by all
