-- check: listings, bridge and dimensions name only keys that exist; a policy may be unknown (NULL), but not absent
select 'measure_listing' as record, measure_id as missing_key
from core.measure_listing anti join core.dim_measure using (measure_id)
union all
select 'bridge_measure_department', measure_id
from core.bridge_measure_department anti join core.dim_measure using (measure_id)
union all
select 'bridge_measure_department', department_id
from core.bridge_measure_department anti join core.dim_department using (department_id)
union all
select 'dim_measure', policy_id
from core.dim_measure anti join core.dim_policy using (policy_id)
where policy_id is not null
union all
select 'dim_department', successor_department_id
from core.dim_department as departments
anti join core.dim_department as successors on successors.department_id = departments.successor_department_id
where successor_department_id is not null
