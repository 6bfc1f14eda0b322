-- check: an achievement of kind by_component has components and no other has; the list is its only value
with

components as (
    select document_id, fiscal_year, measure_id, department_id, count(*) as component_count
    from core.fact_achievement_component
    group by all
)

select document_id, fiscal_year, measure_id, department_id, achievement_kind, component_count
from core.fact_progress
full join components using (document_id, fiscal_year, measure_id, department_id)
where (achievement_kind is not distinct from 'by_component') <> (component_count is not null)
