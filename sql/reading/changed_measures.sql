-- grain: one measure that is in one of two releases only, or has another name
with

now as (select measure_id, coalesce(name, '') as name from core.dim_measure),
before as (select measure_id, coalesce(name, '') as name from earlier.core.dim_measure)

select
    measure_id,
    nullif(coalesce(now.name, before.name), '') as name,
    case when before.name is null then 'added' when now.name is null then 'removed' else 'changed' end as change
from now
full join before using (measure_id)
where now.name is distinct from before.name
order by change, name, measure_id
