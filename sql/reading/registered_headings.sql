-- grain: plan x heading of a column x whether it asks for ratings
select distinct document.plan_id, heading.text, heading.field = 'achievement' as is_rating
from raw.document as document
left join staging.heading_field as heading using (document_id)
order by all
