-- grain: measure line x fiscal_year: how many sections are responsible together
select document_id, line_no, fiscal_year, count(*) as section_count
from core.bridge_measure_department
inner join core.measure_listing using (document_id, measure_id)
where is_responsible
group by all
order by all
