-- grain: one plan
select
    plan_id, municipality_name, plan_name, last_edition_fiscal_year as edition_fiscal_year, edition_count
from core.dim_plan
order by plan_id
