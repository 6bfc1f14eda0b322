-- grain: plan x name of a measure as an edition prints it
select distinct document.plan_id, listing.name_as_printed
from raw.document as document
left join core.measure_listing as listing using (document_id)
order by all
