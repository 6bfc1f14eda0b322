-- grain: one document that could not be read
select document_id, message_ja, message_en
from quality.finding
where rule_code = 'document_rejected'
order by document_id
