-- grain: one document that could not be read, or plan that could not be updated
select document_id, message_ja, message_en
from quality.finding
where rule_code in ('document_rejected', 'plan_not_updated')
order by document_id, rule_code
