-- grain: one document that is in one of two releases only, or has other bytes (the earlier one is attached as earlier)
with

now as (select document_id, sha256 from raw.document),
before as (select document_id, sha256 from earlier.raw.document)

select
    document_id,
    case when before.sha256 is null then 'added' when now.sha256 is null then 'removed' else 'changed' end as change
from now
full join before using (document_id)
where now.sha256 is distinct from before.sha256
order by document_id
